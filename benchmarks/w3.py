"""W3: the list of a million duties, filtered, sorted, searched and paged deep, with exact totals.

A township leader sees two units in a hundred; the head of the office sees all. The whole page
with its shell is measured: alone in this process, then sixteen people at once through gunicorn.
The floors are Django's admin on the same rows, and the page's own SQL written into an f-string.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, p95, ratio

LIST = "/accountability/duties/"
#: What people do with the list, and the same in Django's admin; {last} is their last page.
PAGES = {
    "open": ("", ""),
    "sort": ("?sort=title", "?o=0"),
    "sort by unit, back": ("?sort=-unit", "?o=-1"),
    "light": ("?light=yellow", None),
    "search": ("?q=事项 7", "?q=事项"),
    "rare word": ("?q=会议", None),
    "filter, sort, search": ("?light=green&q=履责事项 3&sort=-title", None),
    "last page": ("?page={last}", "?p={last}"),
}
PEOPLE = 16
DEEP = 10_000


def people() -> list[Any]:
    """Put two units in a hundred below the first township, and give it leaders."""
    import datetime as dt  # noqa: PLC0415

    from django.db import connection  # noqa: PLC0415  after Django is set up

    from supervision.accounts.enums import RoleCode  # noqa: PLC0415
    from supervision.accounts.models import Posting, User  # noqa: PLC0415
    from supervision.organizations.models import Unit  # noqa: PLC0415

    units = list(Unit.objects.filter(depth=2).order_by("path"))
    top, below = units[0], units[1 : len(units) // 50]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE organizations_unit SET path = %s || substr(path, 5), depth = 3"
            " WHERE id = ANY(%s)",
            [top.path, [unit.pk for unit in below]],
        )
    Unit.objects.filter(pk=top.pk).update(numchild=len(below))
    found = []
    for number in range(PEOPLE):
        user = User.objects.create(
            username=f"leader{number:02}", name="镇长", password="!", must_change_password=False
        )
        Posting.objects.create(
            user=user, unit=top, role=RoleCode.TOWNSHIP_LEADER, started_on=dt.date(2020, 1, 1)
        )
        found.append(user)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return found


def times_of(user: Any, *paths: str, rounds: int = 15) -> list[list[float]]:
    """Return the seconds of each page, asked in turn again and again, warm."""
    from benchmarks.people import open_page, signed_in  # noqa: PLC0415

    client = signed_in(user)
    found: list[list[float]] = [[] for _path in paths]
    for number in range(rounds + 3):
        for times, path in zip(found, paths, strict=True):
            took = open_page(client, path)
            if number >= 3:
                times.append(took)
    return found


def in_an_f_string(user: Any, path: str) -> tuple[float, float]:
    """Return the medians of a page, and of its own SQL run bare and written into an f-string."""
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from benchmarks.people import open_page, signed_in  # noqa: PLC0415

    client = signed_in(user)
    open_page(client, path)
    with CaptureQueriesContext(connection) as asked:
        open_page(client, path)
    statements = [query["sql"] for query in asked if query["sql"].startswith("SELECT")]
    pages, bare = [], []
    for _n in range(15):
        pages.append(open_page(client, path))
        started = time.perf_counter()
        with connection.cursor() as cursor:
            page = ""
            for statement in statements:
                cursor.execute(statement)
                page += "".join(f"<tr><td>{row}</td></tr>" for row in cursor.fetchall())
        bare.append(time.perf_counter() - started)
    return p50(pages), p50(bare)


def beside_admin(last: int) -> dict[str, tuple[float, float]]:
    """Return the medians of our pages and of Django's admin, asked in turn in one process.

    The process has the portal's settings with the admin added.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.w3", "--admin", str(last)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "benchmarks.admin_settings"},
        stdout=subprocess.PIPE,
        check=True,
    )
    return {name: (own, admin) for name, own, admin in json.loads(done.stdout.splitlines()[-1])}


