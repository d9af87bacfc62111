"""Draws what became of each clue of the demo: where it came from, its way, whom it ended for how.

Nothing is written here. The quoted figures follow from how many are drawn of each kind.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from accountability.demo import workdays
from supervision.project.demo.cases_cast import GROUPS, LATE, LATE_BODIES, OFFICES, TOWNS

SEED = 20260105
#: Person-times by form in the days of a year that both years have passed.
QUOTED = {
    2025: {"first": 560, "second": 228, "third": 104, "fourth": 39},
    2026: {"first": 725, "second": 250, "third": 110, "fourth": 44},
}
#: And after them, at the end of the earlier year.
LATER = {"first": 38, "second": 15, "third": 6, "fourth": 2}
#: Clues from the unit-based inspection received in the same days.
INSPECTED = {2025: 79, 2026: 177}
#: The demo may stand on any of these days: nothing that is compared happens in them.
QUIET = ((11, 20), (12, 1))
#: How many clues end without an outcome for anybody, over the two years.
ENDED = {"dispose_close": 44, "verify_close": 28, "verify_refer": 18, "withdraw_case": 4}
#: How many lie at each status in the end, and for how many days at most.
OPEN = {
    "registered": (14, 24),
    "assigned": (21, 38),
    "talk_inquiry": (16, 44),
    "verifying": (22, 76),
    "held": (8, 150),
    "filed": (5, 9),
    "investigating": (16, 110),
    "transferred": (5, 8),
    "in_review": (9, 38),
    "returned": (4, 12),
}
_WAY = ("assign", "dispose_verify", "file", "announce_filing", "transfer", "accept", "decide")
_AFTER = ("announce", "execute", "archive")
WAYS: dict[str, tuple[str, ...]] = {
    "registered": (),
    "assigned": _WAY[:1],
    "talk_inquiry": ("assign", "dispose_talk"),
    "verifying": _WAY[:2],
    "held": ("assign", "dispose_hold"),
    "filed": _WAY[:3],
    "investigating": _WAY[:4],
    "transferred": _WAY[:5],
    "in_review": _WAY[:6],
    "returned": (*_WAY[:6], "return_supplement"),
    "dispose_close": ("assign", "dispose_close"),
    "verify_close": ("assign", "dispose_verify", "verify_close"),
    "verify_refer": ("assign", "dispose_verify", "verify_refer"),
    "withdraw_case": (*_WAY[:4], "withdraw_case"),
}
#: What is proposed at the end and waits: the act and how many have signed it already.
WAITING: dict[str, tuple[tuple[str, int], ...]] = {
    "registered": (("assign", 0),) * 4,
    "assigned": (
        *(("dispose_verify", signed) for signed in (0, 0, 1, 1, 2, 2)),
        *(("dispose_talk", signed) for signed in (0, 1, 2)),
    ),
    "talk_inquiry": (("talk_first_form", 0), ("talk_first_form", 1), ("talk_close", 2)),
    "verifying": (("file", 0), ("file", 1), ("file", 2), ("file", 3)),
    "held": (("revive", 0),),
    "filed": (("announce_filing", 0),),
    "investigating": (("transfer", 0), ("transfer", 1), ("transfer", 2)),
    "transferred": (("accept", 0), ("accept", 0)),
    "in_review": (("decide", 0), ("decide", 1), ("decide", 2), ("decide", 3)),
    "returned": (("resubmit", 0),),
}
_FIRST = (
    (("assign", "dispose_talk", "talk_first_form"), 11),
    (("assign", "dispose_talk", "talk_close"), 4),
    (("assign", "dispose_verify", "verify_first_form"), 5),
)
#: Days from the step before to this one, at least and at most.
_GAPS = {
    "assign": (1, 4),
    "dispose_talk": (7, 24),
    "dispose_verify": (7, 26),
    "dispose_hold": (7, 22),
    "dispose_close": (5, 22),
    "talk_first_form": (12, 28),
    "talk_close": (12, 28),
    "verify_first_form": (20, 52),
    "verify_close": (18, 52),
    "verify_refer": (18, 48),
    "file": (24, 54),
    "announce_filing": (1, 3),
    "transfer": (30, 76),
    "withdraw_case": (30, 70),
    "accept": (1, 4),
    "return_supplement": (5, 15),
    "decide": (11, 26),
    "announce": (5, 24),
    "execute": (3, 20),
    "archive": (6, 25),
}
_WEIGHTS = {
    **dict.fromkeys(OFFICES, 22),
    **dict.fromkeys(GROUPS, 5),
    **dict(zip(TOWNS, (6, 5, 4, 4, 3, 2, 2, 2), strict=True)),
}
#: Bodies that file no case of their own in the demo: the blank spots of the matrix.
BLANK = frozenset({"QJ-P3", "QJ39", "QJ40"})
_KINDS = (
    *(("integrity", 22), ("masses", 24), ("work", 18), ("duty_violation", 14), ("life", 4)),
    *(("organisational", 6), ("political", 3), ("embezzlement_bribery", 9)),
    *(("abuse_of_power", 3), ("dereliction", 4), ("rent_seeking", 2), ("benefit_transfer", 2)),
    *(("favouritism", 1), ("waste", 1)),
)
_SOURCES = (
    *(("letter", 22), ("visit", 12), ("phone_12388", 12), ("online", 12), ("media", 2)),
    *(("superior_assigned", 6), ("leader_instruction", 2), ("inspection_tour", 7), ("audit", 5)),
    *(("law_enforcement", 4), ("police", 3), ("procuratorate", 2), ("court", 1)),
    *(("subordinate_report", 3), ("stationed_group", 6), ("supervision_check", 14)),
    *(("case_derived", 4), ("data_comparison", 5), ("village_informant", 4), ("other", 1)),
    ("self_surrender", 1),
)
_BY_SOMEBODY = frozenset({"letter", "visit", "phone_12388", "online", "village_informant"})


@dataclass
class Done:
    """One step as it was settled, or as it waits with so many signatures."""

    act: str
    at: dt.datetime
    is_sent_back: bool = False
    waits: int | None = None


@dataclass
class Fate:
    """One clue with its whole way."""

    body: str
    kind: str
    received: dt.datetime
    done: list[Done]
    forms: list[str] = field(default_factory=list)
    people: int = 1
    source: str = ""
    naming: str = "none"


@dataclass
class Draw:
    """Draws the fates one after the other; the same seed always draws the same."""

    stands: dt.datetime
    rng: Random = field(default_factory=lambda: Random(SEED))

    def fates(self) -> list[Fate]:
        """Return every clue, in the order in which it was received."""
        found = [*self._concluded(), *self._ended(), *self._open()]
        found.sort(key=lambda fate: fate.received)
        self._give_sources(found)
        return found

    def _concluded(self) -> Iterator[Fate]:
        for year, forms in QUOTED.items():
            last = self._last_compared(year)
            for form, count in forms.items():
                for size in self._groups(count, form):
                    day = self._day(dt.date(year, 1, 6), last)
                    yield self._with_outcome(day, form, size)
        for form, count in LATER.items():
            for size in self._groups(count, form):
                yield self._with_outcome(
                    self._day(dt.date(2025, 12, 2), dt.date(2025, 12, 30)), form, size
                )

    def _with_outcome(self, day: dt.date, form: str, size: int) -> Fate:
        way: tuple[str, ...]
        if form == "first":
            way = self.rng.choices([way for way, _n in _FIRST], [n for _way, n in _FIRST])[0]
            after: tuple[str, ...] = ("archive",)
        else:
            way, after = _WAY, _AFTER
        done = [*self._backwards(way, day), *self._forwards(after, day)]
        fate = self._fate(done, day, is_filed=form != "first")
        fate.forms, fate.people = [form] * size, size
        return fate

    def _ended(self) -> Iterator[Fate]:
        for way, count in ENDED.items():
            for _n in range(count):
                day = self._day(dt.date(2025, 1, 6), self._last_compared(2026))
                done = [*self._backwards(WAYS[way], day), *self._forwards(("archive",), day)]
                fate = self._fate(done, day, is_filed=way == "withdraw_case")
                fate.people = self.rng.choice((1, 1, 2))
                yield fate

    def _open(self) -> Iterator[Fate]:
        today = self.stands.date()
        for status, (count, longest) in OPEN.items():
            for place in range(count):
                back = 1 + round(longest * place / count)
                day = workdays.on_or_before(today - dt.timedelta(days=back))
                done = self._backwards(WAYS[status], day)
                fate = self._fate(done, day, is_filed="file" in WAYS[status])
                fate.people = self.rng.choice((1, 1, 1, 2))
                if place < len(WAITING[status]):
                    act, signed = WAITING[status][place]
                    fate.done.append(Done(act, self._lately(fate), waits=signed))
                yield fate

    def _fate(self, done: list[Done], day: dt.date, *, is_filed: bool) -> Fate:
        first = done[0].at if done else workdays.office_hour(day, self.rng)
        received = first
        if done:
            gap = self.rng.randint(*_GAPS["assign"])
            back = workdays.on_or_before(first.date() - dt.timedelta(days=gap))
            received = workdays.office_hour(back, self.rng)
        bodies = [
            code
            for code in _WEIGHTS
            if (code not in LATE_BODIES or received.date() >= LATE)
            and not (is_filed and code in BLANK)
        ]
        body = self.rng.choices(bodies, [_WEIGHTS[code] for code in bodies])[0]
        return Fate(body, self._one_of(_KINDS), received, done)

    def _lately(self, fate: Fate) -> dt.datetime:
        """Return the instant at which the proposal that waits had its last signature."""
        since = fate.done[-1].at if fate.done else fate.received
        wanted = since + (self.stands - since) * self.rng.uniform(0.6, 0.9)
        at = workdays.office_hour(workdays.on_or_before(wanted.date()), self.rng)
        return at if since < at < self.stands else wanted

    def _backwards(self, way: Sequence[str], day: dt.date) -> list[Done]:
        """Return the acts of the way, the last of them on the day."""
        found = []
        for act in reversed(way):
            at = workdays.office_hour(day, self.rng)
            found.append(Done(act, at))
            before = workdays.on_or_before(day - dt.timedelta(days=self._gap(act)))
            if act.startswith("dispose_") and self.rng.random() < 0.06:
                half = at - dt.timedelta(days=max(1, (day - before).days // 2), hours=1)
                found.append(Done(act, half, is_sent_back=True))
            day = before
        return found[::-1]

    def _forwards(self, way: Sequence[str], day: dt.date) -> Iterator[Done]:
        """Yield the acts that follow the day, as far as the demo goes."""
        for act in way:
            day = workdays.on_or_after(day + dt.timedelta(days=self._gap(act)))
            at = workdays.office_hour(day, self.rng)
            if at >= self.stands - dt.timedelta(hours=20):
                return
            yield Done(act, at)

    def _gap(self, act: str) -> int:
        least, most = _GAPS[act]
        # Now and then it takes too long: that is what the red lights are for.
        return most + least if self.rng.random() < 0.04 else self.rng.randint(least, most)

    def _groups(self, count: int, form: str) -> Iterator[int]:
        """Yield how many persons each matter ends for, until all are placed."""
        sizes = (1, 2, 3, 4, 5, 6) if form == "first" else (1, 2, 2, 3, 4)
        while count:
            size = min(count, self.rng.choice(sizes))
            count -= size
            yield size

    def _give_sources(self, fates: Sequence[Fate]) -> None:
        for fate in fates:
            fate.source = self._one_of(_SOURCES)
        for year, wanted in INSPECTED.items():
            last = self._last_compared(year)
            here = [fate for fate in fates if dt.date(year, 1, 1) <= fate.received.date() <= last]
            for fate in self.rng.sample(here, wanted):
                fate.source = "unit_inspection"
        for fate in fates:
            if fate.source in _BY_SOMEBODY:
                fate.naming = "named" if self.rng.random() < 0.4 else "anonymous"

    def _last_compared(self, year: int) -> dt.date:
        return dt.date(year, *QUIET[0]) - dt.timedelta(days=1)

    def _day(self, first: dt.date, last: dt.date) -> dt.date:
        day = first + dt.timedelta(days=self.rng.randrange((last - first).days + 1))
        found = workdays.on_or_before(day)
        return found if found >= first else workdays.on_or_after(first)

    def _one_of(self, choices: Sequence[tuple[str, int]]) -> str:
        return self.rng.choices([code for code, _n in choices], [n for _code, n in choices])[0]
