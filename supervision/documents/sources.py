"""Deliveries as a source of deadlines: who is warned, in which words, and how they move."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from supervision.accounts.selectors import holders, recipients
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.rules import Calendar
from supervision.deadlines.services.items import recompute_items
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.documents.models import Delivery
from supervision.documents.notices import MOVED
from supervision.documents.permissions import RECEIVE, settling
from supervision.documents.selectors.deliveries import open_deliveries, pauses_of
from supervision.notifications.services.moved import tell_moved
from supervision.web.formats import due_day, full_date

_REPLY_TITLES = {
    WarningKind.DUE_SOON: gettext_lazy("Reply due soon: %(paper)s"),
    WarningKind.OVERDUE: gettext_lazy("Reply overdue: %(paper)s"),
    WarningKind.ESCALATED: gettext_lazy("%(unit)s has still not replied: %(paper)s"),
}
_RECEIPT_TITLES = {
    WarningKind.DUE_SOON: gettext_lazy("To be received soon: %(paper)s"),
    WarningKind.OVERDUE: gettext_lazy("Not received in time: %(paper)s"),
    WarningKind.ESCALATED: gettext_lazy("%(unit)s has still not received: %(paper)s"),
}
_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}


def _units_of(ids: Iterable[int]) -> dict[int, int]:
    return dict(Delivery.objects.filter(pk__in=list(ids)).values_list("pk", "unit_id"))


def warned(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each delivery, the clerks and heads of its unit."""
    units = _units_of(ids)
    by_unit = recipients(permission=RECEIVE, unit_ids=units.values())
    return {pk: by_unit.get(unit_id, []) for pk, unit_id in units.items()}


def superiors(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each delivery, whoever signed its paper, and the office."""
    rows = list(
        Delivery.objects.filter(pk__in=list(ids)).values_list(
            *("pk", "document__signed_by_id", "document__kind")
        )
    )
    offices = {kind: holders(settling(kind)) for _pk, _signer, kind in rows}
    return {pk: list(dict.fromkeys([signer, *offices[kind]])) for pk, signer, kind in rows}


def notice(delivery: Any, kind: WarningKind) -> NoticeText:
    """Return the words of a warning."""
    titles = _REPLY_TITLES if delivery.needs_reply else _RECEIPT_TITLES
    document = delivery.document
    words = {"paper": f"{document.number} {document.title}", "unit": delivery.unit.short_name}
    # A notice is stored in the portal's own language, whoever set the sweep going.
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=str(titles[kind]) % words,
            body=_("Due %(day)s") % {"day": full_date(due_day(delivery.ends_at))},
            url=delivery.get_absolute_url(),
            light=_LIGHTS[kind],
        )


def recompute(calendar: Calendar) -> list[Move]:
    """Return what the calendar does to every open delivery, saving nothing."""
    rows = list(open_deliveries())
    return recompute_items(
        rows,
        calendar,
        pauses=pauses_of([row.pk for row in rows]),
        unit=lambda row: row.unit,
        url=lambda row: row.get_absolute_url(),
    )


def notify_moved(moves: Sequence[Move], reason: str) -> None:
    """Tell the units which of their days moved, from which to which, and why."""
    tell_moved(
        moves,
        reason,
        kind=MOVED,
        permission=RECEIVE,
        title=lambda delivery: str(delivery.document.title),
        url=lambda delivery: str(delivery.get_absolute_url()),
    )


REPLIES = DeadlineSource(
    key="documents.replies",
    label=gettext_lazy("Papers to be received and replied to"),
    model=Delivery,
    recompute=recompute,
    notify_moved=notify_moved,
    queryset=open_deliveries,
    recipients=warned,
    superiors=superiors,
    notice=notice,
    unit_of=lambda delivery: delivery.unit_id,
)
