"""W9: re-use over 200,000 filings with files: time, memory, recall on planted copies, idle pairs.

Half of the filings carry a document, half a picture. Copies are planted class by class; a doubt
whose pair nobody planted is an idle one. Pictures of planted copies are real files that pass
through the portal's own reading; the patterns of the others are made directly. The comparison is
the command an operator runs, in a process of its own, so that its memory is its own.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit

FILINGS = 200_000
#: Copies of each class of texts; half as many of documents, a quarter of pictures.
PLANTED = 800
MINUTES, MEGABYTES, RECALL, IDLE = 5, 1_024, 0.95, 0.02

#: A copy whose people are others has fewer words in common with its source than the frame has with
#: any text: how many are found is said, not promised.
SAID = {"people renamed"}


def main() -> None:
    """Build, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--filings", type=int, default=FILINGS)
    options = parser.parse_args()
    count = FILINGS // 100 if options.quick else options.filings
    planted = max(20, PLANTED * count // FILINGS)
    with tempfile.TemporaryDirectory() as media:
        os.environ["MEDIA_ROOT"] = media
        with fresh("bench_w9"):
            from benchmarks.w9_build import build  # noqa: PLC0415  after Django is set up

            plan = build(count, planted, Path(media))
            seconds, megabytes = _compare()
            emit([*_cost(count, seconds, megabytes), *_found(plan)])


def _compare() -> tuple[float, float]:
    """Run the comparison in a process of its own; return its seconds and its peak of memory."""
    command = [sys.executable, "manage.py", "look_for_doubts", "--everything"]
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=sys.stderr)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - begun, peak


def _cost(count: int, seconds: float, megabytes: float) -> list[Row]:
    work = f"W9 compare {count:,} filings with files"
    return [
        Row(work, f"{seconds:.0f} s", "-", "-", f"{MINUTES} min", seconds <= MINUTES * 60),
        Row("W9 memory", f"{megabytes:,.0f} MB", "-", "-", "1 GB", megabytes <= MEGABYTES),
    ]


def _found(plan: Any) -> list[Row]:
    """Return recall by class, and the share of pairs that nobody planted, kind by kind."""
    raised = _raised()
    rows = []
    for (kind, name), pairs in plan.pairs.items():
        share = len(pairs & raised[kind]) / len(pairs)
        work = f"W9 recall {kind}: {name}"
        bar = "said" if name in SAID else f"{RECALL}"
        rows.append(Row(work, f"{share:.3f}", "-", "-", bar, name in SAID or share >= RECALL))
    for kind in dict.fromkeys(kind for kind, _name in plan.pairs):
        planted = {
            pair for (one, _name), pairs in plan.pairs.items() if one == kind for pair in pairs
        }
        idle = len(raised[kind] - planted) / max(1, len(raised[kind]))
        work = f"W9 idle pairs {kind} of {len(raised[kind]):,}"
        rows.append(Row(work, f"{idle:.1%}", "-", "-", f"{IDLE:.0%}", idle <= IDLE))
    return rows


def _raised() -> dict[str, set[tuple[int, int]]]:
    """Return the pairs of filings of the doubts raised, by kind, numbered as they were planted."""
    from accountability.models import Doubt  # noqa: PLC0415  after Django is set up

    found: dict[str, set[tuple[int, int]]] = defaultdict(set)
    rows = Doubt.objects.filter(other_filing__isnull=False)
    for kind, later, earlier in rows.values_list("kind", "filing_id", "other_filing_id"):
        found[kind].add((later - 1, earlier - 1))
    return found


if __name__ == "__main__":
    main()
