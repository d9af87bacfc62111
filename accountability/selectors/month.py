"""A month of duties and rectifications day by day, with the rest days of the calendar."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from accountability.models import Duty, Rectification
from accountability.selectors import rectifications
from accountability.selectors.duties import duties_visible_to, with_light
from supervision import clock
from supervision.deadlines.calendars import WorkCalendar
from supervision.deadlines.enums import Light, StepKind
from supervision.deadlines.selectors import current_calendar
from supervision.web.formats import due_day

_WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
#: A rectification with the title that the reader is shown.
Titled = tuple[Rectification, str]
#: So many duties and rectifications of one day are named on the sheet.
SHOWN = 20


@dataclass
class Day:
    """One day of the month's sheet."""

    date: dt.date
    is_out: bool
    is_today: bool
    is_rest: bool
    is_make_up: bool
    reason: str
    duties: list[Duty] = field(default_factory=list)
    rectifications: list[Titled] = field(default_factory=list)

    @property
    def is_due(self) -> bool:
        """Tell whether anything falls due on the day."""
        return bool(self.duties or self.rectifications)

    @property
    def lights(self) -> list[tuple[str, int]]:
        """Return how much of the day stands at each light, the most urgent first."""
        items: list[Any] = [*self.duties, *(row for row, _title in self.rectifications)]
        counts = Counter(item.light for item in items)
        return [(light.value, counts[light.value]) for light in Light if counts[light.value]]

    @property
    def shown_rectifications(self) -> list[Titled]:
        """Return the rectifications that are named, which come before the tasks."""
        return self.rectifications[:SHOWN]

    @property
    def shown(self) -> list[Duty]:
        """Return the duties that are named; a district's day holds too many for a page."""
        return self.duties[: SHOWN - len(self.shown_rectifications)]

    @property
    def hidden(self) -> int:
        """Return how many duties and rectifications are not named."""
        return max(0, len(self.duties) + len(self.rectifications) - SHOWN)


@dataclass(frozen=True)
class Month:
    """The sheet of one month: whole weeks from Monday to Sunday."""

    first: dt.date
    weeks: list[list[Day]]

    @property
    def days(self) -> list[Day]:
        """Return the month's own days on which something falls due."""
        return [day for week in self.weeks for day in week if day.is_due and not day.is_out]

    @property
    def total(self) -> int:
        """Return how many duties fall due in the month."""
        return sum(len(day.duties) for day in self.days)

    @property
    def rectification_total(self) -> int:
        """Return how many rectifications fall due in the month."""
        return sum(len(day.rectifications) for day in self.days)

    @property
    def previous(self) -> str:
        """Return the month before as year and month."""
        return f"{self.first - _DAY:%Y-%m}"

    @property
    def following(self) -> str:
        """Return the month after as year and month."""
        return f"{self.first.replace(day=28) + dt.timedelta(days=4):%Y-%m}"

    @property
    def key(self) -> str:
        """Return the month itself as year and month."""
        return f"{self.first:%Y-%m}"


def first_of(text: str) -> dt.date:
    """Return the first day of a month written 2026-11; anything else means this month."""
    try:
        first = dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  only the day is used
    except ValueError:
        return clock.today().replace(day=1)
    return first if 2000 <= first.year <= 2100 else clock.today().replace(day=1)


def month_of(user: Any, first: dt.date, *, unit_id: int | None = None) -> Month:
    """Return the month with what falls due on each day within the account's scope."""
    monday = first - dt.timedelta(days=first.weekday())
    following = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    within: dict[str, Any] = {
        "ends_at__gt": clock.start_of(first),
        "ends_at__lte": clock.start_of(following),
    }
    if unit_id is not None:
        within["unit_id"] = unit_id
    tasks: dict[dt.date, list[Duty]] = defaultdict(list)
    for duty in with_light(duties_visible_to(user).filter(**within)):
        tasks[due_day(duty.ends_at)].append(duty)
    items = _rectifications(user, within)
    calendar = current_calendar()
    weeks = []
    while monday < following:
        days = [_day(monday + _DAY * n, first, calendar) for n in range(7)]
        for day in days:
            day.duties, day.rectifications = tasks.get(day.date, []), items.get(day.date, [])
        weeks.append(days)
        monday += _WEEK
    return Month(first, weeks)


def _rectifications(user: Any, within: dict[str, Any]) -> dict[dt.date, list[Titled]]:
    """Return the rectifications that fall due, by day; what lapsed with its finding is left out."""
    rows = rectifications.standing(rectifications.rectifications_visible_to(user))
    found: dict[dt.date, list[Titled]] = defaultdict(list)
    for row in rectifications.with_light(rows.filter(**within)):
        found[due_day(row.ends_at)].append((row, rectifications.shown_title(user, row)))
    return found


def _day(day: dt.date, first: dt.date, calendar: WorkCalendar) -> Day:
    return Day(
        date=day,
        is_out=day.month != first.month,
        is_today=day == clock.today(),
        is_rest=not calendar.is_workday(day),
        is_make_up=calendar.step_kind(day) == StepKind.MAKE_UP,
        reason=calendar.reason(day),
    )
