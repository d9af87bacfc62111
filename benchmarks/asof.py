"""AS-OF: the overview and the list of duties as of a day, beside the same pages of today.

A million duties were issued over four hundred days and four fifths of them concluded, so that most
have two versions. The bar is twice the page of today, for the office and for a restricted user.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import time

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, ratio

#: How many days ago the page is read.
DAYS_AGO = (30, 180, 360)
RUNS = 15

# The rows come from SQL at one instant; here their history is spread as life would have spread it.
_SPREAD = """
    ALTER TABLE history.accountability_duty DISABLE TRIGGER guard;
    ALTER TABLE history.accountability_dutytally DISABLE TRIGGER guard;
    ALTER TABLE history.accountability_dutymonth DISABLE TRIGGER guard;
    ALTER TABLE history.organizations_unit DISABLE TRIGGER guard;
    ALTER TABLE history.accountability_assignment DISABLE TRIGGER guard;
    CREATE TEMP TABLE life AS SELECT id, unit_id, year, is_late, closed_at IS NOT NULL AS is_closed,
        date_trunc('month', ends_at, 'UTC') AS month,
        date_trunc('day', now()) - interval '400 days' + (id % 380) * interval '1 day' AS issued,
        date_trunc('day', now()) - interval '400 days' + (id % 380) * interval '1 day'
            + (id % 30) * interval '1 day' AS closed
        FROM accountability_duty;
    TRUNCATE history.accountability_duty, history.accountability_dutytally,
        history.accountability_dutymonth;
    INSERT INTO history.accountability_duty ({open_columns}, valid_from, valid_to)
    SELECT {open_values}, issued, CASE WHEN is_closed THEN closed ELSE 'infinity' END
    FROM accountability_duty AS d JOIN life USING (id) ORDER BY issued;
    INSERT INTO history.accountability_duty ({columns}, valid_from)
    SELECT {values}, closed FROM accountability_duty AS d JOIN life USING (id)
    WHERE is_closed ORDER BY closed;
    INSERT INTO history.accountability_dutytally
        (id, unit_id, year, concluded, late, valid_from, valid_to)
    SELECT t.id, c.unit_id, c.year, sum(c.n) OVER w, sum(c.late) OVER w, c.closed,
           COALESCE(lead(c.closed) OVER w, 'infinity')
    FROM (SELECT unit_id, year, closed, count(*) AS n, count(*) FILTER (WHERE is_late) AS late
          FROM life WHERE is_closed GROUP BY 1, 2, 3) AS c
    JOIN accountability_dutytally t ON t.unit_id = c.unit_id AND t.year = c.year
    WINDOW w AS (PARTITION BY c.unit_id, c.year ORDER BY c.closed);
    INSERT INTO history.accountability_dutymonth
        (id, unit_id, starts_at, count, valid_from, valid_to)
    SELECT m.id, c.unit_id, c.month, sum(c.n) OVER w, c.issued,
           COALESCE(lead(c.issued) OVER w, 'infinity')
    FROM (SELECT unit_id, month, issued, count(*) AS n FROM life GROUP BY 1, 2, 3) AS c
    JOIN accountability_dutymonth m ON m.unit_id = c.unit_id AND m.starts_at = c.month
    WINDOW w AS (PARTITION BY c.unit_id, c.month ORDER BY c.issued);
    UPDATE history.organizations_unit SET valid_from = '-infinity';
    UPDATE history.accountability_assignment SET valid_from = '-infinity';
    ALTER TABLE history.accountability_duty ENABLE TRIGGER guard;
    ALTER TABLE history.accountability_dutytally ENABLE TRIGGER guard;
    ALTER TABLE history.accountability_dutymonth ENABLE TRIGGER guard;
    ALTER TABLE history.organizations_unit ENABLE TRIGGER guard;
    ALTER TABLE history.accountability_assignment ENABLE TRIGGER guard;
"""


def spread() -> None:
    """Give the duties a past of four hundred days."""
    from django.db import connection  # noqa: PLC0415  after Django is set up

    from accountability.models import Duty  # noqa: PLC0415

    columns = [field.column for field in Duty._meta.local_concrete_fields]
    names = ", ".join(columns)
    opened = ", ".join("NULL" if name == "closed_at" else f"d.{name}" for name in columns)
    statement = _SPREAD.format(
        columns=names,
        open_columns=names,
        values=", ".join(f"d.{name}" for name in columns),
        open_values=opened,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE")


def run(units: int, scale: int) -> list[Row]:
    """Build, then measure each page of today and as of three days."""
    from django.test import Client  # noqa: PLC0415
    from django.urls import reverse  # noqa: PLC0415

    from benchmarks.dataset import build  # noqa: PLC0415  after Django is set up
    from supervision import clock  # noqa: PLC0415
    from supervision.accounts.models import User  # noqa: PLC0415

    office = build(
        units=units,
        duties=1_000_000 // scale,
        open_duties=200_000 // scale,
        turning=20_000 // scale,
    )
    spread()
    days = [(clock.today() - dt.timedelta(days=back)).isoformat() for back in DAYS_AGO]
    pages = [(f"overview of {units:,} units", office, reverse("dashboards:home"))]
    if units < 1000:
        clerk = User.objects.get(username="clerk00000")
        duties = reverse("accountability:duties")
        pages += [("list, office", office, duties), ("list, one unit", clerk, duties)]
    rows = []
    for label, user, address in pages:
        client = Client()
        client.force_login(user, backend="supervision.accounts.backends.PortalBackend")
        today = _median(client, address)
        past = max(_median(client, address, day) for day in days)
        rows.append(
            Row(
                f"AS-OF {label}, {1_000_000 // scale:,} duties",
                f"p50 {ms(past)}",
                f"today {ms(today)}",
                ratio(past, today),
                "<= 2x today",
                past <= 2 * today,
            )
        )
    return rows


def _median(client: object, address: str, day: str = "") -> float:
    times = []
    for _number in range(RUNS + 3):
        started = time.perf_counter()
        response = client.get(address, {"as_of": day} if day else {})  # type: ignore[attr-defined]
        times.append(time.perf_counter() - started)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status_code}")
    return p50(times[3:])


def main() -> None:
    """Run at full size, or a hundredth; each size in a process and a database of its own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--units", type=int, default=0)
    options = parser.parse_args()
    scale = 100 if options.quick else 1
    if options.units:
        with fresh("portal_bench_asof"):
            emit(run(options.units, scale))
        return
    rows: list[Row] = []
    for units in (42, 6500 // scale):
        command = [sys.executable, "-m", "benchmarks.asof", "--units", str(units)]
        command += ["--quick"] if options.quick else []
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        rows += [Row(**row) for row in json.loads(done.stdout.splitlines()[-1])]
    emit(rows)


if __name__ == "__main__":
    main()
