"""Which clues under way lack which papers, across everything the account may open."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from cases import workflow
from cases.enums import Act, ClueStatus
from cases.enums.papers import WHOLE, PaperStatus
from cases.models import CasePaper, Clue, Respondent
from cases.rules import paper_kinds
from cases.selectors.clue_list import SEALED
from cases.selectors.papers import ActState, state_of, usual_first
from cases.selectors.visibility import clues_visible_to
from cases.workflow import Transition


def open_clues(user: Any) -> QuerySet[Clue]:
    """Return the clues of the account that are not archived, the newest first."""
    names = Respondent.objects.only("clue_id", "name", "role", "is_filed").order_by("pk")
    papers = (
        CasePaper.objects.exclude(status=PaperStatus.WITHDRAWN)
        .defer("content")
        .order_by("position")
    )
    return (
        clues_visible_to(user)
        .exclude(status=ClueStatus.ARCHIVED)
        .select_related("unit", "handling_office", "handler")
        .defer(*SEALED)
        .prefetch_related(
            Prefetch("respondents", names, to_attr="named"),
            Prefetch("papers", papers, to_attr="kept"),
        )
        .order_by("-received_at", "-id")
    )


def states(clue: Any) -> list[ActState]:
    """Return what each possible step has and lacks; the clue was loaded by `open_clues`.

    Steps that ask for no paper are left out.
    """
    return usual_first([one for one in state_of(clue, clue.kept, clue.named) if one.slots])


def ready(clue: Any) -> list[str]:
    """Return the steps for which every paper is there."""
    return [one.label for one in states(clue) if one.is_complete]


def lacking(clue: Any) -> list[tuple[str, str]]:
    """Return each step that lacks papers, with their names."""
    return [
        (one.label, "、".join(slot.label for slot in one.missing))
        for one in states(clue)
        if not one.is_complete
    ]


def unfinished(clue: Any) -> list[CasePaper]:
    """Return the papers that are still being written."""
    return [paper for paper in clue.kept if paper.status == PaperStatus.DRAFT]


def at(rows: QuerySet[Clue], state: str) -> QuerySet[Clue]:
    """Keep the clues for which a step is ready, none is, or a paper is still being written."""
    if state == "writing":
        drafts = CasePaper.objects.filter(clue=OuterRef("pk"), status=PaperStatus.DRAFT)
        return rows.filter(Exists(drafts))
    asked = [row for row in workflow.TRANSITIONS if row.papers]
    waiting = Q(status__in={status for row in asked for status in row.before})
    whole = (
        CasePaper.objects.filter(clue=OuterRef("pk"), status__in=WHOLE)
        .order_by()
        .values_list("slot", flat=True)
    )
    free = whole.filter(step__isnull=True)
    found = rows.annotate(free_slots=ArraySubquery(free), all_slots=ArraySubquery(whole))
    is_ready = reduce(or_, map(_complete, asked))
    return found.filter(waiting & is_ready if state == "ready" else waiting & ~is_ready)


def acts_with_papers() -> list[tuple[str, Any]]:
    """Return the steps that ask for papers, to choose among."""
    return [(row.act, Act(row.act).label) for row in workflow.TRANSITIONS if row.papers]


def before(rows: QuerySet[Clue], act: str) -> QuerySet[Clue]:
    """Keep the clues for which the step is possible."""
    return rows.filter(status__in=workflow.transition(act).before)


def _complete(row: Transition) -> Q:
    """Return the condition that every paper of the step is there, by kind."""
    condition = Q(status__in=row.before)
    for slot in row.papers:
        carried = (row.act, slot) in paper_kinds.CARRIED
        name = "all_slots" if carried else "free_slots"
        condition &= Q(**{f"{name}__overlap": list(paper_kinds.fitting(slot))})
    return condition
