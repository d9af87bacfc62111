"""Search among 101,000 persons as somebody who sees one township, and as one who sees all.

Each way of asking is measured whole: reading the query, the scope, ten hits with their posts, and
the exact total. The floor is the same hits by the bare index, without scope and posts.
"""

import argparse
import time
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p95, ratio

BAR = 0.1
SUPERVISEES, MEMBERS = 15_000, 86_000
ROUNDS = 40
TOWNSHIP = "QJ35"

#: Matches first, then their order: else the planner may walk the whole register in order.
_BY_KEYS = """
    WITH found AS MATERIALIZED (
        SELECT id, name, pinyin FROM people_person WHERE search_keys LIKE %s
    )
    SELECT id, name FROM found ORDER BY pinyin LIMIT 10
"""
_BY_NUMBER = "SELECT id, name FROM people_person WHERE {} = %s"


def build(scale: int) -> dict[str, Any]:
    """Fill the register of the demo's district, nobody being both kinds; return two readers."""
    import datetime as dt  # noqa: PLC0415

    from django.db import connection  # noqa: PLC0415  after Django is set up

    from supervision.accounts.enums import RoleCode  # noqa: PLC0415
    from supervision.accounts.models import Posting, User  # noqa: PLC0415
    from supervision.project.demo.accounts import load_units  # noqa: PLC0415
    from supervision.project.demo.people import load_people  # noqa: PLC0415

    units = load_units()
    readers = {}
    for name, code, role in (
        ("office", "QJ-S01", RoleCode.OFFICE_HEAD),
        ("township", TOWNSHIP, RoleCode.TOWNSHIP_LEADER),
    ):
        user = User.objects.create(username=name, name=name, password="!")
        Posting.objects.create(
            user=user, unit=units[code], role=role, started_on=dt.date(2020, 1, 1)
        )
        readers[name] = user
    load_people(
        readers,
        units,
        lambda _words: None,
        supervisees=SUPERVISEES // scale + 1,  # the head of the office is both
        members=MEMBERS // scale,
        both=1,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return readers


def ways() -> dict[str, tuple[str, str, str]]:
    """Return what is typed, and the floor's statement with its argument."""
    from supervision.crypto import blind  # noqa: PLC0415
    from supervision.people.models import Person  # noqa: PLC0415

    person = Person.objects.filter(unit__code=TOWNSHIP).exclude(phone="").order_by("pk")[0]
    initials = person.search_keys.split()[-1]
    letters = person.pinyin.replace(" ", "")
    number = blind.index(person.id_number, purpose="id_number")
    masked = blind.index(person.masked_id_number, purpose="id_number")
    phone = blind.index(person.phone, purpose="phone")
    return {
        "name": (person.name, _BY_KEYS, f"% {person.name}%"),
        "part of a name": (person.name[1:], _BY_KEYS, f"% {person.name[1:]}%"),
        "surname alone": ("王", _BY_KEYS, "% 王%"),
        "pinyin": (person.pinyin, _BY_KEYS, f"% {letters}%"),
        "one syllable": ("wang", _BY_KEYS, "% wang%"),
        "initials": (initials, _BY_KEYS, f"% {initials}%"),
        "ID number": (person.id_number, _BY_NUMBER.format("id_index"), number),
        "masked ID number": (
            person.masked_id_number,
            _BY_NUMBER.format("id_masked_index"),
            masked,
        ),
        "phone": (person.phone, _BY_NUMBER.format("phone_index"), phone),
    }


def asked(user: Any, text: str) -> list[float]:
    """Return the seconds of asking again and again, warm."""
    from supervision.people.selectors.people import search_people, with_posts  # noqa: PLC0415

    times = []
    for _n in range(ROUNDS + 2):
        started = time.perf_counter()
        rows = search_people(user, text)
        found = list(with_posts(rows)[:10])
        total = rows.order_by().count()
        times.append(time.perf_counter() - started)
        if len(found) > total:
            raise SystemExit(f"{text}: {len(found)} hits of {total}")
    return times[2:]


def bare(statement: str, argument: str) -> list[float]:
    """Return the seconds of the floor."""
    from django.db import connection  # noqa: PLC0415

    times = []
    for _n in range(ROUNDS + 2):
        started = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(statement, [argument])
            cursor.fetchall()
        times.append(time.perf_counter() - started)
    return times[2:]


def main() -> None:
    """Build, measure each way for each reader."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    with fresh("portal_bench_people"):
        from supervision.people.models import Person  # noqa: PLC0415

        started = time.perf_counter()
        readers = build(100 if options.quick else 1)
        loaded = time.perf_counter() - started
        count = Person.objects.count()
        rows = []
        for reader, user in readers.items():
            times, floors = {}, {}
            for way, (text, statement, argument) in ways().items():
                times[way] = p95(asked(user, text))
                floors[way] = p95(bare(statement, argument))
            slowest = max(times, key=lambda way: times[way])
            rows.append(
                Row(
                    f"search of {count:,} persons as {reader}, {len(times)} ways"
                    f" (register filled in {loaded:.0f} s)",
                    f"p95 {ms(times[slowest])} ({slowest})",
                    ms(floors[slowest]),
                    ratio(times[slowest], floors[slowest]),
                    f"p95 <= {ms(BAR)}",
                    times[slowest] <= BAR,
                )
            )
        emit(rows)


if __name__ == "__main__":
    main()
