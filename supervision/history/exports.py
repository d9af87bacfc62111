"""Take rows out as of a day: the rows of an exporter, read where the address says."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from supervision.history import days, moments


@contextmanager
def as_asked(params: Mapping[str, Any]) -> Iterator[date | None]:
    """Read rows as of the day in the parameters; give the day, or None for today.

    Raises ValidationError for a day that cannot be shown. Nothing can be written meanwhile, and
    the rights of whoever reads must have been asked before.
    """
    text = str(params.get(days.PARAMETER) or "").strip()
    day = days.read(text) if text else None
    if day is None:
        yield None
        return
    with moments.as_of(days.end_of(day)):
        yield day
