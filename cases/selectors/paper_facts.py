"""What is known of a clue when one of its papers is drafted; reporter data is never read here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cases.enums import AccessKind, StepStatus
from cases.enums.papers import WHOLE
from cases.models import (
    CasePaper,
    CaseRectification,
    CauseReport,
    Clue,
    OutcomeDraft,
    Respondent,
    Step,
)
from cases.selectors.follow_ups import causes_of
from cases.selectors.outcomes import drafts_of
from cases.selectors.steps import facts_of as stated_in
from supervision import clock
from supervision.web.formats import due_day

#: Whose name stands under a paper of the handling office, and of the review office.
_CARRIES = (AccessKind.HANDLER, AccessKind.TEAM)
_REVIEWS = (AccessKind.REVIEWER,)


@dataclass(frozen=True)
class CaseFacts:
    """One clue with what its papers are drawn from; `person` is whom the paper is about.

    Without a `person` it is about all of `people`.
    """

    clue: Clue
    people: tuple[Respondent, ...]
    person: Respondent | None
    steps: tuple[Step, ...]
    team: tuple[str, ...]
    panel: tuple[str, ...]
    papers: tuple[CasePaper, ...]
    ends: dict[str, dt.date] = field(default_factory=dict)
    proposed: tuple[OutcomeDraft, ...] = ()
    causes: CauseReport | None = None
    to_mend: tuple[CaseRectification, ...] = ()

    @property
    def about(self) -> tuple[Respondent, ...]:
        """Return whom the paper is about."""
        return (self.person,) if self.person is not None else self.people

    def step(self, *acts: str) -> Step | None:
        """Return the last step of one of the acts that was taken, or None."""
        return next((one for one in reversed(self.steps) if one.act in acts), None)

    def fact(self, name: str, *acts: str) -> Any:
        """Return what the form of the last such step stated under the name; "" without one."""
        step = self.step(*acts)
        return stated_in(step).get(name, "") if step is not None else ""

    def number_of(self, slot: str) -> str:
        """Return the number of the last paper in the slot, as it is printed; "" without one."""
        found = [one for one in self.papers if one.slot == slot and self._concerns(one)]
        return (found[-1].number or found[-1].brought_number) if found else ""

    def _concerns(self, paper: CasePaper) -> bool:
        person = self.person.pk if self.person is not None else None
        return person is None or paper.respondent_id in (None, person)


def facts_of(clue: Clue, person: Respondent | None = None) -> CaseFacts:
    """Load what the papers of the clue are drawn from."""
    now = clock.now()
    access = (
        clue.accesses.filter(ended_at__isnull=True, since__lte=now, until__gt=now)
        .select_related("user")
        .order_by("since", "pk")
    )
    named = [(row.kind, row.user.name) for row in access]
    open_clocks = clue.clocks.filter(closed_at__isnull=True).values_list("term_code", "ends_at")
    return CaseFacts(
        clue=clue,
        people=tuple(clue.respondents.select_related("person", "unit").order_by("-role", "pk")),
        person=person,
        steps=tuple(clue.steps.filter(status=StepStatus.APPROVED).order_by("pk")),
        team=_names(named, _CARRIES),
        panel=_names(named, _REVIEWS),
        papers=tuple(clue.papers.filter(status__in=WHOLE).order_by("position")),
        ends={code: due_day(ends_at) for code, ends_at in open_clocks if ends_at is not None},
        proposed=tuple(drafts_of(clue)),
        causes=causes_of(clue),
        to_mend=tuple(clue.rectifications.select_related("unit").order_by("position")),
    )


def _names(named: list[tuple[str, str]], kinds: tuple[AccessKind, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for kind, name in named if kind in kinds))
