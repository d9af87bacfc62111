"""Measures asked for and approved: by the principal, the leaders together, the upper organ."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import (
    Hand,
    MeasureKind,
    MeasureStatus,
    Signatory,
)
from cases.models import Clue, Measure, MeasureSignature, Respondent
from cases.permissions import RECORD_OUTSIDE
from cases.rules.measures import SIGNATORIES, MeasureRefusal
from cases.selectors.measures import next_signatory, running_of
from cases.services.case_parts import (
    check_day,
    check_named,
    check_pair,
    own_respondent,
    require_natural,
    require_part,
    require_principal,
    said,
)
from cases.services.faults import RuleBroken
from cases.services.hands import check_avoids, require_seen
from cases.services.measure_faults import broken
from cases.services.measures.carrying_out import TAKEN_AT, details_of, locked
from cases.verbs import (
    MEASURE_PROPOSED,
    MEASURE_SIGNED,
)
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of

_NEEDS_CASE = {MeasureKind.DETENTION, MeasureKind.TECHNICAL}


def propose(
    *,
    actor: User,
    clue: Clue,
    respondent: Respondent,
    kind: str,
    ground: str,
    first_officer: User,
    second_officer: User,
    needs_custody: bool = False,
) -> Measure:
    """Ask for a measure on a respondent, carried out by two officers.

    Raises PermissionDenied for whoever has no part in the handling, RuleBroken for a clue that is
    neither verified nor investigated, one officer, and a measure the person is under already.
    """
    require_part(actor, clue, Hand.HANDLING)
    check_avoids(actor, clue, [actor, first_officer, second_officer])
    with transaction.atomic():
        require_natural(own_respondent(clue, respondent))
        held = Clue.objects.select_for_update().get(pk=clue.pk)
        _check_possible(held, respondent, kind)
        check_pair(first_officer, second_officer)
        check_named(held, first_officer, second_officer)
        measure = Measure.objects.create(
            clue=clue,
            respondent=respondent,
            kind=kind,
            ground=said("ground", ground),
            needs_custody=needs_custody and kind == MeasureKind.COMPEL_APPEARANCE,
            first_officer=first_officer,
            second_officer=second_officer,
            proposed_by=actor,
            proposed_at=clock.now(),
        )
        record(verb=MEASURE_PROPOSED, actor=actor, target=clue, details=details_of(measure))
    return measure


def _check_possible(clue: Clue, respondent: Respondent, kind: str) -> None:
    if clue.status not in TAKEN_AT or (kind in _NEEDS_CASE and clue.filed_on is None):
        raise broken(MeasureRefusal.NOT_INVESTIGATED)
    if kind not in MeasureKind.values:
        raise RuleBroken(_("Choose the measure."), field="kind")
    if running_of(respondent).filter(kind=kind).exists():
        raise broken(MeasureRefusal.RUNNING)


def sign(*, actor: User, measure: Measure, approves: bool, opinion: str) -> Measure:
    """Approve or refuse a measure as the principal; never one's own.

    Raises RuleBroken for whoever proposed it or carries it out, and where somebody else is asked.
    """
    require_principal(actor, measure.clue)
    with transaction.atomic():
        found = _waiting(measure, Signatory.PRINCIPAL)
        _check_own(actor, found)
        signature = MeasureSignature(signed_by=actor)
        return _sign(actor, found, signature, Signatory.PRINCIPAL, approves, opinion)


def sign_outside(
    *,
    actor: User,
    measure: Measure,
    approves: bool,
    opinion: str,
    outside_name: str,
    outside_on: dt.date,
    paper: str,
) -> Measure:
    """Record what the leaders decided together, or what the next-higher organ approved.

    Entered by the case supervision office with the number of the paper.
    """
    require(actor, RECORD_OUTSIDE)
    require_seen(actor, measure.clue)
    check_avoids(actor, measure.clue, [actor])
    with transaction.atomic():
        found = _waiting(measure, Signatory.COMMITTEE, Signatory.UPPER_ORGAN)
        _check_own(actor, found)
        before = found.signatures.order_by("-position")[0]
        since = before.outside_on or clock.local(before.signed_at).date()
        check_day("outside_on", outside_on, since=since, cause=_("the approval before it"))
        signature = MeasureSignature(
            signed_by=actor,
            outside_name=said("outside_name", outside_name, least=2),
            outside_on=outside_on,
            paper=said("paper", paper, least=2),
        )
        return _sign(actor, found, signature, next_signatory(found), approves, opinion)


def _check_own(actor: User, measure: Measure) -> None:
    """Raise RuleBroken for whoever proposed the measure or carries it out, by whatever account."""
    hands = {measure.proposed_by_id, measure.first_officer_id, measure.second_officer_id}
    if hands & set(accounts_of(actor)):
        raise RuleBroken(_("Nobody approves a measure of their own."))


def _waiting(measure: Measure, *signatories: str) -> Measure:
    """Return the measure with its row held; raises RuleBroken where another is asked."""
    found = locked(measure)
    if found.status != MeasureStatus.PROPOSED or next_signatory(found) not in signatories:
        raise RuleBroken(
            _("This measure stands at “%(status)s” meanwhile; nothing was changed.")
            % {"status": found.get_status_display()}
        )
    return found


def _sign(
    actor: User,
    measure: Measure,
    signature: MeasureSignature,
    signatory: str,
    approves: bool,
    opinion: str,
) -> Measure:
    signature.measure, signature.signatory = measure, signatory
    signature.position = measure.signatures.count() + 1
    signature.approves, signature.opinion = approves, said("opinion", opinion, least=2)
    signature.signed_at = clock.now()
    signature.save()
    if not approves:
        measure.status = MeasureStatus.REFUSED
    elif signature.position == len(SIGNATORIES[measure.kind]):
        measure.status = MeasureStatus.APPROVED
    measure.save(update_fields=["status"])
    record(
        verb=MEASURE_SIGNED,
        actor=actor,
        target=measure.clue,
        details={**details_of(measure), "approves": approves, "signatory": str(signatory)},
    )
    return measure
