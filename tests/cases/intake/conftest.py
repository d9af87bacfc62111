"""Clues as they come in: entered by the petition office through the service of the form."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.entries import ClueEntry, ReporterEntry, RespondentEntry
from cases.enums import ClueStatus, Naming, PersonStanding, Source, Violation
from cases.models import Clue
from cases.services.intake import register_clue
from supervision import clock
from supervision.accounts.models import User
from supervision.people.models import Person
from supervision.people.services.entries import register
from tests.cases.walk import force
from tests.people.conftest import number, person_data

#: A Monday in an ordinary week.
MONDAY = "2026-11-02T09:00:00"
TEXT = (
    "来信反映：水务局副局长高建军在二〇二五年河道整治工程发包中，收受承包人刘某所送礼金三万元，"
    "并在验收时为其提供便利，工程尚未完工即拨付全部工程款。"
)
REPORTER = ReporterEntry(
    name="钱报春", id_number=number(77), phone="13800001111", address="白砚镇松台村 3 组"
)


@pytest.fixture(autouse=True)
def monday(at: Callable[..., None], settings: Any, tmp_path: Path) -> None:
    """Begin on a Monday, with files of its own."""
    settings.MEDIA_ROOT = tmp_path
    at(MONDAY)


def person(name: str = "高建军", **more: Any) -> RespondentEntry:
    """Return a respondent as a report names one."""
    given: dict[str, Any] = {"name": name, "standing": PersonStanding.CIVIL_SERVANT}
    return RespondentEntry(**given | more)


@pytest.fixture
def entry(units: Any) -> Callable[..., ClueEntry]:
    """Return a function that gives a whole entry about the water bureau, with changes."""

    def make(**changes: Any) -> ClueEntry:
        given: dict[str, Any] = {
            "source": Source.LETTER,
            "naming": Naming.ANONYMOUS,
            "unit": units.water,
            "summary": "反映副局长在工程发包中收受礼金",
            "content": TEXT,
            "received_at": clock.now(),
            "violations": [Violation.INTEGRITY],
            "respondents": [person(unit=units.water, post="副局长")],
        }
        return ClueEntry(**given | changes)

    return make


@pytest.fixture
def enter(petition: User, entry: Callable[..., ClueEntry]) -> Callable[..., Clue]:
    """Return a function by which the petition office enters a clue."""

    def make(actor: User | None = None, **changes: Any) -> Clue:
        return register_clue(actor=actor or petition, entry=entry(**changes))

    return make


@pytest.fixture
def named(enter: Callable[..., Clue]) -> Callable[..., Clue]:
    """Return a function by which the petition office enters a named report."""

    def make(reporter: ReporterEntry = REPORTER, **changes: Any) -> Clue:
        return enter(naming=Naming.NAMED, reporter=reporter, **changes)

    return make


def over(clue: Clue, status: str = ClueStatus.CLOSED) -> Clue:
    """Return the clue concluded past the walls: for tests of what follows from there."""
    Clue.objects.filter(pk=clue.pk).update(handling_office=clue.registering_office)
    force(clue, status)
    return Clue.objects.get(pk=clue.pk)


@pytest.fixture
def cadre(office: User, units: Any) -> Callable[..., Person]:
    """Return a function that enters a person of the water bureau in the people register."""
    taken = iter(range(201, 999, 2))

    def make(name: str = "高建军", account: User | None = None, **changes: Any) -> Person:
        own = {"id_number": number(next(taken)), "name": name, "phone": ""}
        known = register(actor=office, data=person_data(units.water, **own | changes))
        if account is not None:
            known.account = account
            known.save(update_fields=["account"])
        return known

    return make
