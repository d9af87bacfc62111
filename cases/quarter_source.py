"""The quarters of handling offices as a source of deadlines: whom a warning reaches."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cases.models import QuarterFeedback
from cases.permissions import HEAD_HANDLING, SIGN_AS_PRINCIPAL, SUPERVISE
from cases.selectors.quarters import open_feedbacks
from supervision.accounts.selectors import holders, recipients
from supervision.deadlines.enums import WarningKind
from supervision.deadlines.rules import Calendar
from supervision.deadlines.services import recompute_items
from supervision.deadlines.sources import DeadlineSource, Move, NoticeText
from supervision.web.formats import due_day, full_date

_LIGHTS = {
    WarningKind.DUE_SOON: "yellow",
    WarningKind.OVERDUE: "red",
    WarningKind.ESCALATED: "red",
}


def url_of(row: QuarterFeedback) -> str:
    """Return the page of the quarter."""
    return reverse("cases:quarter", args=[row.pk])


def warned(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each quarter, the heads of the office and case supervision."""
    rows = dict(QuarterFeedback.objects.filter(pk__in=list(ids)).values_list("pk", "office_id"))
    heads = recipients(permission=HEAD_HANDLING, unit_ids=set(rows.values()))
    above = holders(SUPERVISE)
    return {
        pk: list(dict.fromkeys([*heads.get(office, []), *above])) for pk, office in rows.items()
    }


def superiors(ids: Sequence[int]) -> dict[int, list[int]]:
    """Return, for each quarter that stays overdue, the principal and case supervision."""
    return dict.fromkeys(ids, [*dict.fromkeys([*holders(SIGN_AS_PRINCIPAL), *holders(SUPERVISE)])])


def notice(row: QuarterFeedback, kind: WarningKind) -> NoticeText:
    """Return the words of a warning."""
    # A notice is stored in the portal's own language, whoever set the sweep going.
    with override(settings.LANGUAGE_CODE):
        return NoticeText(
            title=_("%(office)s: concluded reports are to be fed back to the petition office")
            % {"office": row.office.short_name},
            body=_("Due %(day)s") % {"day": full_date(due_day(row.ends_at))},
            url=url_of(row),
            light=_LIGHTS[kind],
        )


def recompute(calendar: Calendar) -> list[Move]:
    """Return what the calendar does to every quarter that is not fed back, saving nothing."""
    rows = list(open_feedbacks())
    return recompute_items(rows, calendar, unit=lambda row: row.office, url=url_of)


def _nobody_told(moves: Sequence[Move], reason: str) -> None:
    """Tell nobody: a rest day moves the end of a quarter by days, and the page shows it."""


QUARTERS = DeadlineSource(
    key="cases.quarterfeedback",
    label=gettext_lazy("Concluded reports to feed back"),
    model=QuarterFeedback,
    recompute=recompute,
    notify_moved=_nobody_told,
    queryset=open_feedbacks,
    recipients=warned,
    superiors=superiors,
    notice=notice,
    unit_of=lambda row: row.office_id,
)
