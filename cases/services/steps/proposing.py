"""Propose a step, and take one's own proposal back."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import StepStatus
from cases.models import Clue, Step
from cases.selectors.acts import out_of_order
from cases.selectors.papers import missing_papers
from cases.selectors.signatories import chain_for, with_countersigners
from cases.selectors.steps import open_step
from cases.services import clocks
from cases.services.facts import LEAST_WORDS, read_facts
from cases.services.faults import RuleBroken
from cases.services.hands import check_avoids, check_officers, require_hand
from cases.services.steps.countersigning import (
    ask_countersigners,
    check_countersigners,
    close_to_countersigners,
)
from cases.services.steps.holding import hold, hold_step, touch
from cases.services.steps.loose_ends import check_loose_ends
from cases.services.steps.telling import details_of, tell_next
from cases.verbs import PROPOSED, TAKEN_BACK
from cases.workflow import Transition, transition
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record


def propose(
    *,
    actor: User,
    clue: Clue,
    act: str,
    facts: dict[str, Any],
    opinion: str,
    officers: Sequence[User] = (),
    countersigners: Sequence[User] = (),
    version: int,
) -> Step:
    """Propose an act with its facts, and ask the first signatory of its chain.

    `countersigners` head other offices: each says what the office holds before the next rank is
    asked. `version` is that of the clue as the proposer saw it. Raises PermissionDenied for other
    hands than the table's, Avoids for whoever must leave the clue to others, RuleBroken for a step
    that is not possible now or lacks officers or papers, ValidationError by fact.
    """
    row = transition(act)
    require_hand(actor, clue, row)
    check_avoids(actor, clue, [actor, *officers, *countersigners])
    with transaction.atomic():
        held = hold(clue, version)
        check_possible(held, row)
        asked = check_countersigners(actor, held, row, countersigners)
        step = _propose(actor, held, row, facts, opinion, officers, len(asked))
        ask_countersigners(step, asked)
        tell_next(actor, step)
        return step


def _propose(
    actor: User,
    clue: Clue,
    row: Transition,
    facts: dict[str, Any],
    opinion: str,
    officers: Sequence[User],
    countersigned: int,
) -> Step:
    if len(opinion.strip()) < LEAST_WORDS:
        words = _("Give the opinion in at least %(n)d characters.") % {"n": LEAST_WORDS}
        raise RuleBroken(words, field="opinion")
    taking_part = check_officers(actor, clue, row, officers)
    stated = read_facts(clue, row.facts, _with_panel(row, facts, taking_part))
    check_papers(clue, row)
    check_loose_ends(clue, row)
    step = Step.objects.create(
        clue=clue,
        act=row.act,
        before=clue.status,
        after=row.after,
        opinion=opinion.strip(),
        facts=json.dumps({**stated, "officers": taking_part}, ensure_ascii=False),
        chain=" ".join(with_countersigners(chain_for(row, clue, stated), countersigned)),
        proposed_by=actor,
        proposed_at=clock.now(),
    )
    touch(clue)
    clocks.filing_asked(actor=actor, step=step)
    record(verb=PROPOSED, actor=actor, target=step.clue, details=details_of(step))
    return step


def _with_panel(row: Transition, facts: dict[str, Any], officers: list[int]) -> dict[str, Any]:
    """Return the facts; a review panel is whoever takes part in the acceptance."""
    return {**facts, "panel": officers} if "panel" in row.facts else facts


def check_possible(clue: Clue, row: Transition) -> None:
    """Raise RuleBroken, with the article, where the act cannot follow now."""
    if why := out_of_order(clue, row):
        raise RuleBroken(why, row.article)
    waiting = open_step(clue)
    if waiting is not None:
        words = _("“%(act)s” waits for approval already: one step at a time.")
        raise RuleBroken(words % {"act": waiting.get_act_display()}, row.article)


def check_papers(clue: Clue, row: Transition) -> None:
    """Raise RuleBroken with the names of the papers without which the step is not taken."""
    missing = missing_papers(clue, row.act)
    if missing:
        words = _("These papers are missing: %(papers)s.")
        names = " / ".join(str(slot.label) for slot in missing)
        raise RuleBroken(words % {"papers": names}, row.article)


def take_back(*, actor: User, step: Step) -> Step:
    """Take one's own proposal back before it is settled; the clue stays where it is.

    Raises PermissionDenied for somebody else's proposal, RuleBroken for a settled one.
    """
    if step.proposed_by_id != actor.pk:
        raise PermissionDenied(_("Only whoever proposed a step takes it back."))
    with transaction.atomic():
        found = hold_step(step)
        found.status, found.settled_at = StepStatus.TAKEN_BACK, clock.now()
        found.save(update_fields=["status", "settled_at"])
        clocks.filing_settled(actor=actor, clue=found.clue, step=found)
        close_to_countersigners(actor, found)
        touch(found.clue)
        record(verb=TAKEN_BACK, actor=actor, target=found.clue, details=details_of(found))
        return found
