"""Why tasks stand red, computed from the rows themselves: where they gather and whether they recur.

Every line names the rows it counts, so that a page can open exactly these.
"""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accountability.labels import period_label
from accountability.models import Duty
from supervision import clock

#: So many lines of a table are drawn; the rest is summed up in one.
LINES = 6


@dataclass(frozen=True)
class Line:
    """One cause with the rows it counts."""

    key: str
    label: str
    ids: tuple[int, ...]
    share: float

    @property
    def count(self) -> int:
        """Return how many rows it counts."""
        return len(self.ids)


@dataclass(frozen=True)
class CauseTable:
    """The rows cut in one way; its lines add up to all of them."""

    key: str
    title: str
    lines: tuple[Line, ...]

    @property
    def chart_rows(self) -> list[list[Any]]:
        """Return label and count of each line, as the chart draws them."""
        return [[line.label, line.count] for line in self.lines]


def analyse(duties: Sequence[Any]) -> list[CauseTable]:
    """Cut the tasks by item, category, holder, period, stage, lateness, recurrence and unit.

    The tasks come with item, list and unit loaded; one further query reads the earlier periods.
    A cut that puts every row into one line says nothing and is left out, except lateness.
    """
    if not duties:
        return []
    earlier = _earlier(duties)
    cuts: list[tuple[str, str, Callable[[Any], str]]] = [
        ("lateness", _("Missing or late"), _lateness),
        ("repeated", _("In earlier periods"), lambda duty: _recurrence(duty, earlier)),
        ("category", _("By category"), _category),
        ("item", _("By item"), lambda duty: duty.title),
        ("holder", _("By who carries it"), _holder),
        ("period", _("By period"), period_label),
        ("stage", _("By stage"), _stage),
        ("unit", _("By unit"), lambda duty: duty.unit.short_name),
    ]
    tables = [_table(key, title, duties, label) for key, title, label in cuts]
    return [table for table in tables if len(table.lines) > 1 or table.key == "lateness"]


def rows_behind(tables: Sequence[CauseTable], key: str, value: str) -> frozenset[int] | None:
    """Return the ids of the tasks behind one line; None where there is no such line."""
    for table in tables:
        for line in table.lines:
            if table.key == key and line.key == value:
                return frozenset(line.ids)
    return None


def _table(key: str, title: str, duties: Sequence[Any], label: Callable[[Any], str]) -> CauseTable:
    found: dict[str, list[int]] = defaultdict(list)
    for duty in duties:
        found[label(duty)].append(duty.pk)
    ranked = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    if len(ranked) > LINES:
        rest = [pk for _label, ids in ranked[LINES - 1 :] for pk in ids]
        ranked = [*ranked[: LINES - 1], (_("Others"), rest)]
    lines = tuple(
        Line(str(number), name, tuple(ids), 100 * len(ids) / len(duties))
        for number, (name, ids) in enumerate(ranked, start=1)
    )
    return CauseTable(key, title, lines)


def _lateness(duty: Any) -> str:
    if duty.closed_at is not None:
        return _("Concluded late")
    return _("Filed in part, not concluded") if duty.filed_count else _("Nothing filed")


def _category(duty: Any) -> str:
    return duty.assignment.item.category if duty.assignment_id else _("Task list")


def _holder(duty: Any) -> str:
    if not duty.assignment_id:
        return _("Task list (nobody named)")
    return duty.assignment.holder_name or str(duty.assignment.item.get_holder_role_display())


def _stage(duty: Any) -> str:
    """Name the stage at which the task stands still."""
    names = list(duty.assignment.item.stages) if duty.assignment_id else []
    if not names or duty.filed_count >= len(names):
        return _("Without named stages")
    return str(names[duty.filed_count])


def _earlier(duties: Sequence[Any]) -> dict[int, list[dt.datetime]]:
    """Return, by assigned item, the ends of its periods that were late or are not concluded."""
    assigned = {duty.assignment_id for duty in duties if duty.assignment_id}
    rows = Duty.objects.filter(
        Q(is_late=True) | Q(closed_at__isnull=True),
        assignment_id__in=assigned,
        withdrawn_at__isnull=True,
        ends_at__lte=clock.now(),
    )
    found: dict[int, list[dt.datetime]] = defaultdict(list)
    for assignment_id, ends_at in rows.order_by("ends_at").values_list("assignment_id", "ends_at"):
        found[assignment_id].append(ends_at)
    return found


def _recurrence(duty: Any, earlier: dict[int, list[dt.datetime]]) -> str:
    times = bisect_left(earlier.get(duty.assignment_id, []), duty.ends_at)
    if not times:
        return _("First time")
    return _("Late once before") if times == 1 else _("Late several times before")
