"""Record that a paper was handed over (送达回证): to whom, when, how, by which two officers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums.papers import Handing, PaperStatus, Recipient
from cases.models import CasePaper, PaperDelivery
from cases.rules.paper_kinds import kind_of
from cases.selectors.papers import may_hand_over, signers_for
from cases.services.papers.checking import require_writer
from cases.services.papers.drafting import hold
from cases.verbs import PAPER_DELIVERED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of


@dataclass(frozen=True)
class HandingOver:
    """What the receipt says; where signing was refused, why, and before which witness."""

    recipient: Recipient | str
    name: str
    handing: Handing | str
    place: str
    delivered_at: dt.datetime
    first: User
    second: User
    is_refused: bool = False
    refusal: str = ""
    witness: str = ""
    witness_post: str = ""


@transaction.atomic
def deliver(*, actor: User, paper: CasePaper, said: HandingOver) -> PaperDelivery:
    """Record one handing over of an issued paper; it is never changed.

    Raises PermissionDenied for whoever has no part in it, ValidationError for a paper that was not
    issued or stays in the house, one officer alone, a time before the issue or ahead, and a
    refusal without reason or witness.
    """
    if not may_hand_over(actor, paper):
        require_writer(actor, paper.clue, paper.slot)
    found = hold(paper)
    if found.status != PaperStatus.ISSUED:
        raise ValidationError(_("Only a paper that was issued is handed over."), code="not_issued")
    if not kind_of(found.slot).leaves:
        raise ValidationError(_("This paper stays in the house."), code="stays")
    _check_officers(found, said)
    _check_time(found, said.delivered_at)
    _check_refusal(said)
    made = PaperDelivery.objects.create(
        paper=found,
        recipient=said.recipient,
        name=said.name.strip(),
        handing=said.handing,
        place=said.place.strip(),
        delivered_at=said.delivered_at,
        first=said.first,
        second=said.second,
        is_refused=said.is_refused,
        refusal=said.refusal.strip(),
        witness=said.witness.strip(),
        witness_post=said.witness_post.strip(),
        recorded_by=actor,
        recorded_at=clock.now(),
    )
    record(
        verb=PAPER_DELIVERED,
        actor=actor,
        target=found,
        unit=found.clue.unit_id,
        details={"refused": said.is_refused},
    )
    return made


def _check_officers(paper: CasePaper, said: HandingOver) -> None:
    if said.second.pk in set(accounts_of(said.first)):
        raise ValidationError({"second": _("Two officers hand a paper over: name another one.")})
    known = (
        signers_for(paper.clue, paper.slot).filter(pk__in=(said.first.pk, said.second.pk)).count()
    )
    if known < 2:
        raise ValidationError(
            {"second": _("Only whoever has a part in the clue hands its papers over.")}
        )


def _check_time(paper: CasePaper, delivered_at: dt.datetime) -> None:
    if delivered_at > clock.now():
        raise ValidationError({"delivered_at": _("This time lies ahead.")})
    if paper.dated_on is not None and clock.local(delivered_at).date() < paper.dated_on:
        raise ValidationError({"delivered_at": _("The paper was issued later than this.")})


def _check_refusal(said: HandingOver) -> None:
    if not said.is_refused:
        if said.handing == Handing.LEFT:
            raise ValidationError(
                {"handing": _("A paper is left behind only where signing was refused.")}
            )
        if said.refusal.strip() or said.witness.strip() or said.witness_post.strip():
            raise ValidationError(
                {"is_refused": _("Reason and witness belong to a refusal to sign.")}
            )
        return
    missing = {
        name: _("Needed where signing was refused.")
        for name in ("refusal", "witness", "witness_post")
        if not getattr(said, name).strip()
    }
    if missing:
        raise ValidationError(missing)
