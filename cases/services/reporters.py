"""What the petition office does about a named reporter: look, tell, take an objection down."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Reporter, ReporterNotice, ReporterObjection
from cases.permissions import READ_REPORTER
from cases.selectors.matches import is_told_elsewhere
from cases.selectors.offices import own_units
from cases.services import clocks
from cases.services.intake_notices import tell_objection
from cases.verbs import OBJECTION_NOTED, REPORTER_READ, REPORTER_TOLD
from cases.workflow import CONCLUDED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record, record_read

LEAST_WORDS = 4


def require_office(actor: User, reporter: Reporter) -> None:
    """Raise PermissionDenied unless the account is of the petition office that registered."""
    office = reporter.clue.registering_office_id
    if not any(unit.pk == office for unit in own_units(actor, READ_REPORTER)):
        raise PermissionDenied(_("Your post does not allow this."))


@transaction.atomic
def open_reporter(*, actor: User, reporter: Reporter) -> None:
    """Record that the account looked at who reported."""
    require_office(actor, reporter)
    record_read(verb=REPORTER_READ, actor=actor, target=reporter.clue)


@transaction.atomic
def tell_reporter(
    *, actor: User, reporter: Reporter, of_result: bool, told_on: dt.date, how: str, words: str
) -> ReporterNotice:
    """Record that the reporter was told of the acceptance, or of the result, and end its clock.

    Raises ValidationError for a repeat (told with the first clue), a result before the conclusion,
    a day before the receipt or to come, missing words, and what was told already.
    """
    require_office(actor, reporter)
    held = Reporter.objects.select_for_update(of=("self",)).select_related("clue")
    locked = held.get(pk=reporter.pk)
    clue = locked.clue
    _check_telling(locked, of_result, told_on, how, words)
    notice = ReporterNotice.objects.create(
        reporter=locked,
        of_result=of_result,
        told_on=told_on,
        how=how.strip(),
        words=words.strip(),
        told_by=actor,
        noted_at=clock.now(),
    )
    clocks.reporter_told(actor=actor, clue=clue, of_result=of_result, on=told_on)
    # Neither how nor with what words: the record is read by people who may not know.
    details = {"result": of_result}
    record(verb=REPORTER_TOLD, actor=actor, target=clue, details=details)
    return notice


def _check_telling(
    reporter: Reporter, of_result: bool, told_on: dt.date, how: str, words: str
) -> None:
    clue = reporter.clue
    if is_told_elsewhere(clue):
        raise ValidationError(_("This is a repeat: the reporter is told with the first clue."))
    if reporter.notices.filter(of_result=of_result).exists():
        raise ValidationError(_("The reporter was told already; this stands."))
    if of_result and clue.status not in CONCLUDED:
        raise ValidationError(_("The clue is not concluded yet: there is no result to tell."))
    faults: dict[str, str] = {}
    start = clue.concluded_at if of_result else clue.received_at
    first = clock.local(start or clue.received_at).date()
    if told_on < first:
        faults["told_on"] = _("This day lies before what the reporter is told of.")
    elif told_on > clock.today():
        faults["told_on"] = _("This day lies in the future.")
    if not how.strip():
        faults["how"] = _("Say how the reporter was told.")
    if len(words.strip()) < LEAST_WORDS:
        faults["words"] = _("Write down what the reporter was told.")
    if faults:
        raise ValidationError(faults)


@transaction.atomic
def note_objection(
    *,
    actor: User,
    reporter: Reporter,
    received_on: dt.date,
    words: str,
    has_new_evidence: bool = False,
) -> ReporterObjection:
    """Take down what the reporter has against the result; new evidence goes to case supervision.

    Raises ValidationError before the result was told, for a day before it or to come, and without
    words.
    """
    require_office(actor, reporter)
    told = reporter.notices.filter(of_result=True).first()
    if told is None:
        raise ValidationError(_("The reporter has not been told the result yet."))
    if received_on < told.told_on:
        raise ValidationError({"received_on": _("The result was told later than this day.")})
    if received_on > clock.today():
        raise ValidationError({"received_on": _("This day lies in the future.")})
    if len(words.strip()) < LEAST_WORDS:
        raise ValidationError({"words": _("Write down what the reporter objects to.")})
    objection = ReporterObjection.objects.create(
        reporter=reporter,
        words=words.strip(),
        has_new_evidence=has_new_evidence,
        received_on=received_on,
        noted_by=actor,
        noted_at=clock.now(),
    )
    details = {"new_evidence": has_new_evidence}
    record(verb=OBJECTION_NOTED, actor=actor, target=reporter.clue, details=details)
    if has_new_evidence:
        tell_objection(reporter.clue, f"objection-{objection.pk}")
    return objection
