"""Duties as a source of deadlines: who is warned, in which words, and how they move."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accountability.models import Duty
from accountability.notices import MOVED
from accountability.permissions import BE_ESCALATED, BE_WARNED, SUPERIOR
from accountability.selectors.changes import pauses_of
from supervision.accounts.selectors import holders, recipients
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.rules import Calendar
from supervision.deadlines.services.items import recompute_items
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.notifications.services.moved import tell_moved
from supervision.web.formats import due_day, full_date

_TITLES = {
    WarningKind.DUE_SOON: gettext_lazy("Due soon: %(title)s"),
    WarningKind.OVERDUE: gettext_lazy("Overdue: %(title)s"),
    WarningKind.ESCALATED: gettext_lazy("%(unit)s still overdue: %(title)s"),
}
_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}


def open_duties() -> QuerySet[Duty]:
    """Return every duty that is neither concluded nor withdrawn."""
    return Duty.objects.filter(closed_at__isnull=True, withdrawn_at__isnull=True).select_related(
        "unit"
    )


def url_of(duty: Any) -> str:
    """Return the duty's page."""
    return reverse("accountability:duty", args=[duty.pk])


def _units_of(ids: Iterable[int]) -> dict[int, int]:
    return dict(Duty.objects.filter(pk__in=list(ids)).values_list("pk", "unit_id"))


def warned(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each duty, the clerks of its unit."""
    units = _units_of(ids)
    by_unit = recipients(permission=BE_WARNED, unit_ids=units.values())
    return {pk: by_unit.get(unit_id, []) for pk, unit_id in units.items()}


def superiors(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each duty, the head of its unit and whoever stands above the units."""
    units = _units_of(ids)
    heads = recipients(permission=BE_ESCALATED, unit_ids=units.values())
    above = holders(SUPERIOR)
    return {pk: [*heads.get(unit_id, []), *above] for pk, unit_id in units.items()}


def notice(duty: Any, kind: WarningKind) -> NoticeText:
    """Return the words of a warning."""
    words = {"title": duty.title, "unit": duty.unit.short_name}
    # A notice is stored in the portal's own language, whoever set the sweep going.
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=str(_TITLES[kind]) % words,
            body=_("Due %(day)s") % {"day": full_date(due_day(duty.ends_at))},
            url=url_of(duty),
            light=_LIGHTS[kind],
        )


def recompute(calendar: Calendar) -> list[Move]:
    """Return what the calendar does to every open duty, saving nothing."""
    duties = list(open_duties())
    return recompute_items(
        duties,
        calendar,
        pauses=pauses_of([duty.pk for duty in duties]),
        unit=lambda duty: duty.unit,
        url=url_of,
    )


def notify_moved(moves: Sequence[Move], reason: str) -> None:
    """Tell the clerks which of their deadlines moved, from which day to which, and why."""
    tell_moved(
        moves,
        reason,
        kind=MOVED,
        permission=BE_WARNED,
        title=lambda duty: str(duty.title),
        url=url_of,
    )


DUTIES = DeadlineSource(
    key="accountability.duty",
    label=gettext_lazy("Tasks of the two responsibilities"),
    model=Duty,
    recompute=recompute,
    notify_moved=notify_moved,
    queryset=open_duties,
    recipients=warned,
    superiors=superiors,
    notice=notice,
    unit_of=lambda duty: duty.unit_id,
)
