"""Papers of clues: which there are, which a step still lacks, and who may write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from cases import workflow
from cases.enums import AccessKind, Act, ClueStatus, Hand, StepStatus
from cases.enums.papers import WHOLE, PaperStatus, Slot
from cases.models import CasePaper, Clue, PaperOfficer, Respondent
from cases.permissions import READ_REPORTER
from cases.rules import paper_kinds
from cases.rules.paper_kinds import PaperKind
from cases.selectors.offices import OFFICERS, own_units, people
from cases.selectors.visibility import accesses_in_force, clues_visible_to, may_open
from cases.workflow import Article, Transition
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments import selectors as attachments

#: Whose part in a clue lets them write the papers of the handling office.
_WRITES = (AccessKind.HANDLER, AccessKind.TEAM)
OWNER = "cases.casepaper"


@dataclass(frozen=True)
class SlotState:
    """One paper that a step asks for, with the papers there are for it."""

    slot: Slot
    article: Article
    papers: Sequence[CasePaper]
    is_there: bool

    @property
    def label(self) -> str:
        """Return the paper in words."""
        return str(self.slot.label)

    @property
    def unfinished(self) -> CasePaper | None:
        """Return the paper that is still being written, or None."""
        return next((one for one in self.papers if one.status == PaperStatus.DRAFT), None)


@dataclass(frozen=True)
class ActState:
    """One step that is possible now, with every paper it asks for."""

    act: str
    article: Article
    slots: Sequence[SlotState]

    @property
    def label(self) -> str:
        """Return the step in words."""
        return str(Act(self.act).label)

    @property
    def missing(self) -> list[SlotState]:
        """Return what is not there yet."""
        return [one for one in self.slots if not one.is_there]

    @property
    def is_complete(self) -> bool:
        """Tell whether the step lacks no paper."""
        return not self.missing


def papers_visible_to(user: Any) -> QuerySet[CasePaper]:
    """Return the papers of the clues whose content the account may read.

    The petition office keeps sight of a clue it handed over, not of its papers.
    """
    rows = CasePaper.objects.filter(clue__in=clues_visible_to(user))
    if units := own_units(user, READ_REPORTER):
        opened = accesses_in_force(clock.now()).filter(user=user).order_by().values("clue_id")
        entered = Q(clue__registered_by=user, clue__status=ClueStatus.REGISTERED)
        handed_over = Q(clue__registering_office__in=units) & ~entered & ~Q(clue__in=opened)
        rows = rows.exclude(handed_over)
    return rows.select_related(
        *("clue__handling_office", "clue__unit", "respondent", "organ", "step"),
        *("written_by", "edited_by", "finished_by", "issued_by", "withdrawn_by"),
    )


def papers_of(clue: Clue) -> QuerySet[CasePaper]:
    """Return every paper of the clue in the order in which they came into its file."""
    return (
        clue.papers.select_related("clue", "respondent", "step", "written_by", "finished_by")
        .prefetch_related(_officers(), "deliveries")
        .order_by("position")
    )


def officers_of(paper: CasePaper) -> list[User]:
    """Return the officers who answer for the paper, in their order."""
    return [row.user for row in paper.officers.select_related("user").order_by("position", "pk")]


def missing_papers(clue: Clue, act: str) -> list[Slot]:
    """Return the papers that the act asks for and that are not whole, in the order of the file."""
    state = _state(workflow.transition(act), standing(clue), _people(clue))
    return [one.slot for one in state.missing]


def completeness(clue: Clue) -> list[ActState]:
    """Return every step possible now with the papers it asks for, complete or not."""
    return state_of(clue, standing(clue), _people(clue))


def state_of(
    clue: Clue, papers: Sequence[CasePaper], concerned: Sequence[Respondent]
) -> list[ActState]:
    """Return the same for a clue whose papers and respondents are loaded already."""
    return [_state(row, papers, concerned) for row in workflow.possible(clue.status)]


def usual_first(states: Sequence[ActState]) -> list[ActState]:
    """Return the states with the exceptional steps behind the others."""
    return sorted(states, key=lambda one: one.act in paper_kinds.EXCEPTIONAL)


def standing(clue: Clue) -> list[CasePaper]:
    """Return the papers of the clue that were not withdrawn."""
    return list(_standing(clue.papers.all()))


def _standing(rows: QuerySet[CasePaper]) -> QuerySet[CasePaper]:
    return rows.exclude(status=PaperStatus.WITHDRAWN).defer("content").order_by("position")


def _people(clue: Clue) -> list[Respondent]:
    return list(clue.respondents.order_by("pk"))


def _state(
    row: Transition, papers: Sequence[CasePaper], concerned: Sequence[Respondent]
) -> ActState:
    asked = paper_kinds.in_order(row.papers)
    slots = [_slot(row.act, slot, papers, concerned) for slot in asked]
    return ActState(row.act, row.article, slots)


def _slot(
    act: str, slot: str, papers: Sequence[CasePaper], concerned: Sequence[Respondent]
) -> SlotState:
    """Return how a slot stands: papers of an earlier step count only where they carry over."""
    carried = (act, slot) in paper_kinds.CARRIED
    fitting = paper_kinds.fitting(slot)
    found = [one for one in papers if one.slot in fitting and (carried or one.step_id is None)]
    whole = [one for one in found if one.status in WHOLE]
    kind = paper_kinds.kind_of(slot)
    return SlotState(Slot(slot), kind.article, found, _is_filled(kind, whole, concerned))


def _is_filled(
    kind: PaperKind, whole: Sequence[CasePaper], concerned: Sequence[Respondent]
) -> bool:
    """Tell whether the papers fill the slot: one for all, or one for each person concerned."""
    if any(one.respondent_id is None for one in whole):
        return True
    if not kind.per_person:
        return bool(whole)
    filed = {one.pk for one in concerned if one.is_filed}
    wanted = filed or {one.pk for one in concerned}
    return bool(wanted) and {one.respondent_id for one in whole} >= wanted


def may_write(user: Any, clue: Clue, slot: str) -> bool:
    """Tell whether the account writes papers of this kind on the clue as it stands.

    It is of the office that writes them and has a part in the clue; the handling office's own
    papers are written by whoever carries it and by the team.
    """
    kind = paper_kinds.kind_of(slot)
    if not paper_kinds.may_be_written(slot, clue.status) or not user.can(OFFICERS[Hand(kind.hand)]):
        return False
    if kind.hand == Hand.HANDLING and not takes_part(user, clue):
        return False
    return may_open(user, clue)


def takes_part(user: Any, clue: Clue) -> bool:
    """Tell whether the account carries the clue or is in its team."""
    own = accesses_in_force(clock.now()).filter(clue=clue, user=user, kind__in=_WRITES)
    return own.exists()


def may_withdraw(user: Any, paper: CasePaper) -> bool:
    """Tell whether the account takes a paper back: its writers, and later on whoever began it."""
    if may_write(user, paper.clue, paper.slot):
        return True
    hand = Hand(paper_kinds.kind_of(paper.slot).hand)
    began = paper.written_by_id == user.pk and user.can(OFFICERS[hand])
    return began and may_open(user, paper.clue)


def may_hand_over(user: Any, paper: CasePaper) -> bool:
    """Tell whether the account records how the paper was handed over: its office, with a part."""
    hand = Hand(paper_kinds.kind_of(paper.slot).hand)
    if not user.can(OFFICERS[hand]) or not may_open(user, paper.clue):
        return False
    return hand != Hand.HANDLING or takes_part(user, paper.clue)


def to_write(user: Any, clue: Clue) -> list[Slot]:
    """Return the papers that the account may begin on the clue now, in the order of the file."""
    kinds = paper_kinds.writable(clue.status)
    hands = {kind.hand for kind in kinds}
    allowed = {
        hand: may_write(user, clue, next(kind.slot for kind in kinds if kind.hand == hand))
        for hand in hands
    }
    return [Slot(kind.slot) for kind in kinds if allowed[kind.hand]]


def signers_for(clue: Clue, slot: str) -> QuerySet[User]:
    """Return who may stand under a paper of the kind, by name.

    Those who have a part in the clue; under papers of the case supervision office, its officers.
    """
    if paper_kinds.kind_of(slot).hand == Hand.CASE_SUPERVISION:
        return people(OFFICERS[Hand.CASE_SUPERVISION])
    own = accesses_in_force(clock.now()).filter(clue=clue)
    return User.objects.filter(pk__in=own.order_by().values("user_id")).order_by("name", "pk")


def waits_for_step(paper: CasePaper) -> bool:
    """Tell whether a step that asks for the paper waits for approval: then its words stand."""
    acts = [
        row.act
        for row in workflow.TRANSITIONS
        if any(paper.slot in paper_kinds.fitting(slot) for slot in row.papers)
    ]
    return paper.clue.steps.filter(status=StepStatus.PROPOSED, act__in=acts).exists()


def may_read_scans(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever may open the clue reads the scans of its papers."""
    if not owner_id.isdecimal() or len(owner_id) > 18:
        return False
    return papers_visible_to(user).filter(pk=int(owner_id)).exists()


def ids_with_scans(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the papers whose scans the account may read."""
    rows = papers_visible_to(user).select_related(None).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_scans(owner_id: str) -> int | None:
    """Return the unit concerned, for the log of who read a scan."""
    return CasePaper.objects.filter(pk=owner_id).values_list("clue__unit_id", flat=True).first()


def with_scans(papers: Sequence[CasePaper]) -> dict[str, list[Any]]:
    """Return the scans of the papers by their keys, in one query."""
    return attachments.of_many(OWNER, [paper.pk for paper in papers])


def _officers() -> Prefetch:
    return Prefetch("officers", PaperOfficer.objects.select_related("user").order_by("position"))
