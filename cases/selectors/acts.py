"""What can follow now on one clue, for one account: the rows of the table with what they need."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.enums import AccessKind, Act, ClueStatus, Hand, Signatory
from cases.models import Clue
from cases.selectors.offices import OFFICERS
from cases.selectors.papers import completeness
from cases.selectors.steps import open_step
from cases.selectors.visibility import accesses_in_force
from cases.workflow import MEMORY, PARTIAL, Transition, possible
from supervision import clock
from supervision.accounts.models import User

#: As what somebody takes part in the acts of an office; of case supervision every officer may.
PARTS: dict[str, tuple[str, ...]] = {
    Hand.HANDLING: (AccessKind.HANDLER, AccessKind.TEAM),
    Hand.REVIEW: (AccessKind.REVIEWER,),
}


@dataclass(frozen=True)
class Possible:
    """One act that the table allows at the clue's status."""

    row: Transition
    label: str
    after: str
    hand: str
    chain: Sequence[str]
    missing: Sequence[str]
    why_not: str

    @property
    def article(self) -> str:
        """Return the citation."""
        return str(self.row.article)

    @property
    def doubt(self) -> str:
        """Return how sure the citation is, where it was not read in the text."""
        return {
            MEMORY: _("Article from memory: check it against the text."),
            PARTIAL: _("Rule known in part: check it against the text."),
        }.get(self.row.article.certainty, "")


def possible_acts(user: Any, clue: Clue) -> list[Possible]:
    """Return what can follow at the clue's status, what the account may propose first."""
    waiting = open_step(clue)
    missing = {state.act: [slot.label for slot in state.missing] for state in completeness(clue)}
    found = [
        _possible(user, clue, row, missing[row.act], waiting is not None)
        for row in possible(clue.status)
    ]
    return sorted(found, key=lambda one: bool(one.why_not))


def may_propose_any(user: Any, clue: Clue) -> bool:
    """Tell whether the account may propose some step of the clue now."""
    return any(not why_not(user, clue, row) for row in possible(clue.status))


def why_not(user: Any, clue: Clue, row: Transition) -> str:
    """Say why the account does not propose this act; "" where it may."""
    hand = Hand(row.proposer)
    if not user.can(OFFICERS[hand]):
        return _("Proposed by: %(hand)s.") % {"hand": hand.label}
    kinds = PARTS.get(hand)
    if kinds and not takes_part(user, clue, kinds):
        return _("Proposed by the officers named for this clue.")
    return ""


def out_of_order(clue: Clue, row: Transition) -> str:
    """Say why the table does not let the act follow where the clue stands; "" where it does."""
    if clue.status in row.before:
        return ""
    words = _("“%(act)s” is not possible at “%(status)s”; it follows %(before)s.")
    return words % {
        "act": Act(row.act).label,
        "status": ClueStatus(clue.status).label,
        "before": " / ".join(str(ClueStatus(one).label) for one in sorted(row.before)),
    }


def takes_part(user: Any, clue: Clue, kinds: Iterable[str]) -> bool:
    """Tell whether the account was named for the clue in one of these parts, and still is."""
    rows = accesses_in_force(clock.now()).filter(clue=clue, user=user, kind__in=list(kinds))
    return rows.exists()


def people_for(clue: Clue, row: Transition) -> list[User]:
    """Return whoever may take part in the act, by name."""
    kinds = PARTS.get(row.proposer)
    if kinds is None:
        return []
    rows = accesses_in_force(clock.now()).filter(clue=clue, kind__in=kinds)
    return list(User.objects.filter(pk__in=rows.values("user_id")).order_by("name", "pk"))


def _possible(
    user: Any, clue: Clue, row: Transition, missing: Sequence[str], is_waiting: bool
) -> Possible:
    reason = why_not(user, clue, row)
    if not reason and is_waiting:
        reason = _("A step waits for approval: one step at a time.")
    return Possible(
        row=row,
        label=str(Act(row.act).label),
        after=row.after,
        hand=str(Hand(row.proposer).label),
        chain=[_asked(one, row) for one in row.signatories],
        missing=missing,
        why_not=reason,
    )


def _asked(signatory: str, row: Transition) -> str:
    label = str(Signatory(signatory).label)
    if signatory in row.conditional:
        return _("%(signatory)s where called for") % {"signatory": label}
    return label
