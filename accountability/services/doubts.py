"""Ask a unit about a doubt, take its explanation, decide, look anew: each with its reason."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.doubt_enums import DoubtStanding, DoubtStatus
from accountability.enums import FindingSource, Track
from accountability.models import Doubt, DoubtStep, Finding
from accountability.notices import DOUBT_ANSWERED, DOUBT_CLOSED, DOUBT_TO_EXPLAIN
from accountability.permissions import CHECK_DOUBTS, RECTIFY
from accountability.selectors.doubts import finding_of, is_heard, matter_of
from accountability.services.findings import raise_finding
from accountability.services.own_cause import check_may_decide
from accountability.verbs import DOUBT_ASKED, DOUBT_DECIDED, DOUBT_EXPLAINED, DOUBT_REOPENED
from accountability.workflow import DOUBT_MOVES, may_move
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.deadlines.rules import due, parse_term
from supervision.deadlines.selectors import current_calendar
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import notify, withdraw
from supervision.web.formats import due_day, full_date

MINIMUM_WORDS = 6
#: So long a unit that was asked may explain before anybody confirms.
TO_EXPLAIN = parse_term("5WD")

#: What an officer may decide, and a unit not.
DECISIONS = (DoubtStatus.CLEARED, DoubtStatus.FIELD_CHECK, DoubtStatus.CONFIRMED)


@transaction.atomic
def ask(*, actor: User, doubt: Doubt, question: str) -> Doubt:
    """Ask the unit to explain; from then on it can read the doubt."""
    require(actor, CHECK_DOUBTS, doubt.unit)
    row = _lock(doubt)
    _check(row, DoubtStatus.ASKED, question, "question")
    now = clock.now()
    row.question, row.asked_by, row.asked_at = question.strip()[:300], actor, now
    row.explain_until = due(TO_EXPLAIN, now, current_calendar()).due_at
    _move(row, DoubtStatus.ASKED, actor, row.question, DOUBT_ASKED)
    told = recipients(permission=RECTIFY, unit_ids=[row.unit_id])
    with override(settings.LANGUAGE_CODE):
        until = _("Please explain until %(day)s.") % {"day": full_date(due_day(row.explain_until))}
    _tell(row, DOUBT_TO_EXPLAIN, told.get(row.unit_id, []), f"{row.question}\n{until}")
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


def decide(
    *,
    actor: User,
    doubt: Doubt,
    outcome: str,
    reason: str,
    standing: str = DoubtStanding.THIS,
) -> Doubt:
    """Clear the doubt, send it to a check on the spot, or hold it confirmed; a reason is needed.

    Raises OwnCause for whoever filed one of the two records, explained it or must avoid a unit
    named in it, ValidationError where the status does not allow it, it is to be confirmed before
    the unit had its say, or a clearance is to hold for an item the doubt does not have.
    """
    require(actor, CHECK_DOUBTS, doubt.unit)
    check_may_decide(actor, matter_of(doubt), about=doubt, unit=doubt.unit)
    with transaction.atomic():
        return _decide(actor, _lock(doubt), outcome, reason, standing)


def _decide(actor: User, row: Doubt, outcome: str, reason: str, standing: str) -> Doubt:
    if outcome not in DECISIONS:
        raise ValidationError({"outcome": _("Choose what is decided.")})
    if outcome == DoubtStatus.CONFIRMED and not is_heard(row):
        raise ValidationError({"outcome": _not_heard(row)})
    _check(row, outcome, reason, "reason")
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


def _not_heard(row: Doubt) -> str:
    if row.explain_until is None:
        return _("Ask the unit first: nothing is confirmed before it could have its say.")
    return _("The unit may explain until %(day)s. Wait for it before you confirm.") % {
        "day": full_date(due_day(row.explain_until))
    }


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
