"""Worlds with a clue on its way, each walked once by the services that move it in life."""

import datetime as dt

from cases.entries import RespondentEntry
from cases.enums import PersonStanding, Violation
from cases.models import Clue
from cases.services.papers import add_scan
from supervision import clock
from supervision.organizations.models import Unit
from tests.cases.walk import Walk, register, scan
from tests.cast import join, offices_of_cases, plant_offices, small_district

#: In which world a test begins that asks for a fixture; the first counts.
BEGINNINGS = {
    "verifying": "verifying",
    "assigned": "assigned",
    "lead": "reviewed",
}
#: A Monday in an ordinary week; the clock of these worlds starts here.
MONDAY = dt.datetime(2026, 11, 2, 9, tzinfo=clock.CHINA)


def everybody() -> Walk:
    """Return the people of one clue, with everybody who signs."""
    join("deputy")
    join("principal")
    return Walk(
        join("casesup"),
        join("handling_head"),
        join("handler1"),
        join("handler2"),
        join("review_head"),
        (join("reviewer"), join("reviewer2")),
    )


def assigned() -> int:
    """Walk a clue into the hands of the first handling office; return its key."""
    return _assigned().pk


def verifying() -> int:
    """Walk a clue into preliminary verification; return its key."""
    clue = _assigned()
    return everybody().take(clue, "dispose_verify").pk


def investigated() -> int:
    """Walk a clue into an investigation that was announced; return its key."""
    clue, walk = _assigned(), everybody()
    for act in ("dispose_verify", "file", "announce_filing"):
        clue = walk.take(clue, act)
    return clue.pk


def reviewed() -> int:
    """Walk a clue into review; return its key."""
    _begin()
    unit = small_district().water
    return lead_into_review(everybody(), offices_of_cases().handling, respondent(unit)).pk


def respondent(unit: Unit, name: str = "高建军", **more: object) -> RespondentEntry:
    """Return somebody of the unit."""
    given: dict[str, object] = {
        "name": name,
        "unit": unit,
        "post": "副局长",
        "standing": PersonStanding.CIVIL_SERVANT,
        "is_member": True,
    }
    return RespondentEntry(**{**given, **more})  # type: ignore[arg-type]


def lead_into_review(walk: Walk, office: Unit, about: RespondentEntry) -> Clue:
    """Lead a new clue about the person into review, with the report on the causes."""
    assert about.unit is not None
    clue = register(
        join("petition"),
        about.unit,
        [about],
        violations=[Violation.INTEGRITY, Violation.EMBEZZLEMENT_BRIBERY],
    )
    clue = walk.to_review(clue, office)
    add_scan(
        actor=walk.handler,
        clue=clue,
        slot="cause_report",
        file=scan(),
        dated_on=clock.today(),
        printed=f"清江纪报〔2026〕{clue.pk}号",
        officers=[walk.handler, walk.second],
    )
    return clue


def _begin() -> None:
    plant_offices()
    clock.set_shift(MONDAY - clock.real_now())


def _assigned() -> Clue:
    _begin()
    clue = register(join("petition"), small_district().water)
    return everybody().assign(clue, offices_of_cases().handling)
