"""What a year should show, worked out from the law's table and a calendar of its own.

Nothing here asks the portal: the terms are those of the table of clocks (stage, start, length),
the rest days of 2026 those of the State Council's notice, the counting that of articles 201 to 203
of the Civil Code. The steps of pressing are a reminder when a term is about to end, a letter once
it has ended, a summons thirty days after.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
DAY = dt.timedelta(days=1)
ESCALATED_AFTER, SUMMONED_AFTER = 3, 30

#: Length of each term that can run on a clue.
TERMS = {
    "named_ack": "15WD",
    "named_feedback": "15WD",
    "assigned_report": "3CM",
    "clue_disposition": "1CM",
    "inquiry_reply": "15WD",
    "talk_inquiry_close": "1CM",
    "prelim_verification": "2CM",
    "filing_approval": "1CM",
    "filing_announce": "5WD",
    "investigation_no_detention": "12CM",
    "investigation_after_detention": "12CM",
    "party_investigation_legacy": "3CM",
    "compel_appearance": "12H",
    "compel_appearance_extended": "24H",
    "await_investigation": "12CM",
    "protective_custody": "7CD",
    "protective_custody_transfer": "24H",
    "detention": "3CM",
    "detention_recalc": "3CM",
    "detention_notice": "24H",
    "detention_change_request": "3CD",
    "release_property": "3CD",
    "tech_measure": "3CM",
    "trial": "1CM",
    "return_supplement": "1CM",
    "prosecution_supplement": "1CM",
    "decision_announce": "1CM",
    "decision_formalities": "1CM",
    "execution_report": "6CM",
    "party_appeal": "3CM",
    "review": "1CM",
    "recheck": "2CM",
    "measure_complaint": "1CM",
    "measure_complaint_recheck": "2CM",
    # The day is set when the clue is held: ninety days here.
    "held_review": "90CD",
}
#: Liberty is at stake, or a day was set: the end stands, rest day or not.
STANDS = {
    *("compel_appearance", "compel_appearance_extended", "await_investigation"),
    *("protective_custody", "protective_custody_transfer", "detention", "detention_recalc"),
    *("detention_notice", "held_review"),
}
PETITION = {"named_ack", "named_feedback"}
#: Others than those who investigated and reviewed examine a remedy; it is the review office's.
REMEDIES = {"party_appeal", "review", "recheck", "measure_complaint", "measure_complaint_recheck"}
REVIEW = {"trial", "decision_announce", "decision_formalities", "execution_report"}

_HOLIDAYS = (
    *(("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05")),
    *(("06-19", "06-21"), ("09-25", "09-27"), ("10-01", "10-07")),
)
_MADE_UP = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}


def is_workday(day: dt.date) -> bool:
    """Tell whether people work on the day: November and December 2025, and 2026."""
    sign = f"{day:%m-%d}"
    if day.year == 2026 and sign in _MADE_UP:
        return True
    if day.year == 2026 and any(first <= sign <= last for first, last in _HOLIDAYS):
        return False
    return day.weekday() < 5


def midnight(day: dt.date) -> dt.datetime:
    """Return the instant at which the day begins."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=CHINA)


def noon(day: dt.date) -> dt.datetime:
    """Return noon of the day."""
    return midnight(day) + dt.timedelta(hours=12)


def read(term: str) -> tuple[int, str]:
    """Return length and unit of a term such as 15WD."""
    digits = term.rstrip("WDCMH")
    return int(digits), term[len(digits) :]


def last_day(code: str, start: dt.date, still: int = 0) -> dt.date:
    """Return the last day of a term; `still` are the days on which it did not run."""
    length, unit = read(TERMS[code])
    if unit == "WD":
        day = start
        while length:
            day += DAY
            length -= is_workday(day)
        return day
    if unit == "CM":
        month = start.month - 1 + length
        year, month = start.year + month // 12, month % 12 + 1
        day = dt.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))
    else:
        day = start + DAY * length
    day += DAY * still
    while code not in STANDS and not is_workday(day):
        day += DAY
    return day


def warning_day(code: str, last: dt.date) -> dt.date:
    """Return the day on which the light turns yellow: three, seven or fifteen days before."""
    length, unit = read(TERMS[code])
    if unit == "WD":
        left = 3
        while left:
            last -= DAY
            left -= is_workday(last)
        return last
    if unit == "CD":
        return last - DAY * (15 if length >= 60 else 3 if length > 3 else 1)
    return last - DAY * (7 if length == 1 else 15)


@dataclass
class Expected:
    """One term of one clue, and what it should show at any instant."""

    clue: str
    code: str
    start: dt.datetime
    closed: dt.datetime | None = None
    stood_still: list[dt.datetime] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    @property
    def in_hours(self) -> bool:
        """Tell whether the term runs by the hour."""
        return TERMS[self.code].endswith("H")

    @property
    def last(self) -> dt.date:
        """Return the last day."""
        if self.in_hours:
            return (self.ends - dt.timedelta(microseconds=1)).date()
        still = (self.stood_still[1] - self.stood_still[0]).days if self.resumed else 0
        return last_day(self.code, self.start.date(), still)

    @property
    def resumed(self) -> bool:
        """Tell whether the term stood still and runs again."""
        return len(self.stood_still) == 2

    @property
    def ends(self) -> dt.datetime:
        """Return the instant at which the term is over."""
        if self.in_hours:
            return self.start + dt.timedelta(hours=read(TERMS[self.code])[0])
        return midnight(self.last + DAY)

    @property
    def warns(self) -> dt.datetime:
        """Return the instant from which the term warns; of hours the last quarter."""
        if self.in_hours:
            return self.ends - (self.ends - self.start) / 4
        return midnight(warning_day(self.code, self.last))

    @property
    def runs(self) -> bool:
        """Tell whether the term is open and not standing still."""
        return self.closed is None and (not self.stood_still or self.resumed)

    def light(self, now: dt.datetime) -> str:
        """Return the light at an instant."""
        if self.closed is not None:
            return "green"
        if not self.runs:
            return "paused"
        if now >= self.ends:
            return "red"
        return "yellow" if now >= self.warns else "neutral"

    def next_step(self, now: dt.datetime) -> str:
        """Return the step of pressing that comes now, "" for none; each is taken once."""
        light = self.light(now)
        step = ""
        if light == "yellow":
            step = "reminder"
        elif light == "red":
            step = "summons" if now.date() >= self.last + DAY * SUMMONED_AFTER else "letter"
        return "" if step in self.sent else step

    def days(self) -> Iterable[dt.datetime]:
        """Yield the instants around which the term changes, and those just before."""
        just = dt.timedelta(minutes=1)
        if self.in_hours:
            late = self.ends + DAY * ESCALATED_AFTER
            yield from (self.warns - just, self.warns, self.ends - just, self.ends)
            yield from (late - just, late)
        else:
            warns, last = self.warns.date(), self.last
            yield from (noon(warns - DAY), noon(warns), noon(last), noon(last + DAY))
            yield from (
                noon(last + DAY * ESCALATED_AFTER),
                noon(last + DAY * (ESCALATED_AFTER + 1)),
            )
        yield from (noon(self.last + DAY * (SUMMONED_AFTER + n)) for n in (-1, 0))


def clue_light(terms: Iterable[Expected], now: dt.datetime, *, is_over: bool) -> str:
    """Return the light of a clue from those of its terms."""
    shown = [term.light(now) for term in terms]
    for light in ("red", "yellow"):
        if light in shown:
            return light
    if is_over:
        return "green"
    return "paused" if "paused" in shown and "neutral" not in shown else "neutral"
