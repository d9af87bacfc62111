"""The invented persons: clerks, heads and leading groups of the units, and the commission."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from accountability.demo import source
from accountability.demo.units import COMMISSION_CODE, reporting_rows

# Titles at the commission that carry another role than that of an officer.
_ROLES = {
    "主任": "office_head",
    "组长": "office_head",
    "信息技术科科长": "system_admin",
    "保密管理员": "security_admin",
    "安全审计员": "auditor",
}


@dataclass(frozen=True)
class PersonSeed:
    """One person in one post; `role` is a role code, empty for those who have no account."""

    username: str
    name: str
    unit_code: str
    role: str
    title: str
    division: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitPeople:
    """Who is who in a reporting unit."""

    head: PersonSeed
    clerk: PersonSeed
    office_director: PersonSeed
    members: tuple[PersonSeed, ...]


def called(person: PersonSeed) -> str:
    """Return how texts name the person: the last of several posts, then the name."""
    return person.title.split("、")[-1] + person.name


@cache
def unit_people() -> dict[str, UnitPeople]:
    """Return the people of each reporting unit by its code; clerk01 belongs to unit 1."""
    return {row["code"]: _people_of(row) for row in reporting_rows()}


@cache
def commission_people() -> tuple[PersonSeed, ...]:
    """Return the leaders, office staff and stationed groups of the commission."""
    table = source.table("commission")
    leaders = [
        PersonSeed(f"leader{number:02d}", row["name"], COMMISSION_CODE, "leader", row["title"])
        for number, row in enumerate(table["leader"], start=1)
    ]
    return (
        *leaders,
        *(person for row in table["office"] for person in _staff(row, "office")),
        *(person for row in table["group"] for person in _staff(row, "group")),
    )


def everybody() -> list[PersonSeed]:
    """Return every person once."""
    found = list(commission_people())
    for people in unit_people().values():
        found += [people.head, people.clerk, people.office_director, *people.members]
    return found


def _people_of(row: dict[str, Any]) -> UnitPeople:
    code, number = row["code"], f"{row['position']:02d}"
    head_role = "township_leader" if row["kind"] == "township" else "unit_head"
    director = row["office_director"]
    return UnitPeople(
        head=PersonSeed(
            f"head{number}", row["head"]["name"], code, head_role, row["head"]["title"]
        ),
        clerk=PersonSeed(
            f"clerk{number}", row["clerk"]["name"], code, "clerk", row["clerk"]["title"]
        ),
        office_director=PersonSeed("", director["name"], code, "", director["title"]),
        members=tuple(
            PersonSeed("", member["name"], code, "", member["title"], tuple(member["division"]))
            for member in row["members"]
        ),
    )


def _staff(row: dict[str, Any], prefix: str) -> list[PersonSeed]:
    number = row["code"][-2:].lstrip("P").zfill(2)
    return [
        PersonSeed(
            f"{prefix}{number}-{place}",
            person["name"],
            row["code"],
            _ROLES.get(person["title"], "officer"),
            person["title"],
        )
        for place, person in enumerate(row["staff"], start=1)
    ]
