"""The figures of the published accounts that the demo data must show, computed from its rows."""

from collections.abc import Callable
from dataclasses import dataclass

from accountability.models import Assignment, TaskList
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Figure:
    """A quoted figure, where it is quoted, and how it is counted."""

    row: str
    words: str
    quoted: int
    count: Callable[[], int]


def _units(*kinds: UnitKind) -> int:
    return Unit.objects.filter(kind__in=kinds, is_active=True).count()


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
)
