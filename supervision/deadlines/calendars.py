"""The working-day calendar as loaded: what the notices say, and what holds without a notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from supervision.deadlines.enums import DayKind, StepKind

# Days off by the law on public holidays whose date is the same every year. The others follow the
# moon and cannot be known before the yearly notice.
FIXED_HOLIDAYS = {
    (1, 1): pgettext_lazy("holiday", "New Year's Day"),
    (5, 1): pgettext_lazy("holiday", "Labour Day"),
    (5, 2): pgettext_lazy("holiday", "Labour Day"),
    (10, 1): pgettext_lazy("holiday", "National Day"),
    (10, 2): pgettext_lazy("holiday", "National Day"),
    (10, 3): pgettext_lazy("holiday", "National Day"),
}
# What the way of counting rests on where a term is agreed rather than laid down.
COUNTING_BASIS = "《中华人民共和国民法典》第二百零一条至第二百零三条"
_STEPS = {
    DayKind.HOLIDAY: StepKind.HOLIDAY,
    DayKind.REST: StepKind.REST,
    DayKind.WORKDAY: StepKind.MAKE_UP,
}


@dataclass(frozen=True)
class MarkedDay:
    """A day that a notice moved away from its plain weekday."""

    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True)
class WorkCalendar:
    """Marked days over plain weeks; years without a notice fall back to the law alone."""

    days: Mapping[date, MarkedDay] = field(default_factory=dict)
    notices: Mapping[int, str] = field(default_factory=dict)
    name: str = str(gettext_lazy("National working-day calendar"))

    def has_year(self, year: int) -> bool:
        """Tell whether the year's notice has been loaded."""
        return year in self.notices

    def is_workday(self, day: date) -> bool:
        """Tell whether people work on the day."""
        return self.step_kind(day) in {StepKind.COUNTED, StepKind.MAKE_UP}

    def step_kind(self, day: date) -> StepKind:
        """Return COUNTED, MAKE_UP, REST or HOLIDAY."""
        marked = self.days.get(day)
        if marked is not None:
            return _STEPS[marked.kind]
        if self._fixed(day):
            return StepKind.HOLIDAY
        return StepKind.REST if day.weekday() >= 5 else StepKind.COUNTED

    def reason(self, day: date) -> str:
        """Say why the day is off, or what it makes up for."""
        marked = self.days.get(day)
        if marked is not None:
            return marked.name
        fixed = self._fixed(day)
        if fixed:
            return _("%(holiday)s, by law") % {"holiday": fixed}
        return _("rest day") if day.weekday() >= 5 else ""

    def source(self, day: date) -> str:
        """Name the notice behind a marked day, or the one that covers the year."""
        marked = self.days.get(day)
        return marked.source if marked is not None else self.notices.get(day.year, "")

    def with_days(
        self, days: Mapping[date, MarkedDay | None], notices: Mapping[int, str] | None = None
    ) -> WorkCalendar:
        """Return a calendar in which these days read otherwise; None makes a day plain again."""
        merged = {**self.days, **days}
        kept = {day: marked for day, marked in merged.items() if marked is not None}
        return replace(self, days=kept, notices={**self.notices, **(notices or {})})

    def _fixed(self, day: date) -> str:
        if self.has_year(day.year):
            return ""
        return str(FIXED_HOLIDAYS.get((day.month, day.day), ""))
