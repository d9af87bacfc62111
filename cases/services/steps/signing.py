"""Sign a proposed step, or send it back; record what was approved outside of the portal."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import OUTSIDE, Signatory, StepStatus
from cases.models import Signature, Step
from cases.permissions import READ, RECORD_OUTSIDE
from cases.selectors.signatories import chain_of, next_position, next_signers, own_hand
from cases.services import clocks
from cases.services.facts import LEAST_WORDS
from cases.services.faults import RuleBroken
from cases.services.hands import check_apart, check_avoids
from cases.services.steps.countersigning import close_to_countersigners
from cases.services.steps.holding import hold_step, touch
from cases.services.steps.taking import take
from cases.services.steps.telling import details_of, tell_next, tell_settled
from cases.verbs import COUNTERSIGNED, RETURNED, SIGNED, SIGNED_OUTSIDE
from cases.workflow import Transition, transition
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.attachments.services import store
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.people.selectors.natural_persons import accounts_of
from supervision.web.formats import full_date

#: Where the paper of an approval from outside is kept: a file of the step.
OUTSIDE_SLOT = "outside"


def sign(*, actor: User, step: Step, approves: bool, opinion: str, differs: bool = False) -> Step:
    """Approve the step in the place of the chain that is asked now, or send it back.

    A countersigner agrees or `differs`, and sends nothing back: who approves knows the opinion.

    With the last approval the step is taken. Whoever stands in for somebody absent signs in their
    place. Raises RuleBroken for one's own proposal, a second signature of the same person and a
    step that is settled, Avoids for whoever must leave the clue to others, PermissionDenied for
    whoever is not asked.
    """
    require(actor, READ)
    check_avoids(actor, step.clue, [actor])
    with transaction.atomic():
        found = hold_step(step)
        signatory, in_place_of = _asked(actor, found)
        approves = _verdict(signatory, transition(found.act), approves, differs)
        _check_opinion(approves and not differs, opinion)
        signature = Signature.objects.create(
            step=found,
            position=next_position(found),
            signatory=signatory,
            signed_by=actor,
            in_place_of=in_place_of,
            approves=approves,
            differs=differs,
            opinion=opinion.strip(),
            signed_at=clock.now(),
        )
        record(
            verb=_verb(signatory, approves),
            actor=actor,
            target=found.clue,
            details=details_of(found),
        )
        return _go_on(actor, found, signature)


def _asked(actor: User, step: Step) -> tuple[str, User | None]:
    """Return as whom the account signs now, and in whose place."""
    row, chain = transition(step.act), chain_of(step)
    signatory = chain[next_position(step) - 1]
    label = Signatory(signatory).label
    if signatory in OUTSIDE:
        words = _("%(signatory)s approves outside of the portal; the approval is recorded.")
        raise RuleBroken(words % {"signatory": label}, row.article)
    if why := own_hand(actor, step):
        raise RuleBroken(why, row.article)
    signers = next_signers(step)
    if actor.pk not in signers:
        raise PermissionDenied(_("This step now waits for: %(signatory)s.") % {"signatory": label})
    if signatory == Signatory.OFFICE_HEAD:
        check_apart(step.clue, row, [actor])
    place = signers[actor.pk]
    return signatory, User.objects.get(pk=place) if place is not None else None


def _verdict(signatory: str, row: Transition, approves: bool, differs: bool) -> bool:
    """Return whether the chain goes on; raises RuleBroken for what this signatory cannot say."""
    if signatory == Signatory.COUNTERSIGN:
        if not approves and not differs:
            words = _("A countersigner agrees or holds another opinion; approvers send back.")
            raise RuleBroken(words, row.article)
        return True
    if differs:
        words = _("Approve the step, or send it back with what is to be changed.")
        raise RuleBroken(words, row.article)
    return approves


def _verb(signatory: str, approves: bool) -> Verb:
    if signatory == Signatory.COUNTERSIGN:
        return COUNTERSIGNED
    return SIGNED if approves else RETURNED


def _check_opinion(approves: bool, opinion: str) -> None:
    least = 1 if approves else LEAST_WORDS
    if len(opinion.strip()) < least:
        words = _("Give the opinion in at least %(n)d characters.") % {"n": least}
        raise RuleBroken(words, field="opinion")


def _go_on(actor: User, step: Step, signature: Signature) -> Step:
    """Take, send back or hand on the step, as the signature says."""
    if not signature.approves:
        step.status, step.settled_at = StepStatus.RETURNED, clock.now()
        step.save(update_fields=["status", "settled_at"])
        clocks.filing_settled(actor=actor, clue=step.clue, step=step)
        close_to_countersigners(actor, step)
        touch(step.clue)
        tell_settled(step)
        return step
    if signature.signatory == Signatory.COUNTERSIGN:
        close_to_countersigners(actor, step)
    if next_position(step) > len(chain_of(step)):
        return take(actor, step)
    touch(step.clue)
    tell_next(actor, step)
    return step


def sign_outside(
    *,
    actor: User,
    step: Step,
    name: str,
    post: str,
    on: dt.date,
    opinion: str,
    attachment: UploadedFile | None,
    approves: bool = True,
) -> Step:
    """Record what somebody outside of the portal approved or refused, with the paper.

    Raises RuleBroken where nobody outside is asked now, for a day before the step was proposed or
    ahead of today, and without name, post or paper; PermissionDenied for other hands than the case
    supervision office's.
    """
    require(actor, RECORD_OUTSIDE)
    check_avoids(actor, step.clue, [actor])
    with transaction.atomic():
        found = hold_step(step)
        signatory = _asked_outside(actor, found)
        _check_outside(found, name, post, on)
        if attachment is None:
            raise RuleBroken(_("Add the paper of the approval."), field="attachment")
        signature = Signature.objects.create(
            step=found,
            position=next_position(found),
            signatory=signatory,
            signed_by=actor,
            outside_name=name.strip(),
            outside_post=post.strip(),
            outside_on=on,
            approves=approves,
            opinion=opinion.strip(),
            signed_at=clock.now(),
        )
        store(actor=actor, upload=attachment, owner=found, slot=OUTSIDE_SLOT)
        record(verb=SIGNED_OUTSIDE, actor=actor, target=found.clue, details=details_of(found))
        return _go_on(actor, found, signature)


def _asked_outside(actor: User, step: Step) -> str:
    row, chain = transition(step.act), chain_of(step)
    signatory = chain[next_position(step) - 1]
    if signatory not in OUTSIDE:
        words = _("This step now waits for: %(signatory)s.")
        raise RuleBroken(words % {"signatory": Signatory(signatory).label}, row.article)
    if step.proposed_by_id in set(accounts_of(actor)):
        raise RuleBroken(own_hand(actor, step), row.article)
    return signatory


def _check_outside(step: Step, name: str, post: str, on: dt.date) -> None:
    if not name.strip() or not post.strip():
        raise RuleBroken(_("Name who approved, and the post."), field="name")
    before = step.signatures.order_by("-position").first()
    since = before.outside_on if before is not None and before.outside_on else None
    since = since or clock.local(before.signed_at if before else step.proposed_at).date()
    if not since <= on <= clock.today():
        words = _("The day of the approval lies between %(since)s and today.")
        raise RuleBroken(words % {"since": full_date(since)}, field="on")
