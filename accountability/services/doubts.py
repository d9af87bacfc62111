"""Ask a unit about a doubt, take its explanation, decide, look anew: each with its reason."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.doubt_enums import DoubtStanding, DoubtStatus
from accountability.enums import FindingSource, Track
from accountability.models import Doubt, DoubtStep, Finding
from accountability.notices import DOUBT_ANSWERED, DOUBT_CLOSED, DOUBT_TO_EXPLAIN
from accountability.permissions import CHECK_DOUBTS, RECTIFY
from accountability.selectors.doubts import finding_of
from accountability.services.findings import raise_finding
from accountability.verbs import DOUBT_ASKED, DOUBT_DECIDED, DOUBT_EXPLAINED, DOUBT_REOPENED
from accountability.workflow import DOUBT_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import notify, withdraw

MINIMUM_WORDS = 6

#: What an officer may decide, and a unit not.
DECISIONS = (DoubtStatus.CLEARED, DoubtStatus.FIELD_CHECK, DoubtStatus.CONFIRMED)


@transaction.atomic
def ask(*, actor: User, doubt: Doubt, question: str) -> Doubt:
    """Ask the unit to explain; from then on it can read the doubt."""
    require(actor, CHECK_DOUBTS, doubt.unit)
    row = _lock(doubt)
    _check(row, DoubtStatus.ASKED, question, "question")
    row.question, row.asked_by, row.asked_at = question.strip()[:300], actor, clock.now()
    _move(row, DoubtStatus.ASKED, actor, row.question, DOUBT_ASKED)
    told = recipients(permission=RECTIFY, unit_ids=[row.unit_id])
    _tell(row, DOUBT_TO_EXPLAIN, told.get(row.unit_id, []), row.question)
    return row


@transaction.atomic
def explain(*, actor: User, doubt: Doubt, explanation: str) -> Doubt:
    """Take the unit's explanation; it stays with the doubt whatever is decided."""
    require(actor, RECTIFY, doubt.unit)
    row = _lock(doubt)
    _check(row, DoubtStatus.EXPLAINED, explanation, "explanation")
    row.explanation = explanation.strip()
    row.explained_by, row.explained_at = actor, clock.now()
    _move(row, DoubtStatus.EXPLAINED, actor, row.explanation, DOUBT_EXPLAINED)
    withdraw(row, kind_codes=(DOUBT_TO_EXPLAIN.code,))
    if row.asked_by_id is not None:
        _tell(row, DOUBT_ANSWERED, [row.asked_by_id], row.explanation[:200])
    return row


@transaction.atomic
def decide(
    *,
    actor: User,
    doubt: Doubt,
    outcome: str,
    reason: str,
    standing: str = DoubtStanding.THIS,
) -> Doubt:
    """Clear the doubt, send it to a check on the spot, or hold it confirmed; a reason is needed.

    Raises PermissionDenied for whoever filed one of the two records or explained it,
    ValidationError where the status does not allow it or a clearance is to hold for an item the
    doubt does not have.
    """
    require(actor, CHECK_DOUBTS, doubt.unit)
    row = _lock(doubt)
    if outcome not in DECISIONS:
        raise ValidationError({"outcome": _("Choose what is decided.")})
    _check(row, outcome, reason, "reason")
    if actor.pk in parties_of(row):
        raise PermissionDenied(
            _("Whoever filed one of the records or explained it does not decide.")
        )
    row.standing = _standing(row, outcome, standing)
    row.decision, row.decided_by, row.decided_at = reason.strip()[:300], actor, clock.now()
    _move(row, outcome, actor, row.decision, DOUBT_DECIDED)
    withdraw(row)
    if row.asked_at is not None:
        told = recipients(permission=RECTIFY, unit_ids=[row.unit_id])
        _tell(row, DOUBT_CLOSED, told.get(row.unit_id, []), row.decision)
    return row


@transaction.atomic
def reopen(*, actor: User, doubt: Doubt, reason: str) -> Doubt:
    """Look at a decided doubt anew; what was decided stays among its steps."""
    require(actor, CHECK_DOUBTS, doubt.unit)
    row = _lock(doubt)
    _check(row, DoubtStatus.OPEN, reason, "reason")
    row.decision, row.decided_by, row.decided_at = "", None, None
    row.standing = DoubtStanding.THIS
    _move(row, DoubtStatus.OPEN, actor, reason.strip(), DOUBT_REOPENED)
    return row


def _lock(doubt: Doubt) -> Doubt:
    rows = Doubt.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "filing__duty", "other_filing").get(pk=doubt.pk)


def _check(row: Doubt, after: str, words: str, field: str) -> None:
    if not may_move(DOUBT_MOVES, row.status, after):
        raise ValidationError(_("The doubt has moved on meanwhile. Open it again."))
    if len(words.strip()) < MINIMUM_WORDS:
        raise ValidationError({field: _("Write at least %(n)d characters.") % {"n": MINIMUM_WORDS}})


def parties_of(row: Doubt) -> set[int]:
    """Return the accounts that speak for a unit in the doubt: who filed, and who explained."""
    filings = [row.filing, row.other_filing]
    found = {filing.submitted_by_id for filing in filings if filing is not None}
    return found | ({row.explained_by_id} if row.explained_by_id is not None else set())


def _standing(row: Doubt, outcome: str, standing: str) -> str:
    if outcome != DoubtStatus.CLEARED or standing == DoubtStanding.THIS:
        return DoubtStanding.THIS
    if standing not in DoubtStanding.values or row.item_id is None:
        raise ValidationError(
            {"standing": _("The filing belongs to no list item: clear this doubt only.")}
        )
    return standing


def _move(row: Doubt, status: str, actor: User, words: str, verb: Verb) -> None:
    row.status = status
    row.save()
    DoubtStep.objects.create(doubt=row, status=status, words=words, by=actor, at=clock.now())
    record(
        verb=verb,
        actor=actor,
        target=row,
        unit=row.unit,
        details={"note": words[:200], "status": str(status)},
    )


def _tell(row: Doubt, kind: NoticeKind, told: list[int], body: str) -> None:
    with override(settings.LANGUAGE_CODE):
        title = f"{row.unit.short_name} · {row.get_kind_display()}"
    notify(
        kind=kind,
        recipients=told,
        title=title,
        body=body,
        url=reverse("accountability:doubt", args=[row.pk]),
        target=row,
        unit=row.unit,
        dedupe_key=f"doubt-{row.pk}-{kind.code}-{clock.now():%Y%m%d%H%M%S}",
    )


def raise_from(*, actor: User, doubt: Doubt, title: str, description: str) -> Finding:
    """Raise a problem from a confirmed doubt, with the doubt as its basis; only once.

    Raises ValidationError where the doubt is not confirmed or has a problem already.
    """
    with transaction.atomic():
        row = _lock(doubt)
        if row.status != DoubtStatus.CONFIRMED:
            raise ValidationError(_("Only a confirmed doubt becomes a problem."))
        if finding_of(row) is not None:
            raise ValidationError(_("A problem was raised from this doubt already."))
        return raise_finding(
            actor=actor,
            unit=row.unit,
            source=FindingSource.DOUBT,
            track=Track.MATTER,
            title=title,
            description=description,
            found_on=clock.today(),
            filing=row.filing,
            basis=row,
        )
