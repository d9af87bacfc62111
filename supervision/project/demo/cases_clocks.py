"""The clocks of the demo's clues: opened and concluded by their steps, each counted as ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import Any

from accountability.demo import workdays
from cases.models import Clock, ClockPause, Step
from cases.rules import clocks as rules
from cases.rules.clocks import Desk
from cases.rules.sanctions import needs_formalities
from cases.services.clocks.keeping import REVIEW_WARNING
from cases.workflow import CONCLUDED, transition
from supervision import clock as portal_clock
from supervision.deadlines import selectors as deadlines
from supervision.deadlines.rules import Pause
from supervision.deadlines.services import fix_deadline, resume_deadline, start_deadline
from supervision.organizations.models import Unit
from supervision.project.demo.cases_bench import Bench
from supervision.project.demo.cases_entries import told_at
from supervision.project.demo.cases_fates import Done
from supervision.project.demo.cases_rows import Way, filing_kind

_PORTION = 500
#: Why a clock stands still, as the forms of these acts say it.
_REASONS = {
    "return_supplement": "退回补充证据",
    "transfer": "移送审理，审查调查时限停止计算",
}


class Clocks:
    """Lets the clocks of each clue run along its way."""

    def __init__(self, bench: Bench, rng: Random, stands: dt.datetime) -> None:
        self.bench, self.rng, self.stands = bench, rng, stands
        self.calendar = deadlines.current_calendar()
        self.rule = lru_cache(maxsize=None)(self._rule)
        self.pauses: list[ClockPause] = []

    def run(self, ways: Sequence[Way]) -> None:
        """Write the clocks of every clue, and the pauses of those that stand still."""
        clocks = [clock for way in ways for clock in self._of(way)]
        Clock.objects.bulk_create(clocks, batch_size=_PORTION)
        ClockPause.objects.bulk_create(self.pauses, batch_size=_PORTION)

    def _rule(self, code: str, month: dt.date) -> Any:
        return deadlines.rule_at(rules.rule_code(code), month)

    def _of(self, way: Way) -> Iterator[Clock]:
        running: dict[str, Clock] = {}
        yield from self._reported(way)
        for done, step in way.steps:
            if step.act == "file":
                yield self._approval(way, done, step)
            if done.waits is not None or done.is_sent_back:
                continue
            yield from self._closed(step, done.at, running)
            for code in transition(step.act).resumes:
                if code in running:
                    self._resumed(running[code], done.at)
            self._opened(way, step, done.at, running)
            for code in transition(step.act).pauses:
                if code in running:
                    self._paused(running[code], done.at, step)
        yield from running.values()

    def _closed(self, step: Step, at: dt.datetime, running: dict[str, Clock]) -> Iterator[Clock]:
        for name in transition(step.act).closes:
            for code in rules.codes_of(name):
                if clock := running.pop(code, None):
                    self._resumed(clock, at)
                    clock.closed_at, clock.closed_by = at, step
                    yield clock

    def _paused(self, clock: Clock, at: dt.datetime, step: Step) -> None:
        clock.paused_at = at
        reason = _REASONS.get(step.act, str(transition(step.act).article))
        self.pauses.append(ClockPause(clock=clock, started_at=at, reason=reason))

    def _resumed(self, clock: Clock, at: dt.datetime) -> None:
        """End the pause of the clock, where it stands still, and count its end anew."""
        if clock.paused_at is None:
            return
        stood = [one for one in self.pauses if one.clock is clock]
        stood[-1].ended_at = at
        pauses = [Pause(one.started_at, one.ended_at, one.reason) for one in stood]
        resume_deadline(clock, pauses=pauses, calendar=self.calendar)

    def _opened(self, way: Way, step: Step, at: dt.datetime, running: dict[str, Clock]) -> None:
        for name in transition(step.act).opens:
            code = name
            if name == rules.INVESTIGATION:
                code = rules.investigation_code(filing_kind(way))
            if code == "decision_formalities" and not _changes_post(way):
                continue
            running[code] = self._clock(way, code, at, step)
        if step.act == "dispose_talk":
            self._talked(way, at, running)
        if step.act == "dispose_hold":
            running[rules.HELD_REVIEW] = self._held(way, step, at)

    def _talked(self, way: Way, at: dt.datetime, running: dict[str, Clock]) -> None:
        """Open the term of the report once the talk was held, some days after its approval."""
        day = workdays.on_or_after(portal_clock.local(at).date() + dt.timedelta(days=5))
        held = dt.datetime.combine(day, dt.time(11, 0), tzinfo=portal_clock.CHINA)
        following = [done.at for done, step in way.steps if done.at > at and done.waits is None]
        if held < min([*following, self.stands]):
            running["talk_inquiry_close"] = self._clock(way, "talk_inquiry_close", held)

    def _held(self, way: Way, step: Step, at: dt.datetime) -> Clock:
        clock = self._bare(way, rules.HELD_REVIEW, at, step)
        last_day = at.date() + dt.timedelta(days=120)
        fix_deadline(
            clock,
            started_at=at,
            last_day=last_day,
            warn=REVIEW_WARNING,
            basis=clock.rule.legal_basis,
            calendar=self.calendar,
        )
        clock.term_code = rules.HELD_REVIEW
        return clock

    def _approval(self, way: Way, done: Done, step: Step) -> Clock:
        clock = self._clock(way, "filing_approval", step.proposed_at, step)
        if done.waits is None:
            clock.closed_at, clock.closed_by = done.at, step
        return clock

    def _reported(self, way: Way) -> Iterator[Clock]:
        """Yield the clocks that the reporter and the upper organ have on the clue."""
        clue = way.clue
        if clue.naming == "named":
            told = dict(told_at(way, self.stands))
            since = {False: clue.received_at, True: clue.concluded_at}
            for of_result, code in ((False, "named_ack"), (True, "named_feedback")):
                start = since[of_result]
                if start is not None:
                    clock = self._clock(way, code, start)
                    clock.closed_at = told.get(of_result)
                    yield clock
        if clue.source == "superior_assigned":
            clock = self._clock(way, "assigned_report", clue.received_at)
            if clue.status in CONCLUDED and clue.concluded_at is not None:
                clock.closed_at = clue.concluded_at
            yield clock

    def _clock(self, way: Way, code: str, at: dt.datetime, step: Step | None = None) -> Clock:
        clock = self._bare(way, code, at, step)
        rule = clock.rule
        start_deadline(
            clock,
            started_at=at,
            term=rule.term or "",
            basis=rule.legal_basis,
            calendar=self.calendar,
        )
        clock.term_code = code
        return clock

    def _bare(self, way: Way, code: str, at: dt.datetime, step: Step | None) -> Clock:
        rule = self.rule(code, portal_clock.local(at).date().replace(day=1))
        return Clock(clue=way.clue, office=self._office(way, code), rule=rule, opened_by=step)

    def _office(self, way: Way, code: str) -> Unit:
        match rules.desk_of(code):
            case Desk.PETITION:
                return way.clue.registering_office
            case Desk.REVIEW:
                return self.bench.reviewing()
        return way.clue.handling_office or way.clue.registering_office


def _changes_post(way: Way) -> bool:
    return any(
        needs_formalities(party=one["party"], government=one["government"]) for one in way.outcomes
    )
