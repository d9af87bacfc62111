"""W2: the district overview of 42 and of 6,500 units over a million duties, as a whole page.

The floor is the two grouped reads of the page alone. After a commit the page must be right.
"""

import argparse
import json
import subprocess
import sys
import time

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, ratio

#: Units and the bar for the page's median in seconds.
BARS = {42: 0.1, 6500: 0.4}

_FLOOR = (
    """SELECT unit_id, count(*) FILTER (WHERE ends_at <= now()),
              count(*) FILTER (WHERE ends_at > now() AND warn_at <= now()),
              count(*) FILTER (WHERE warn_at > now())
       FROM accountability_duty WHERE closed_at IS NULL AND withdrawn_at IS NULL
       GROUP BY unit_id""",
    "SELECT unit_id, concluded, late FROM accountability_dutytally",
)


def run(units: int, bar: float, scale: int) -> Row:
    """Build, warm up, measure thirty pages, conclude one duty and compare."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from accountability.models import Duty  # noqa: PLC0415
    from accountability.selectors.overview import totals, unit_counts  # noqa: PLC0415
    from benchmarks.dataset import build  # noqa: PLC0415  after Django is set up
    from supervision import clock  # noqa: PLC0415

    office = build(
        units=units,
        duties=1_000_000 // scale,
        open_duties=200_000 // scale,
        turning=20_000 // scale,
    )
    client = Client()
    client.force_login(office, backend="supervision.accounts.backends.PortalBackend")
    times = [_page(client) for _n in range(33)][3:]
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in _FLOOR:
            cursor.execute(statement)
            cursor.fetchall()
    floor = time.perf_counter() - started
    before = totals(unit_counts(office))
    duty = Duty.objects.filter(closed_at__isnull=True).first()
    Duty.objects.filter(pk=duty.pk if duty else 0).update(closed_at=clock.now())
    after = totals(unit_counts(office))
    right = after["green"] == before["green"] + 1 and sum(after.values()) == sum(before.values())
    figure = p50(times)
    return Row(
        f"W2 overview of {units:,} units, {sum(after.values()):,} duties",
        f"p50 {ms(figure)}{'' if right else ', WRONG FIGURES'}",
        ms(floor),
        ratio(figure, floor),
        f"p50 <= {ms(bar)}",
        figure <= bar and right,
    )


def _page(client: object) -> float:
    started = time.perf_counter()
    response = client.get("/")  # type: ignore[attr-defined]
    if response.status_code != 200:
        raise SystemExit(f"the overview answered {response.status_code}")
    return time.perf_counter() - started


def main() -> None:
    """Run one size, or each size in a process of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--units", type=int)
    options = parser.parse_args()
    scale = 100 if options.quick else 1
    if options.units:
        with fresh("portal_bench_w2"):
            emit([run(options.units, BARS[options.units], scale)])
        return
    rows = []
    for units in BARS:
        command = [sys.executable, "-m", "benchmarks.w2", "--units", str(units)]
        command += ["--quick"] if options.quick else []
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        rows += [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]
    emit(rows)


if __name__ == "__main__":
    main()
