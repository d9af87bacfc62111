"""Read public holidays from the chinesecalendar package; it is asked when loading, never when
counting, because it raises for every year it does not know."""

from __future__ import annotations

from datetime import date

from chinese_calendar import constants

from supervision.deadlines.calendars import MarkedDay
from supervision.deadlines.enums import DayKind

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
# Notices that changed a year's arrangement after it had been published.
SPECIAL = {
    "国务院办公厅关于调整2019年劳动节假期安排的通知": (
        *(date(2019, 4, 28), date(2019, 5, 1), date(2019, 5, 2), date(2019, 5, 3)),
        *(date(2019, 5, 4), date(2019, 5, 5)),
    ),
    "国务院办公厅关于延长2020年春节假期的通知": (
        *(date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)),
    ),
    "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知": (
        *(date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5), date(2015, 9, 6)),
    ),
}
_SPECIAL_NOTICES = {day: notice for notice, days in SPECIAL.items() for day in days}


def notice(year: int) -> str:
    """Name the State Council notice that arranges a year's holidays."""
    return f"国务院办公厅关于{year}年部分节假日安排的通知"


def years() -> range:
    """Return the years the installed package knows."""
    known = {day.year for day in constants.holidays}
    return range(min(known), max(known) + 1)


def marked_days(year: int) -> dict[date, MarkedDay]:
    """Return the days of a year that differ from their weekday; raises LookupError if unknown."""
    if year not in years():
        raise LookupError(year)
    found = {}
    for day, holiday in constants.holidays.items():
        in_lieu = day in constants.in_lieu_days
        name = NAMES[str(holiday)] + ("调休" if in_lieu else "")
        found[day] = MarkedDay(DayKind.REST if in_lieu else DayKind.HOLIDAY, name, _source(day))
    for day, holiday in constants.workdays.items():
        name = NAMES[str(holiday)] + "调休上班"
        found[day] = MarkedDay(DayKind.WORKDAY, name, _source(day))
    return {day: marked for day, marked in sorted(found.items()) if day.year == year}


def _source(day: date) -> str:
    """Name the notice of a day; days of late December belong to the next year's New Year."""
    return _SPECIAL_NOTICES.get(day) or notice(day.year + (day.month == 12))
