"""Write the demo's clues step by step: all first steps, then all second ones, and so on.

The database holds each row to the table of steps, the chain of signatures and the rules of
sanctions, as it does for everybody; only the statements are fewer.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from accountability.demo import workdays
from cases.enums import OUTSIDE, Act
from cases.models import Clue, Respondent, Signature, Step
from cases.services import numbers
from cases.workflow import CONCLUDED, transition
from supervision import clock
from supervision.people.services.copying import copy_in
from supervision.project.demo import cases_outcomes, cases_texts
from supervision.project.demo.cases_bench import OUTSIDE as OUTSIDERS
from supervision.project.demo.cases_bench import Bench
from supervision.project.demo.cases_fates import Done, Fate
from supervision.project.demo.cases_papers import Papers
from supervision.project.demo.cases_sql import update

_MORNING = dt.time(8, 32)
_ENDING = (Act.DECIDE, Act.TALK_FIRST_FORM, Act.TALK_CLOSE, Act.VERIFY_FIRST_FORM)
_CLUE_MOVES = (
    "status = v.status, status_since = v.at, version = cases_clue.version + 2,"
    " handling_office_id = coalesce(v.office, handling_office_id),"
    " handler_id = coalesce(v.handler, handler_id),"
    " concluded_at = coalesce(cases_clue.concluded_at, v.concluded),"
    " filed_on = coalesce(v.filed, filed_on), review_on = v.look_again,"
    " case_number = coalesce(v.case_no, case_number),"
    " archive_number = coalesce(v.archive_no, archive_number)"
)
_CLUE_COLUMNS = {
    "status": "text",
    "at": "timestamptz",
    "office": "bigint",
    "handler": "bigint",
    "concluded": "timestamptz",
    "filed": "date",
    "look_again": "date",
    "case_no": "text",
    "archive_no": "text",
}


@dataclass
class Way:
    """One clue on its way, with the steps written so far."""

    fate: Fate
    clue: Clue
    people: list[Respondent]
    steps: list[tuple[Done, Step]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def names(self) -> str:
        """Return the respondents' names."""
        return "、".join(one.name for one in self.people)


