"""Countersigning (会签): another office's head says what the office holds, before approvers decide.

The proposer asks; the clue is open to a countersigner from the moment their place of the chain is
asked until they have signed, and to nobody else of their office.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.enums import AccessKind, Signatory
from cases.models import Access, Clue, Countersigner, Step
from cases.selectors.countersigners import MOST, may_countersign, office_of
from cases.selectors.signatories import chain_of, next_position
from cases.services.access import end, give
from cases.services.faults import RuleBroken
from cases.services.hands import check_apart
from cases.workflow import Transition, transition
from supervision.accounts.models import User
from supervision.people.selectors.natural_persons import accounts_of


def check_countersigners(
    actor: User, clue: Clue, row: Transition, chosen: Sequence[User]
) -> list[User]:
    """Return whom the proposer asks, each once.

    Raises RuleBroken for too many, for oneself, for the proposing office's own head or anybody
    else who approves anyway, and for somebody who heads no office.
    """
    people = list({user.pk: user for user in chosen}.values())
    if len(people) > MOST:
        words = _("At most %(n)d offices countersign one step.") % {"n": MOST}
        raise RuleBroken(words, row.article, field="countersigner_1")
    own = set(accounts_of(actor))
    possible = set(may_countersign(clue, row).values_list("pk", flat=True))
    for user in people:
        if user.pk in own:
            words = _("You proposed this step yourself: somebody else countersigns it.")
            raise RuleBroken(words, row.article, field="countersigner_1")
        if user.pk not in possible:
            words = _("%(name)s heads no other office that could countersign this step.")
            raise RuleBroken(words % {"name": user.name}, row.article, field="countersigner_1")
    if len({frozenset(accounts_of(user)) for user in people}) < len(people):
        words = _("Each person countersigns a step once.")
        raise RuleBroken(words, row.article, field="countersigner_1")
    check_apart(clue, row, people)
    return people


def ask_countersigners(step: Step, people: Sequence[User]) -> None:
    """Write down who is asked in which place of the chain."""
    row = transition(step.act)
    places = [
        place
        for place, signatory in enumerate(chain_of(step), start=1)
        if signatory == Signatory.COUNTERSIGN
    ]
    for place, user in zip(places, people, strict=True):
        Countersigner.objects.create(
            step=step, position=place, user=user, office=office_of(user, step.clue, row)
        )


def open_to_countersigner(actor: User, step: Step) -> None:
    """Open the clue to whoever countersigns now, where anybody does."""
    asked = step.countersigners.filter(position=next_position(step)).select_related("user").first()
    if asked is not None:
        give(
            actor=actor,
            clue=step.clue,
            user=asked.user,
            kind=AccessKind.COUNTERSIGNER,
            step=step,
        )


def close_to_countersigners(actor: User, step: Step) -> None:
    """Close the clue to those who have countersigned the step, or are not asked any more."""
    held = Access.objects.filter(
        clue=step.clue, kind=AccessKind.COUNTERSIGNER, ended_at__isnull=True
    )
    for access in held.select_related("user", "clue").order_by("pk"):
        end(actor=actor, access=access)