def measure_beside(last: int) -> list[tuple[str, float, float]]:
    """Ask for each page of both."""
    import django  # noqa: PLC0415  the parent has named the database by now

    django.setup()
    from supervision.accounts.models import User  # noqa: PLC0415

    leader = User.objects.get(username="leader00")
    found = []
    for name, (own, query) in PAGES.items():
        if query is not None:
            paths = f"{LIST}{own}", f"/admin/accountability/duty/{query}"
            ours, admins = times_of(leader, *(path.format(last=last) for path in paths))
            found.append((name, p50(ours), p50(admins)))
    return found


def run(scale: int) -> list[Row]:
    """Build, then measure one person, the deep page, and sixteen people."""
    from accountability.selectors.ladders import duty_ladder  # noqa: PLC0415
    from benchmarks.dataset import build  # noqa: PLC0415  after Django is set up

    office = build(
        units=6500 // scale,
        duties=1_000_000 // scale,
        open_duties=200_000 // scale,
        turning=20_000 // scale,
        spread_hours=8000,
    )
    leaders = people()
    last = duty_ladder(leaders[0]).total // 25
    return [
        *_alone(leaders[0], last),
        _deep(office, DEEP // scale),
        _at_once(leaders, last),
    ]


def _alone(leader: Any, last: int) -> list[Row]:
    paths = [f"{LIST}{query.format(last=last)}" for query, _admin in PAGES.values()]
    own = dict(zip(PAGES, times_of(leader, *paths), strict=True))
    middle = p50([each for times in own.values() for each in times])
    slowest = max(own, key=lambda name: p50(own[name]))
    opened, floor = in_an_f_string(leader, LIST)
    pairs = beside_admin(last)
    worst = max(pairs, key=lambda name: pairs[name][0] / pairs[name][1])
    ours, admins = pairs[worst]
    return [
        Row(
            f"W3 one person, slowest page “{slowest}” {ms(p50(own[slowest]))}",
            f"p50 {ms(middle)}",
            "-",
            "-",
            "p50 <= 30 ms",
            middle <= 0.03,
        ),
        Row(
            "W3 the same SQL in an f-string",
            ms(opened),
            ms(floor),
            ratio(opened, floor),
            "<= 3x",
            opened <= 3 * floor,
        ),
        Row(
            f"W3 Django's admin, nearest at “{worst}”",
            ms(ours),
            ms(admins),
            f"{ours / admins:.2f}x",
            "<= 0.8x",
            ours <= 0.8 * admins,
        ),
    ]


def _deep(office: Any, number: int) -> Row:
    first, deep = (p50(times) for times in times_of(office, LIST, f"{LIST}?page={number}"))
    return Row(
        f"W3 page {number:,} of all rows beside page 1",
        ms(deep),
        ms(first),
        f"{deep / first:.2f}x",
        "<= 2x",
        deep <= 2 * first,
    )


def _at_once(leaders: list[Any], last: int) -> Row:
    from benchmarks.people import gunicorn, signed_in, together  # noqa: PLC0415

    clients = [signed_in(leader) for leader in leaders]
    paths = [f"{LIST}{_quoted(query.format(last=last))}" for query, _admin in PAGES.values()]
    with gunicorn() as port:
        times = together(port, clients, paths, rounds=4)
    slow = p95(times)
    return Row(
        f"W3 {PEOPLE} people, {len(times)} pages without a pause",
        f"p50 {ms(p50(times))}, p95 {ms(slow)}",
        "-",
        "-",
        "p95 <= 250 ms",
        slow <= 0.25,
    )


def _quoted(query: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(query, safe="?=&-")


def main() -> None:
    """Run at full size, or a hundredth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--admin", type=int)
    options = parser.parse_args()
    if options.admin:
        print(json.dumps(measure_beside(options.admin)))
        return
    with fresh("portal_bench_w3"):
        emit(run(100 if options.quick else 1))


if __name__ == "__main__":
    main()
