"""Rectifications as a source of deadlines: who is warned, in which words, and how they move."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accountability.enums import RectificationStatus
from accountability.models import Rectification
from accountability.notices import MOVED
from accountability.permissions import BE_ESCALATED, RECTIFY, SUPERIOR
from accountability.services.rectifications import url_of
from supervision.accounts.selectors import holders, recipients
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.rules import Calendar
from supervision.deadlines.services.items import recompute_items
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.notifications.services.moved import tell_moved
from supervision.web.formats import due_day, full_date

_TITLES = {
    WarningKind.DUE_SOON: gettext_lazy("Rectification due soon: %(title)s"),
    WarningKind.OVERDUE: gettext_lazy("Rectification overdue: %(title)s"),
    WarningKind.ESCALATED: gettext_lazy("%(unit)s has not rectified: %(title)s"),
}
_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}


def open_items() -> QuerySet[Rectification]:
    """Return every rectification that is neither verified nor lapsed."""
    return Rectification.objects.filter(
        status__in=[RectificationStatus.OPEN, RectificationStatus.REPORTED]
    ).select_related("unit", "finding")


def _units_of(ids: Iterable[int]) -> dict[int, int]:
    return dict(Rectification.objects.filter(pk__in=list(ids)).values_list("pk", "unit_id"))


def warned(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each rectification, the clerks and the head of its unit."""
    units = _units_of(ids)
    by_unit = recipients(permission=RECTIFY, unit_ids=units.values())
    return {pk: by_unit.get(unit_id, []) for pk, unit_id in units.items()}


def superiors(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each rectification, the head of its unit and whoever stands above the units."""
    units = _units_of(ids)
    heads = recipients(permission=BE_ESCALATED, unit_ids=units.values())
    above = holders(SUPERIOR)
    return {pk: [*heads.get(unit_id, []), *above] for pk, unit_id in units.items()}


def _title(item: Any) -> str:
    """Return number and problem; what concerns a person is named by its number alone."""
    if item.finding is not None and item.finding.holder_name:
        return str(item.number)
    return f"{item.number} {item.title}"


def notice(item: Any, kind: WarningKind) -> NoticeText:
    """Return the words of a warning."""
    words = {"title": _title(item), "unit": item.unit.short_name}
    # A notice is stored in the portal's own language, whoever set the sweep going.
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=str(_TITLES[kind]) % words,
            body=_("Due %(day)s") % {"day": full_date(due_day(item.ends_at))},
            url=url_of(item),
            light=_LIGHTS[kind],
        )


def recompute(calendar: Calendar) -> list[Move]:
    """Return what the calendar does to every open rectification, saving nothing."""
    return recompute_items(list(open_items()), calendar, unit=lambda item: item.unit, url=url_of)


def notify_moved(moves: Sequence[Move], reason: str) -> None:
    """Tell the units which of their deadlines moved, from which day to which, and why."""
    tell_moved(moves, reason, kind=MOVED, permission=RECTIFY, title=_title, url=url_of)


RECTIFICATIONS = DeadlineSource(
    key="accountability.rectification",
    label=gettext_lazy("Rectification"),
    model=Rectification,
    recompute=recompute,
    notify_moved=notify_moved,
    queryset=open_items,
    recipients=warned,
    superiors=superiors,
    notice=notice,
    unit_of=lambda item: item.unit_id,
)
