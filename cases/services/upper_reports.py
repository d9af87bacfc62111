"""Count a report that belongs to the upper level, and its way up; nothing of it is kept."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import UpperReport
from cases.permissions import READ_REPORTER
from cases.services.once import sent_before
from cases.verbs import UPPER_REPORT_HANDED, UPPER_REPORT_NOTED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.deadlines.rules import due, warn_at
from supervision.deadlines.selectors import current_calendar, rule_at

#: The terms of 检举规则, article 15: five working days; at once for the own head.
FORWARD, OWN_HEAD = "report_forward_up", "report_about_own_head"


@transaction.atomic
def note_upper_report(
    *,
    actor: User,
    about_own_head: bool,
    received_on: dt.date,
    token: uuid.UUID | None = None,
) -> UpperReport:
    """Count one report and start the clock for handing it up (检举规则, article 15).

    `token` is that of the form: sent twice, it counts once. Raises PermissionDenied for anybody
    but the petition office, ValidationError for a day to come.
    """
    require(actor, READ_REPORTER)
    if received_on > clock.today():
        raise ValidationError({"received_on": _("This day lies in the future.")})
    known = sent_before(UpperReport, actor, token)
    if known is not None:
        return known
    rule = rule_at(OWN_HEAD if about_own_head else FORWARD, received_on)
    term, calendar, start = rule.term, current_calendar(), clock.start_of(received_on)
    if term is None:
        raise ValidationError(_("The term for handing up has no length: ask your administrator."))
    ends = due(term, start, calendar).due_at
    report = UpperReport.objects.create(
        about_own_head=about_own_head,
        received_on=received_on,
        due_at=ends,
        warn_at=warn_at(term, start, ends, calendar),
        noted_by=actor,
        noted_at=clock.now(),
        token=token,
    )
    # Its key alone: not even the record may say more.
    record(verb=UPPER_REPORT_NOTED, actor=actor, target=report, label=f"{report.pk}")
    return report


@transaction.atomic
def hand_up(*, actor: User, report: UpperReport, handed_up_on: dt.date) -> UpperReport:
    """Note the day on which the report went up, once.

    Raises ValidationError for a day before the receipt or to come, and where it is noted already.
    """
    require(actor, READ_REPORTER)
    locked = UpperReport.objects.select_for_update().get(pk=report.pk)
    if locked.handed_up_on is not None:
        raise ValidationError(_("This report is noted as handed up already."))
    if handed_up_on < locked.received_on:
        raise ValidationError({"handed_up_on": _("The report came in later than this day.")})
    if handed_up_on > clock.today():
        raise ValidationError({"handed_up_on": _("This day lies in the future.")})
    locked.handed_up_on = handed_up_on
    locked.save(update_fields=["handed_up_on"])
    record(verb=UPPER_REPORT_HANDED, actor=actor, target=locked, label=f"{locked.pk}")
    return locked
