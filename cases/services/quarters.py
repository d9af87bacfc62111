"""Open the quarters that handling offices feed back, and record that they did."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.models import QuarterFeedback
from cases.notices import QUARTER_FED_BACK
from cases.permissions import READ_REPORTER
from cases.rules.quarters import ended_since
from cases.selectors.offices import holders
from cases.selectors.quarters import may_give, newest_opened, offices_concluding, reports_of
from cases.verbs import QUARTER_FED, QUARTER_OPENED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.rules import Calendar
from supervision.deadlines.services import start_deadline
from supervision.notifications.services.notices import notify
from supervision.organizations.models import Unit

TERM = "petition_quarter"


@transaction.atomic
def open_quarters() -> int:
    """Open the clock of each office for the quarters that ended since; return how many.

    Safe to run twice: a quarter is opened once, for every office that concluded a report in it.
    """
    calendar = deadlines.current_calendar()
    opened = 0
    for quarter_end in ended_since(newest_opened(), clock.today()):
        for office_id in offices_concluding(quarter_end):
            opened += _open(office_id, quarter_end, calendar)
    return opened


def _open(office_id: int, quarter_end: dt.date, calendar: Calendar) -> int:
    # Of two runs at once the second waits here and finds the quarter opened.
    Unit.objects.select_for_update(no_key=True).get(pk=office_id)
    if QuarterFeedback.objects.filter(office=office_id, quarter_end=quarter_end).exists():
        return 0
    row = QuarterFeedback(office_id=office_id, quarter_end=quarter_end)
    start_deadline(row, started_at=clock.start_of(quarter_end), rule=TERM, calendar=calendar)
    row.save()
    details = {"quarter": quarter_end.isoformat()}
    record(verb=QUARTER_OPENED, actor=None, target=row, unit=office_id, details=details)
    return 1


@transaction.atomic
def feed_back(*, actor: User, feedback: QuarterFeedback, words: str = "") -> QuarterFeedback:
    """Record that the office feeds its concluded reports back, and tell the petition office.

    Raises PermissionDenied for anybody but the head of the office, ValidationError where the
    quarter is fed back already.
    """
    held = QuarterFeedback.objects.select_for_update(of=("self",)).get(pk=feedback.pk)
    if held.closed_at is not None:
        raise ValidationError(_("This quarter is fed back already."))
    if not may_give(actor, held):
        raise PermissionDenied(_("The head of the office feeds its concluded reports back."))
    held.closed_at, held.closed_by = clock.now(), actor
    held.report_count, held.words = reports_of(held).count(), words.strip()
    held.save(update_fields=["closed_at", "closed_by", "report_count", "words"])
    details = {"quarter": held.quarter_end.isoformat(), "reports": held.report_count}
    record(verb=QUARTER_FED, actor=actor, target=held, unit=held.office_id, details=details)
    _tell(held)
    return held


def _tell(feedback: QuarterFeedback) -> None:
    with override(settings.LANGUAGE_CODE):
        notify(
            kind=QUARTER_FED_BACK,
            recipients=holders(READ_REPORTER),
            title=_("%(office)s fed back the reports it concluded")
            % {"office": feedback.office.short_name},
            url=reverse("cases:quarter", args=[feedback.pk]),
            target=feedback,
            dedupe_key=f"quarter-{feedback.pk}",
        )
