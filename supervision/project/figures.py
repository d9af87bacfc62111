"""The figures of the published accounts that the demo data must show, computed from its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from accountability.enums import FalsificationStatus, LetterKind, SummonsStatus
from accountability.models import Assignment, Falsification, Letter, Summons, TaskList
from accountability.selectors.summonses import leading_group
from cases.enums import Source
from cases.selectors.figures import forms
from cases.selectors.figures.periods import asked_for
from cases.selectors.figures.sources import by_source
from supervision.documents.enums import DocumentStatus
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.people.models import Person


@dataclass(frozen=True)
class Figure:
    """A quoted figure, where it is quoted, and how it is counted."""

    row: str
    words: str
    quoted: int
    count: Callable[[], int]


def _units(*kinds: UnitKind) -> int:
    return Unit.objects.filter(kind__in=kinds, is_active=True).count()


def _people(**kind: bool) -> int:
    return Person.objects.filter(**kind).count()


def _circulated() -> int:
    """Count the units about which a notice on a falsified filing was issued."""
    rows = Falsification.objects.filter(
        status=FalsificationStatus.CONFIRMED, notice__status=DocumentStatus.SIGNED
    )
    return rows.order_by().values("unit").distinct().count()


def _uncalled() -> int:
    """Count the units circulated of whose leading group somebody was not talked to."""
    units = Unit.objects.filter(falsifications__status=FalsificationStatus.CONFIRMED).distinct()
    held = Summons.objects.filter(status=SummonsStatus.HELD, falsification__isnull=False)
    called = {
        unit.pk: set(held.filter(unit=unit).values_list("person", flat=True)) for unit in units
    }
    groups = {unit.pk: {one.person_id for one in leading_group(unit)} for unit in units}
    return sum(not group or bool(group - called[pk]) for pk, group in groups.items())


def _forms(form: str) -> tuple[int, int, int]:
    """Return the person-times of a form, or of all, now and a year before, with the growth."""
    total = forms.report(asked_for("", "").span).total
    count = total.forms[form] if form else total.total
    return count.now, count.before, round((count.growth or 0) * 10)


def _inspected() -> tuple[int, int]:
    """Return the clues from unit-based inspection of this year, with their growth."""
    lines = by_source(asked_for("", "").span)
    line = next(one for one in lines if one.source == Source.UNIT_INSPECTION)
    return line.now, round((line.growth or 0) * 10)


FIGURES = (
    Figure("A19", "departments", 34, lambda: _units(UnitKind.DEPARTMENT)),
    Figure("A19", "townships and streets", 8, lambda: _units(UnitKind.TOWNSHIP)),
    Figure("A19", "units", 42, lambda: _units(UnitKind.DEPARTMENT, UnitKind.TOWNSHIP)),
    Figure(
        "A28",
        "list items assigned to units",
        1323,
        lambda: Assignment.objects.filter(ended_at__isnull=True).count(),
    ),
    Figure("A28", "task lists", 254, lambda: TaskList.objects.count()),
    Figure(
        "A29",
        "supervision letters issued",
        10,
        lambda: Letter.objects.filter(
            kind=LetterKind.SUPERVISION, document__status=DocumentStatus.SIGNED
        ).count(),
    ),
    Figure("A30", "units circulated for falsified filings", 1, _circulated),
    Figure("A30", "leading groups with a member not called", 0, _uncalled),
    Figure("C10", "four forms, person-times this year", 1129, lambda: _forms("")[0]),
    Figure("C10", "of these the first form", 725, lambda: _forms("first")[0]),
    Figure("C10", "the first form in the same days of last year", 560, lambda: _forms("first")[1]),
    Figure(
        "C10", "growth of the first form, tenths of a per cent", 295, lambda: _forms("first")[2]
    ),
    Figure("C11", "clues from unit-based inspection this year", 177, lambda: _inspected()[0]),
    Figure("C11", "their growth, tenths of a per cent", 1241, lambda: _inspected()[1]),
    Figure("P09", "supervisees", 15_000, lambda: _people(is_supervisee=True)),
    Figure("P09", "Party members", 86_000, lambda: _people(is_member=True)),
)
