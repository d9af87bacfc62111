"""W1: the deadline sweep over a million duties, 200,000 open, 20,000 of which change light.

The second run must write nothing. The floor is the INSERT of the same warnings alone.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ratio

_FLOOR = """
    INSERT INTO deadlines_deadlinewarning (source, object_id, kind, ends_at, warned_at)
    SELECT 'floor', id, 'overdue', ends_at, now() FROM accountability_duty
    WHERE closed_at IS NULL AND paused_at IS NULL AND withdrawn_at IS NULL AND warn_at <= now()
"""


def run(scale: int) -> list[Row]:
    """Build the rows here; sweep in a process of its own, whose memory is the sweep's alone."""
    from benchmarks.dataset import build  # noqa: PLC0415  after Django is set up

    build(
        units=6500 // scale,
        duties=1_000_000 // scale,
        open_duties=200_000 // scale,
        turning=20_000 // scale,
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.w1", "--sweep"], stdout=subprocess.PIPE, check=True
    )
    return [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]


def peak_megabytes() -> float:
    """Return this program's own peak; ru_maxrss would carry over that of the process before."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def measure() -> list[Row]:
    """Sweep twice and compare what is written."""
    import django  # noqa: PLC0415  the parent has named the database by now

    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415

    from supervision.deadlines.models import DeadlineWarning  # noqa: PLC0415
    from supervision.notifications.models import Notice  # noqa: PLC0415
    from supervision.notifications.services.sweep import sweep  # noqa: PLC0415

    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_FLOOR)
        transaction.set_rollback(True)
    floor = time.perf_counter() - started
    started = time.perf_counter()
    sweep()
    first = time.perf_counter() - started
    written = (DeadlineWarning.objects.count(), Notice.objects.count())
    started = time.perf_counter()
    sweep()
    second = time.perf_counter() - started
    again = (DeadlineWarning.objects.count(), Notice.objects.count())
    memory = peak_megabytes()
    idle = again == written
    return [
        Row(
            f"W1 sweep, {written[0]:,} warnings, {written[1]:,} notices",
            f"{first:.2f} s",
            f"{floor:.2f} s",
            ratio(first, floor),
            "<= 10 s",
            first <= 10,
        ),
        Row(
            "W1 second sweep",
            f"{second:.2f} s, {'nothing' if idle else 'SOMETHING'} written",
            "-",
            "-",
            "writes nothing",
            idle,
        ),
        Row("W1 memory", f"{memory:,.0f} MB", "-", "-", "<= 200 MB", memory <= 200),
    ]


def main() -> None:
    """Run at full size, or a hundredth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    if options.sweep:
        emit(measure())
        return
    with fresh("portal_bench_w1"):
        emit(run(100 if options.quick else 1))


if __name__ == "__main__":
    main()
