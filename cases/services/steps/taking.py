"""Take a step whose chain is whole: facts, status, papers, clocks, access, notices, record."""

from cases.enums import StepStatus
from cases.models import Step
from cases.selectors.steps import facts_of
from cases.services import clocks
from cases.services.access import follow
from cases.services.conclusions import tell_sender
from cases.services.effects import EFFECTS
from cases.services.papers import use_papers
from cases.services.steps.countersigning import close_to_countersigners
from cases.services.steps.loose_ends import check_loose_ends
from cases.services.steps.proposing import check_papers
from cases.services.steps.telling import details_of, tell_holders, tell_settled
from cases.verbs import TAKEN
from cases.workflow import CONCLUDED, transition
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record

#: What a step may change of the clue. Sealed words are not among it: a save would seal them anew.
MOVED = [
    *("status", "status_since", "concluded_at", "handling_office", "handler", "review_on"),
    *("filed_on", "case_number", "archive_number", "repeat_of", "version"),
]


def take(actor: User, step: Step) -> Step:
    """Take the step inside the caller's transaction, with everything that follows from it.

    Raises RuleBroken where a paper is missing by now or somebody is held; then no signature stays
    either.
    """
    row, clue, now = transition(step.act), step.clue, clock.now()
    check_papers(clue, row)
    check_loose_ends(clue, row)
    step.status, step.settled_at = StepStatus.APPROVED, now
    step.save(update_fields=["status", "settled_at"])
    use_papers(actor=actor, step=step)
    effect = EFFECTS.get(step.act)
    if effect is not None:
        effect(step, facts_of(step))
    if row.after in CONCLUDED and clue.status not in CONCLUDED:
        clue.concluded_at = now
    clue.status, clue.status_since = row.after, now
    clue.version += 1
    clue.save(update_fields=MOVED)
    use_papers(actor=actor, step=step)
    clocks.apply(step, row)
    follow(actor=actor, clue=clue)
    if row.after in CONCLUDED:
        tell_sender(actor=actor, clue=clue)
    close_to_countersigners(actor, step)
    record(verb=TAKEN, actor=actor, target=step.clue, details=details_of(step))
    tell_settled(step)
    tell_holders(step)
    return step
