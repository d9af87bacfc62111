"""The papers on which the demo's steps rest: short, whole, numbered where they take a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cases.enums.papers import Slot
from cases.models import CasePaper, Clue, PaperOfficer, Step
from cases.rules.paper_kinds import FORM, KINDS, PaperKind, in_order
from cases.services.papers.words import sealed
from cases.workflow import transition
from supervision import clock
from supervision.accounts.models import User
from supervision.documents.content import Content, Paragraph, Table
from supervision.documents.models import IssuingOrgan
from supervision.documents.selectors.papers import organs_in_use
from supervision.documents.services import numbers
from supervision.people.services.copying import copy_in
from supervision.project.demo.cases_sql import update

#: A step that asks for a paper which an earlier one has brought already.
_CARRIED = frozenset({("decide", "investigation_report")})


@dataclass
class Papers:
    """Writes the papers of many steps at once."""

    places: dict[int, int] = field(default_factory=dict)

    @cached_property
    def organ(self) -> IssuingOrgan:
        """Return the organ that issues letters and decisions."""
        found = organs_in_use().first()
        if found is None:
            raise LookupError("no organ issues documents yet")
        return found

    def write(self, rows: Sequence[tuple[Step, Clue, str, list[User], bool]]) -> None:
        """Write the papers of the steps: step, clue, names, officers, and whether it was taken."""
        made = []
        for step, clue, names, officers, is_taken in rows:
            at = step.proposed_at - dt.timedelta(hours=2)
            for slot in in_order(transition(step.act).papers):
                if (step.act, slot) not in _CARRIED:
                    paper = self._paper(clue, slot, names, officers[0], at)
                    made.append((paper, step, officers, is_taken))
        copy_in([paper for paper, *_rest in made])
        copy_in(
            [
                PaperOfficer(paper=paper, user=officer, position=place)
                for paper, _step, officers, _taken in made
                for place, officer in enumerate(officers[: KINDS[paper.slot].officers], start=1)
                if KINDS[paper.slot].officers > 1
            ]
        )
        self._finish([paper for paper, *_rest in made])
        self._bind([(paper, step) for paper, step, _officers, taken in made if taken])

    def _paper(self, clue: Clue, slot: str, names: str, writer: User, at: dt.datetime) -> CasePaper:
        kind = KINDS[slot]
        self.places[clue.pk] = self.places.get(clue.pk, 0) + 1
        return CasePaper(
            clue=clue,
            slot=slot,
            position=self.places[clue.pk],
            content=sealed(words_of(kind, clue, names)),
            organ=self.organ if kind.is_numbered else None,
            written_by=writer,
            written_at=at,
        )

    def _finish(self, papers: Sequence[CasePaper]) -> None:
        update(
            "cases_casepaper",
            "status = 'finished', finished_by_id = v.who, finished_at = v.at, dated_on = v.day",
            {"who": "bigint", "at": "timestamptz", "day": "date"},
            [
                (
                    paper.pk,
                    paper.written_by_id,
                    paper.written_at,
                    None if KINDS[paper.slot].is_numbered else _day(paper.written_at),
                )
                for paper in papers
            ],
        )

    def _bind(self, rows: Sequence[tuple[CasePaper, Step]]) -> None:
        plain = [(paper, step) for paper, step in rows if not KINDS[paper.slot].is_numbered]
        update(
            "cases_casepaper",
            "step_id = v.step",
            {"step": "bigint"},
            [(paper.pk, step.pk) for paper, step in plain],
        )
        issued = [(paper, step) for paper, step in rows if KINDS[paper.slot].is_numbered]
        update(
            "cases_casepaper",
            "status = 'issued', step_id = v.step, issued_by_id = v.who, issued_at = v.at,"
            " dated_on = v.day, year = v.year, serial = v.serial, number = v.number",
            {
                "step": "bigint",
                "who": "bigint",
                "at": "timestamptz",
                "day": "date",
                "year": "smallint",
                "serial": "int",
                "number": "text",
            },
            [self._issued(paper, step) for paper, step in issued],
        )

    def _issued(self, paper: CasePaper, step: Step) -> tuple[object, ...]:
        at = step.settled_at or step.proposed_at
        day, series = _day(at), KINDS[paper.slot].series
        serial = numbers.take(word=self.organ.word, series=series, year=day.year)
        number = numbers.printed(word=self.organ.word, series=series, year=day.year, serial=serial)
        return (paper.pk, step.pk, step.proposed_by_id, at, day, day.year, serial, number)


def _day(at: dt.datetime) -> dt.date:
    return clock.local(at).date()


def words_of(kind: PaperKind, clue: Clue, names: str) -> Content:
    """Return the words of a paper of the demo; a form is a table, all else has a paragraph."""
    label = Slot(kind.slot).label
    title = f"{label}" if kind.leaves else f"关于{names}问题的{label}"
    # An organisation bears the name of its unit already.
    place = "" if names.startswith(clue.unit.name) else clue.unit.name
    body = f"根据有关规定，对{place}{names}有关问题依规依纪依法办理：{clue.summary}。"
    if kind.form == FORM:
        rows = (("被反映人", names), ("所在单位", clue.unit.name), ("主要情况", clue.summary))
        return Content(title, (Table(("事项", "内容"), rows),))
    return Content(title, (Paragraph(body),), addressee=clue.unit.name if kind.leaves else "")
