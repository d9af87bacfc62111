"""What the page of a paper shows, and what the account may do with it as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from cases.enums.papers import PaperStatus, Slot
from cases.models import CasePaper, Clue
from cases.rules.paper_kinds import EXCEPTIONAL, PaperKind, kind_of
from cases.selectors.clue_page import content_is_open
from cases.selectors.papers import (
    completeness,
    may_hand_over,
    may_withdraw,
    may_write,
    papers_of,
    papers_visible_to,
    to_write,
    usual_first,
    waits_for_step,
    with_scans,
)
from cases.selectors.sanction_papers import differing
from cases.selectors.visibility import get_clue


@dataclass(frozen=True)
class Writable:
    """One kind of paper that the account may begin or bring in now."""

    slot: Slot
    kind: PaperKind
    #: What is proposed differs from person to person: no paper names all of them.
    differs: bool = False

    @property
    def label(self) -> str:
        """Return the paper in words."""
        return str(self.slot.label)


@dataclass(frozen=True)
class Filed:
    """One paper in the file of a clue, with its scans."""

    paper: CasePaper
    kind: PaperKind
    scans: Sequence[Any]


def get_paper(user: Any, pk: int) -> CasePaper:
    """Return the paper; raises Http404 where the account may not know of it."""
    found = papers_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_open_clue(user: Any, number: str) -> Clue:
    """Return the clue whose papers the account may read; raises Http404 where it may not."""
    found = get_clue(user, number)
    if not content_is_open(user, found):
        raise Http404
    return found


def kind_or_404(slot: str) -> PaperKind:
    """Return what the paper is; raises Http404 for an unknown one."""
    try:
        return kind_of(slot)
    except LookupError:
        raise Http404 from None


def label_of(slot: str) -> str:
    """Return the paper in words."""
    return str(Slot(slot).label)


def acts_on(user: Any, paper: CasePaper) -> frozenset[str]:
    """Return what the account may do with the paper as it stands; pages and buttons ask here."""
    writes = may_write(user, paper.clue, paper.slot)
    is_drawn, kind = not paper.is_brought, kind_of(paper.slot)
    is_free = paper.step_id is None and not waits_for_step(paper)
    is_finished = paper.status == PaperStatus.FINISHED
    hands_over = kind.leaves and paper.status == PaperStatus.ISSUED
    open_to = {
        "edit": writes and is_drawn and paper.status == PaperStatus.DRAFT,
        "finish": writes and is_drawn and paper.status == PaperStatus.DRAFT,
        "reopen": writes and is_drawn and is_finished and is_free,
        "issue": writes and is_drawn and is_finished and kind.by_hand,
        "withdraw": is_free
        and may_withdraw(user, paper)
        and paper.status != PaperStatus.WITHDRAWN
        and not paper.deliveries.exists(),
        "copy": writes and is_drawn and paper.status in (PaperStatus.FINISHED, PaperStatus.ISSUED),
        "deliver": hands_over and may_hand_over(user, paper),
    }
    return frozenset(act for act, is_open in open_to.items() if is_open)


def file_of(clue: Clue) -> list[Filed]:
    """Return every paper of the clue with its scans, in the order of the file."""
    papers = list(papers_of(clue))
    scans = with_scans(papers)
    return [Filed(one, kind_of(one.slot), scans[str(one.pk)]) for one in papers]


def writable_for(user: Any, clue: Clue) -> list[Writable]:
    """Return what the account may begin or bring in now."""
    slots = to_write(user, clue)
    differs = differing(clue) if slots else frozenset()
    return [Writable(slot, kind_of(slot), slot in differs) for slot in slots]


def page_of(user: Any, clue: Clue) -> dict[str, Any]:
    """Return what the page of the clue's papers shows."""
    acts = usual_first([one for one in completeness(clue) if one.slots])
    asked = {slot.slot for act in acts for slot in act.slots}
    writable = writable_for(user, clue)
    return {
        "clue": clue,
        "people": list(clue.respondents.order_by("pk")),
        "acts": acts,
        "filed": file_of(clue),
        "writable": {one.slot.value: one for one in writable},
        "others": [one for one in writable if one.slot not in asked],
    }


def section(user: Any, clue: Clue) -> dict[str, Any] | None:
    """Return the papers of the clue for its page."""
    acts = [one for one in completeness(clue) if one.slots and one.act not in EXCEPTIONAL]
    filed = file_of(clue)
    if not acts and not filed:
        return None
    return {"acts": acts, "filed": filed, "may_write": bool(to_write(user, clue))}
