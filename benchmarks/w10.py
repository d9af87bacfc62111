"""W10: a million clues with a million open terms: the ledger, the page of warnings, the sweep.

An officer has two hundred clues of them, the case supervision office sees all. The whole page with
its shell is measured, alone in this process, then sixteen people at once through gunicorn; the
floor is the page's own SQL written into an f-string. The sweep runs in a process of its own, whose
memory is the sweep's alone; its second run must write nothing.
"""

import argparse
import json
import subprocess
import sys
import time
from typing import Any
from urllib.parse import quote

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, p95, ratio

CLUES, TURNING = 1_000_000, 20_000
LEDGER, WARNINGS = "/cases/clues/", "/cases/warnings/"
#: What people do with the ledger; {number} is a clue of theirs, {last} their last page.
PAGES = {
    "open": "",
    "sort by number": "?sort=number",
    "sort by unit, back": "?sort=-unit",
    "stage": "?status=verifying",
    "overdue or due soon": "?light=warned",
    "search a number": "?q={number}",
    "search a name": "?q={name}",
    "search by pinyin": "?q=wangjianming",
    "filter and sort": "?status=in_review&source=audit&sort=-received_at",
    "last page": "?page={last}",
}
#: What the case supervision office does with the terms that warn.
WARNED = {
    "open": "",
    "overdue": "?light=red",
    "stage": "?stage=verifying",
    "matter": "?matter=trial",
    "search a number": "?q={number}",
    "sort by clue": "?sort=clue",
    "last page": "?page={last}",
}
PEOPLE = 16
DEEP = 10_000
ROUNDS = 15