class Rows:
    """Writes the steps of many clues, round by round."""

    def __init__(self, bench: Bench, rng: Random) -> None:
        self.bench = bench
        self.rng = rng
        self.papers = Papers()
        self.archived = 0

    def walk(self, ways: Sequence[Way]) -> None:
        """Let every clue go its whole way."""
        rounds = max(len(way.fate.done) for way in ways)
        for place in range(rounds):
            here = [way for way in ways if place < len(way.fate.done)]
            # Numbers are given in the order of time.
            here.sort(key=lambda way: way.fate.done[place].at)
            self._round(here, place)

    def _round(self, ways: Sequence[Way], place: int) -> None:
        for way in ways:
            done = way.fate.done[place]
            way.steps.append((done, self._step(way, done, place)))
        rows = [(way, *way.steps[-1]) for way in ways]
        copy_in([step for _way, _done, step in rows])
        copy_in([one for way, done, step in rows for one in self._signatures(way, done, step)])
        for _way, done, step in rows:
            step.settled_at = None if done.waits is not None else done.at
        self.papers.write(
            [
                (step, way.clue, way.names, self._hand(way, done.act), done.waits is None)
                for way, done, step in rows
                if not done.is_sent_back
            ]
        )
        self._settle([(way, done, step) for way, done, step in rows if done.waits is None])

    def _settle(self, rows: Sequence[tuple[Way, Done, Step]]) -> None:
        update(
            "cases_step",
            "status = v.status, settled_at = v.at",
            {"status": "text", "at": "timestamptz"},
            [
                (step.pk, "returned" if done.is_sent_back else "approved", done.at)
                for _way, done, step in rows
            ],
        )
        taken = [(way, done, step) for way, done, step in rows if not done.is_sent_back]
        made = []
        for way, done, step in taken:
            if done.act in _ENDING:
                made += cases_outcomes.final(step, way.outcomes, done.at)
        copy_in(made)
        update(
            "cases_clue",
            _CLUE_MOVES,
            _CLUE_COLUMNS,
            [self._moved(way, done) for way, done, _step in taken],
        )

    def _moved(self, way: Way, done: Done) -> tuple[Any, ...]:
        """Return the columns of the clue that the step changes."""
        clue, after = way.clue, transition(done.act).after
        clue.status = after
        is_assigned = done.act == "assign"
        if is_assigned:
            clue.handling_office = self.bench.unit(way.fate.body)
            clue.handler = self.bench.by_body[way.fate.body][1]
        if after in CONCLUDED and clue.concluded_at is None:
            clue.concluded_at = done.at
        if done.act == "file":
            day = clock.local(done.at).date()
            clue.filed_on, clue.case_number = day, self._numbered(numbers.CASES, day.year)
        if done.act == "archive":
            self.archived += 1
            clue.archive_number = f"QJJW·AJ·{done.at.year}-{self.archived:05}"
        return (
            clue.pk,
            after,
            done.at,
            clue.handling_office_id if is_assigned else None,
            clue.handler_id if is_assigned else None,
            clue.concluded_at,
            clue.filed_on if done.act == "file" else None,
            self.review_day(done) if done.act == "dispose_hold" else None,
            clue.case_number if done.act == "file" else None,
            clue.archive_number if done.act == "archive" else None,
        )

    def _numbered(self, prefix: str, year: int) -> str:
        return f"{prefix}-{year}-{numbers.take(f'{prefix}-{year}'):04d}"

    def review_day(self, done: Done) -> dt.date:
        """Return the day on which a clue held pending is looked at again."""
        return done.at.date() + dt.timedelta(days=120)

    # -- one step ---------------------------------------------------------------------------

    def _hand(self, way: Way, act: str) -> list[Any]:
        return self.bench.hand(transition(act), way.fate.body)

    def _step(self, way: Way, done: Done, place: int) -> Step:
        row = transition(done.act)
        proposer = self._hand(way, done.act)[0]
        since = way.fate.done[place - 1].at if place else way.clue.registered_at
        return Step(
            clue=way.clue,
            act=done.act,
            before=way.clue.status,
            after=row.after,
            opinion=cases_texts.opinion(done.act, self.rng),
            facts=json.dumps(self._facts(way, done), ensure_ascii=False),
            chain=" ".join(self.bench.chain(done.act)),
            proposed_by=proposer,
            proposed_at=_between(since, done.at, self.rng),
        )

    def _facts(self, way: Way, done: Done) -> dict[str, Any]:
        """Return what the form of the act states."""
        act, day = done.act, clock.local(done.at).date().isoformat()
        officers = [one.pk for one in self._hand(way, act)]
        people = [one.pk for one in way.people]
        if act in ("decide", "talk_first_form", "talk_close", "verify_first_form"):
            way.outcomes = self._outcomes(way, act)
        known: dict[str, Any] = {
            "handling_office": self.bench.unit(way.fate.body).pk,
            "respondents": people,
            "talk_mode": self.rng.choice(("talk", "inquiry")),
            "reason": cases_texts.REASONS.get(act, ""),
            "review_on": self.review_day(done).isoformat(),
            "receiving_unit": way.clue.unit.name,
            "filing_kind": filing_kind(way),
            "announced_on": day,
            "investigation_plan": cases_texts.PLAN,
            "property": cases_texts.PROPERTY,
            "panel": officers,
            "outcomes": way.outcomes,
            "measures": way.outcomes,
            "executed_on": day,
            "archive_number": "",
        }
        return {**{fact: known[fact] for fact in transition(act).facts}, "officers": officers}

    def _outcomes(self, way: Way, act: str) -> list[dict[str, Any]]:
        forms = way.fate.forms or ["second" if act == "decide" else "first"] * len(way.people)
        return [
            row
            for person, form in zip(way.people, forms, strict=False)
            for row in cases_outcomes.wanted(form, person, act, self.rng)
        ]

    def _signatures(self, way: Way, done: Done, step: Step) -> list[Signature]:
        """Return the signatures of the step, evenly between its proposal and its end."""
        chain = step.chain.split(" ")
        count = 1 if done.is_sent_back else len(chain) if done.waits is None else done.waits
        row, found = transition(done.act), []
        at = step.proposed_at
        for place, signatory in enumerate(chain[:count], start=1):
            last = place == count
            at = done.at if last else _in_hours(at, done.at, self.rng, count - place + 1)
            outside = signatory in OUTSIDE
            name, post = OUTSIDERS.get(signatory, ("", ""))
            found.append(
                Signature(
                    step=step,
                    position=place,
                    signatory=signatory,
                    signed_by=self.bench.signer(signatory, row, way.fate.body),
                    outside_name=name if outside else "",
                    outside_post=post if outside else "",
                    outside_on=clock.local(at).date() if outside else None,
                    approves=not done.is_sent_back,
                    opinion=cases_texts.SENT_BACK
                    if done.is_sent_back
                    else self.rng.choice(cases_texts.AGREED),
                    signed_at=at,
                )
            )
        return found


def filing_kind(way: Way) -> str:
    """Return under which rules the case is filed: what its respondents are decides."""
    members = [one.is_member for one in way.people]
    if not all(members):
        return "government"
    return "both" if way.people[0].standing != "none" and way.clue.pk % 3 else "party"


def _between(since: dt.datetime, until: dt.datetime, rng: Random) -> dt.datetime:
    """Return when something was proposed: some days before the end, after the beginning."""
    day = workdays.on_or_before(clock.local(until).date() - dt.timedelta(days=rng.randint(1, 3)))
    wanted = workdays.office_hour(day, rng)
    return wanted if since < wanted < until else _in_hours(since, until, rng, 3)


def _in_hours(since: dt.datetime, until: dt.datetime, rng: Random, parts: int) -> dt.datetime:
    """Return an instant about the first part of the way, in office hours."""
    plain = since + (until - since) / parts
    wanted = workdays.office_hour(workdays.on_or_before(clock.local(plain).date()), rng)
    if since < wanted < until:
        return wanted
    morning = dt.datetime.combine(clock.local(until).date(), _MORNING, tzinfo=clock.CHINA)
    start = max(since, morning) if morning < until else since
    return start + (until - start) / parts
