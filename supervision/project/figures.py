"""The figures of the published accounts that the demo data must show, computed from its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from accountability.models import Assignment, TaskList
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
    Figure("P09", "supervisees", 15_000, lambda: _people(is_supervisee=True)),
    Figure("P09", "Party members", 86_000, lambda: _people(is_member=True)),
)
