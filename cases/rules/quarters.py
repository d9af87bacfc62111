"""Which quarters are over: handling offices feed back what they concluded in each."""

from __future__ import annotations

import datetime as dt

_MONTHS = 3


def quarter_start(day: dt.date) -> dt.date:
    """Return the first day of the quarter in which the day lies."""
    return dt.date(day.year, day.month - (day.month - 1) % _MONTHS, 1)


def last_ended(today: dt.date) -> dt.date:
    """Return the last day of the newest quarter that is over."""
    return quarter_start(today) - dt.timedelta(days=1)


def ended_since(known: dt.date | None, today: dt.date) -> list[dt.date]:
    """Return the last days of the quarters that ended after the known one, the oldest first.

    Without a known one the newest alone: nobody is asked for what lay before the portal.
    """
    newest = last_ended(today)
    if known is None:
        return [newest]
    found = []
    while newest > known:
        found.append(newest)
        newest = quarter_start(newest) - dt.timedelta(days=1)
    return found[::-1]
