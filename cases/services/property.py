"""Property secured and released, and money that came back."""

import datetime as dt
from decimal import Decimal
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cases.enums import Hand, PropertyEnd, PropertyKind, Recovered
from cases.models import Clue, Recovery, Respondent, SecuredProperty
from cases.services.case_parts import (
    check_day,
    check_moment,
    check_named,
    check_pair,
    own_respondent,
    require_part,
    said,
)
from cases.services.clocks import close_clock, open_clock
from cases.services.clocks.keeping import running
from cases.services.faults import RuleBroken
from cases.services.hands import check_avoids
from cases.verbs import (
    PROPERTY_SECURED,
    PROPERTY_SETTLED,
    PROPERTY_UNRELATED,
    RECOVERED,
    RECOVERY_REVERSED,
)
from cases.workflow import JIANCHA, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record

RELEASE = Article(JIANCHA, "第二十六条、第二十八条")
_CLOCK = "release_property"

Row = TypeVar("Row", SecuredProperty, Recovery)


def secure(
    *,
    actor: User,
    clue: Clue,
    kind: str,
    what: str,
    quantity: str,
    value: Decimal,
    keeper: str,
    place: str,
    paper: str,
    secured_at: dt.datetime,
    first_officer: User,
    second_officer: User,
    respondent: Respondent | None = None,
) -> SecuredProperty:
    """Record one thing or account that two officers secured, as it stands on the list.

    Raises RuleBroken for one officer, a value below nought, an instant ahead of now, and what
    stands there already: a second click.
    """
    require_part(actor, clue, Hand.HANDLING)
    check_avoids(actor, clue, [first_officer, second_officer])
    with transaction.atomic():
        if kind not in PropertyKind.values:
            raise RuleBroken(_("Choose how it is secured."), field="kind")
        if value < 0:
            raise RuleBroken(_("A value is not below nought."), field="value")
        if respondent is not None:
            own_respondent(clue, respondent)
        check_pair(first_officer, second_officer)
        check_named(clue, first_officer, second_officer)
        same = SecuredProperty.objects.filter(
            respondent=respondent,
            kind=kind,
            value=value,
            paper=paper.strip(),
            secured_at=secured_at,
        )
        if any(row.what == what.strip() for row in _of_clue(clue, same)):
            raise _known()
        received = clue.received_at
        check_moment("secured_at", secured_at, since=received, cause=_("the clue came in"))
        found = SecuredProperty.objects.create(
            clue=clue,
            respondent=respondent,
            kind=kind,
            what=said("what", what, least=2),
            quantity=said("quantity", quantity, least=1),
            value=value,
            keeper=said("keeper", keeper, least=2),
            place=said("place", place, least=2),
            paper=said("paper", paper, least=2),
            secured_at=secured_at,
            first_officer=first_officer,
            second_officer=second_officer,
            noted_by=actor,
            noted_at=clock.now(),
        )
        _note(PROPERTY_SECURED, actor, found)
    return found


@transaction.atomic
def find_unrelated(
    *, actor: User, item: SecuredProperty, unrelated_at: dt.datetime
) -> SecuredProperty:
    """Record that property has nothing to do with the case: three days to release it."""
    require_part(actor, item.clue, Hand.HANDLING, Hand.REVIEW)
    found = _open(item)
    if found.unrelated_at is not None:
        raise RuleBroken(_("This was found unrelated already."))
    since = found.secured_at
    check_moment("unrelated_at", unrelated_at, since=since, cause=_("it was secured"))
    if not running(found.clue, _CLOCK, found.respondent).exists():
        open_clock(
            actor=actor,
            clue=found.clue,
            code=_CLOCK,
            starts_at=unrelated_at,
            respondent=found.respondent,
        )
    found.unrelated_at = unrelated_at
    found.save(update_fields=["unrelated_at"])
    _note(PROPERTY_UNRELATED, actor, found)
    return found