def run(clues: int, turning: int) -> list[Row]:
    """Build, look as one officer, as the supervising office, as sixteen people; then sweep."""
    from benchmarks.w10_build import build  # noqa: PLC0415  after Django is set up

    world = build(clues=clues, turning=turning)
    officer, office = world.handlers[0], world.supervisor
    rows = [
        *_alone("officer of 200", officer, LEDGER, PAGES),
        *_alone("supervisor of all", office, LEDGER, PAGES),
        _deep(office, min(DEEP, clues // 25)),
        *_alone("supervisor", office, WARNINGS, WARNED),
        _at_once("ledger, officers of 200", world.handlers, LEDGER, PAGES),
        _at_once("ledger, supervisors of all", [office] * PEOPLE, LEDGER, PAGES),
        _at_once("warnings, supervisors", [office] * PEOPLE, WARNINGS, WARNED),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.w10", "--sweep"], stdout=subprocess.PIPE, check=True
    )
    return [*rows, *(Row(**row) for row in json.loads(done.stdout.splitlines()[-1]))]


def paths_of(user: Any, address: str, pages: dict[str, str]) -> dict[str, str]:
    """Return the addresses of the pages as the account would ask for them."""
    from cases.selectors.clue_list import ledger  # noqa: PLC0415  after Django is set up
    from cases.selectors.warnings import listed, warned_clocks  # noqa: PLC0415

    if address == LEDGER:
        rows = ledger(user)
        clue = rows[0]
    else:
        rows = listed(warned_clocks(user))
        clue = rows[0].clue
    given = {
        "number": clue.number,
        "name": quote(clue.respondents.earliest("pk").name),
        "last": -(-rows.order_by().count() // 25),
    }
    return {name: address + query.format(**given) for name, query in pages.items()}


def measure_page(client: Any, path: str) -> tuple[list[float], list[float]]:
    """Return the seconds of a page, and of its own SQL run bare into an f-string, in turn."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from benchmarks.people import open_page  # noqa: PLC0415

    for _n in range(3):
        open_page(client, path)
    with CaptureQueriesContext(connection) as asked:
        open_page(client, path)
    statements = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    pages, bare = [], []
    for _n in range(ROUNDS):
        pages.append(open_page(client, path))
        started = time.perf_counter()
        with connection.cursor() as cursor:
            page = ""
            for statement in statements:
                cursor.execute(statement)
                page += "".join(f"<tr><td>{row}</td></tr>" for row in cursor.fetchall())
        bare.append(time.perf_counter() - started)
    return pages, bare


def _alone(who: str, user: Any, address: str, pages: dict[str, str]) -> list[Row]:
    from benchmarks.people import signed_in  # noqa: PLC0415

    client = signed_in(user)
    what = "ledger" if address == LEDGER else "warnings"
    rows, all_times = [], []
    for name, path in paths_of(user, address, pages).items():
        times, bare = measure_page(client, path)
        all_times += times
        rows.append(
            Row(
                f"W10 {what}, {who}: {name}",
                f"p50 {ms(p50(times))}, p95 {ms(p95(times))}",
                ms(p50(bare)),
                ratio(p50(times), p50(bare)),
                "said",
                True,
            )
        )
    middle = p50(all_times)
    return [
        *rows,
        Row(
            f"W10 {what}, {who}: all of these",
            f"p50 {ms(middle)}, p95 {ms(p95(all_times))}",
            "-",
            "-",
            "p50 <= 30 ms",
            middle <= 0.03,
        ),
    ]


def _deep(office: Any, number: int) -> Row:
    from benchmarks.people import open_page, signed_in  # noqa: PLC0415

    client = signed_in(office)
    times: dict[str, list[float]] = {LEDGER: [], f"{LEDGER}?page={number}": []}
    for _n in range(ROUNDS):
        for path, taken in times.items():
            taken.append(open_page(client, path))
    first, deep = (p50(taken) for taken in times.values())
    return Row(
        f"W10 ledger, page {number:,} of all beside page 1",
        ms(deep),
        ms(first),
        f"{deep / first:.2f}x",
        "<= 2x",
        deep <= 2 * first,
    )


def _at_once(who: str, users: list[Any], address: str, pages: dict[str, str]) -> Row:
    from benchmarks.people import gunicorn, signed_in, together  # noqa: PLC0415

    clients = [signed_in(user) for user in users]
    paths = list(paths_of(users[0], address, pages).values())
    with gunicorn() as port:
        times = together(port, clients, paths, rounds=4)
    slow = p95(times)
    return Row(
        f"W10 {who}: {len(users)} people, {len(times)} pages without a pause",
        f"p50 {ms(p50(times))}, p95 {ms(slow)}",
        "-",
        "-",
        "p95 <= 250 ms",
        slow <= 0.25,
    )


def measure_sweep() -> list[Row]:
    """Sweep twice; compare what is written with the same warnings inserted alone."""
    import django  # noqa: PLC0415  the parent has named the database by now

    django.setup()
    from django.db import connection, transaction  # noqa: PLC0415

    from benchmarks.w1 import peak_megabytes  # noqa: PLC0415
    from supervision.deadlines.models import DeadlineWarning  # noqa: PLC0415
    from supervision.notifications.models import Notice  # noqa: PLC0415
    from supervision.notifications.services.sweep import sweep  # noqa: PLC0415

    started = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO deadlines_deadlinewarning (source, object_id, kind, ends_at, warned_at)"
            " SELECT 'floor', id, 'overdue', ends_at, now() FROM cases_clock"
            " WHERE closed_at IS NULL AND paused_at IS NULL AND warn_at <= now()"
        )
        transaction.set_rollback(True)
    floor = time.perf_counter() - started
    before = peak_megabytes()
    seconds, written = [], []
    for _n in range(2):
        started, busy = time.perf_counter(), time.process_time()
        sweep()
        seconds.append((time.perf_counter() - started, time.process_time() - busy))
        written.append((DeadlineWarning.objects.count(), Notice.objects.count()))
    (first, busy), (second, _busy) = seconds
    idle, memory = written[0] == written[1], peak_megabytes()
    return [
        Row(
            f"W10 sweep, {written[0][0]:,} warnings, {written[0][1]:,} notices",
            f"{first:.2f} s ({busy:.2f} s of processor)",
            f"{floor:.2f} s",
            ratio(first, floor),
            "<= 10 s",
            first <= 10,
        ),
        Row(
            "W10 second sweep",
            f"{second:.2f} s, {'nothing' if idle else 'SOMETHING'} written",
            "-",
            "-",
            "writes nothing",
            idle,
        ),
        Row(
            "W10 memory",
            f"{memory:,.0f} MB ({before:,.0f} MB before the work)",
            "-",
            "-",
            "<= 200 MB",
            memory <= 200,
        ),
    ]


def main() -> None:
    """Run at full size, a hundredth, or any size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--clues", type=int, default=CLUES)
    parser.add_argument("--sweep", action="store_true")
    options = parser.parse_args()
    if options.sweep:
        emit(measure_sweep())
        return
    clues = CLUES // 100 if options.quick else options.clues
    with fresh("portal_bench_w10"):
        emit(run(clues, max(100, TURNING * clues // CLUES)))


if __name__ == "__main__":
    main()
