"""Warn from 1 December while the coming year's calendar is missing."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError, transaction

from supervision.deadlines import selectors


@register("deadlines")
def coming_year_is_loaded(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return a warning when it is December and next year's notice has not been loaded."""
    try:
        with transaction.atomic():
            year = selectors.missing_year()
    except DatabaseError:
        # Before the first migration, or with the database away, there is nothing to say.
        return []
    if year is None:
        return []
    return [
        Warning(
            f"The working-day calendar of {year} has not been loaded; "
            f"due dates in {year} are provisional.",
            hint=f"Run manage.py load_calendar {year}, or load the year on the calendar page.",
            id="deadlines.W001",
        )
    ]