@transaction.atomic
def settle(
    *, actor: User, item: SecuredProperty, end: str, end_note: str, settled_at: dt.datetime
) -> SecuredProperty:
    """Record what became of secured property, to whom it went and on what paper.

    Raises RuleBroken where property found unrelated would be kept, and where it is released as
    unrelated without having been found so.
    """
    require_part(actor, item.clue, Hand.HANDLING, Hand.REVIEW)
    found = _open(item)
    if end not in PropertyEnd.values:
        raise RuleBroken(_("Choose what became of it."), field="end")
    if (end == PropertyEnd.RELEASED) != (found.unrelated_at is not None):
        raise RuleBroken(
            _("What is found unrelated is released, and only that."), RELEASE, field="end"
        )
    since = found.unrelated_at or found.secured_at
    check_moment("settled_at", settled_at, since=since, cause=_("it was secured"))
    found.end, found.end_note = end, said("end_note", end_note)
    found.settled_at, found.settled_by = settled_at, actor
    found.save(update_fields=["end", "end_note", "settled_at", "settled_by"])
    left = SecuredProperty.objects.filter(
        clue=found.clue,
        respondent=found.respondent,
        unrelated_at__isnull=False,
        settled_at__isnull=True,
    )
    if found.unrelated_at is not None and not left.exists():
        _close(actor, found, settled_at)
    _note(PROPERTY_SETTLED, actor, found)
    return found


def _close(actor: User, item: SecuredProperty, at: dt.datetime) -> None:
    """Conclude the three days, on the own clock of the person or of the clue."""
    started = running(item.clue, _CLOCK, item.respondent).first()
    if started is not None:
        close_clock(
            actor=actor,
            clue=item.clue,
            code=_CLOCK,
            at=max(at, started.started_at),
            respondent=item.respondent,
        )


@transaction.atomic
def recover(
    *,
    actor: User,
    clue: Clue,
    kind: str,
    amount: Decimal,
    received_on: dt.date,
    paper: str,
    respondent: Respondent | None = None,
) -> Recovery:
    """Record money that came back, with the number of its receipt; a second click is refused."""
    require_part(actor, clue, Hand.HANDLING, Hand.REVIEW)
    if kind not in Recovered.values:
        raise RuleBroken(_("Choose how it came back."), field="kind")
    if amount <= 0:
        raise RuleBroken(_("Give an amount above nought."), field="amount")
    if respondent is not None:
        own_respondent(clue, respondent)
    since = clock.local(clue.received_at).date()
    check_day("received_on", received_on, since=since, cause=_("the clue came in"))
    same = Recovery.objects.filter(
        respondent=respondent,
        kind=kind,
        amount=amount,
        received_on=received_on,
        paper=paper.strip(),
    )
    if _of_clue(clue, same).filter(reversed_by__isnull=True).exists():
        raise _known()
    found = Recovery.objects.create(
        clue=clue,
        respondent=respondent,
        kind=kind,
        amount=amount,
        received_on=received_on,
        paper=said("paper", paper, least=2),
        noted_by=actor,
        noted_at=clock.now(),
    )
    _note(RECOVERED, actor, found)
    return found


@transaction.atomic
def reverse_recovery(*, actor: User, recovery: Recovery, reason: str) -> Recovery:
    """Take out an amount that was recorded by mistake, by a row of its own with the reason."""
    require_part(actor, recovery.clue, Hand.HANDLING, Hand.REVIEW)
    # The running role may not hold a row that is written once: the clue is held instead.
    Clue.objects.select_for_update(of=("self",)).get(pk=recovery.clue_id)
    held = Recovery.objects.select_related("clue", "respondent").get(pk=recovery.pk)
    if held.reverses_id is not None or Recovery.objects.filter(reverses=held).exists():
        raise RuleBroken(_("This amount is taken out already."))
    found = Recovery.objects.create(
        clue=held.clue,
        respondent=held.respondent,
        kind=held.kind,
        amount=-held.amount,
        received_on=held.received_on,
        paper=held.paper,
        reverses=held,
        reason=said("reason", reason),
        noted_by=actor,
        noted_at=clock.now(),
    )
    _note(RECOVERY_REVERSED, actor, found)
    return found


def _of_clue(clue: Clue, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the rows of the clue, which is held: of two clicks the second sees the first."""
    Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
    return rows.filter(clue=clue)


def _known() -> RuleBroken:
    return RuleBroken(_("This is recorded already. Nothing was changed."), field="paper")


def _open(item: SecuredProperty) -> SecuredProperty:
    rows = SecuredProperty.objects.select_for_update(of=("self",))
    found = rows.select_related("clue__handling_office", "respondent").get(pk=item.pk)
    if found.settled_at is not None:
        raise RuleBroken(_("This property is settled; nothing was changed."))
    return found


def _note(verb: object, actor: User, row: SecuredProperty | Recovery) -> None:
    details = {"kind": row.kind, "record": row.pk, "paper": row.paper}
    record(verb=verb, actor=actor, target=row.clue, details=details)  # type: ignore[arg-type]
