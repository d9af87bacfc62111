"""How dates, times, counts and money are written for people; the language decides the pattern."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext, ngettext, pgettext

from supervision import clock

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WRITTEN_DATE = re.compile(r"^\s*(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D?\s*$")
_PACKED_DATE = re.compile(r"^\s*(\d{4})(\d{2})(\d{2})\s*$")


def day_of(value: date | datetime) -> date:
    """Return the calendar day in China of a date or an instant."""
    return clock.local(value).date() if isinstance(value, datetime) else value


def due_day(ends_at: datetime) -> date:
    """Return the last day of a term whose end is the exclusive instant `ends_at`."""
    return clock.local(ends_at - timedelta(microseconds=1)).date()


def full_date(value: date | datetime | None) -> str:
    """Write a day with its year."""
    if not value:
        return ""
    day = day_of(value)
    return pgettext("date", "{d} {month} {y}").format(
        d=day.day, m=day.month, y=day.year, month=_MONTHS[day.month - 1]
    )


def short_date(value: date | datetime | None) -> str:
    """Write a day without its year when it lies in the current one."""
    if not value:
        return ""
    day = day_of(value)
    if day.year != clock.today().year:
        return full_date(day)
    return pgettext("date", "{d} {month}").format(
        d=day.day, m=day.month, month=_MONTHS[day.month - 1]
    )


def month_name(value: date | datetime) -> str:
    """Write a month with its year."""
    day = day_of(value)
    return pgettext("date", "{month} {y}").format(
        m=day.month, y=day.year, month=_MONTHS[day.month - 1]
    )


def clock_time(value: datetime | None) -> str:
    """Write the time of day in China, 24 hours."""
    return f"{clock.local(value):%H:%M}" if value else ""


def full_datetime(value: datetime | None) -> str:
    """Write a day with its year and the time of day."""
    return f"{full_date(value)} {clock_time(value)}" if value else ""


def weekday(value: date | datetime | None) -> str:
    """Name the day of the week."""
    if not value:
        return ""
    names = (
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    )
    return names[day_of(value).weekday()]


def relative(value: date | datetime | None) -> str:
    """Write a day as people say it (today, yesterday, tomorrow), with the time of an instant.

    On a page of the past the words would be read as today's; there the day is written out.
    """
    if not value:
        return ""
    if clock.standing():
        return full_datetime(value) if isinstance(value, datetime) else full_date(value)
    days = (day_of(value) - clock.today()).days
    names = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    word = names[days] if days in names else short_date(value)
    return f"{word} {clock_time(value)}" if isinstance(value, datetime) else word


def ends_today(ends_at: datetime, now: datetime | None = None) -> bool:
    """Tell whether the present day is the last one of a term."""
    return due_day(ends_at) == clock.local(now or clock.now()).date()


def time_left(ends_at: datetime, now: datetime | None = None) -> str:
    """Write how far an exclusive end lies ahead or behind: days, or hours within the last day."""
    now = now or clock.now()
    days = (due_day(ends_at) - clock.local(now).date()).days
    hours = int(abs((ends_at - now).total_seconds()) // 3600)
    if ends_at <= now:
        if days < 0:
            return ngettext("{n} day overdue", "{n} days overdue", -days).format(n=-days)
        return ngettext("{n} hour overdue", "{n} hours overdue", hours).format(n=hours)
    if days > 0:
        return ngettext("{n} day left", "{n} days left", days).format(n=days)
    if ends_at == clock.end_of(due_day(ends_at)):
        return gettext("due today")
    return ngettext("{n} hour left", "{n} hours left", hours).format(n=hours)


def digits(value: int | float | Decimal | None) -> str:
    """Write a count with thousands separated."""
    return "" if value is None else f"{value:,}"


def money(value: int | float | Decimal | None) -> str:
    """Write an amount of yuan with thousands and two decimals."""
    if value is None:
        return ""
    return pgettext("money", "{amount} yuan").format(amount=f"{Decimal(value):,.2f}")


def file_size(value: int | None) -> str:
    """Write the size of a file in KB or MB."""
    size = value or 0
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB" if size else "0 KB"
    return f"{size / 1024 / 1024:.1f} MB"


def parse_date(text: str) -> date:
    """Read a day written 2026-11-13, 2026.11.13, with Chinese words, or 20261113."""
    plain = text.translate(str.maketrans("".join(chr(0xFF10 + n) for n in range(10)), "0123456789"))
    match = _WRITTEN_DATE.match(plain) or _PACKED_DATE.match(plain)
    if not match:
        raise ValueError(text)
    return date(*(int(part) for part in match.groups()))
