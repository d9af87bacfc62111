"""What can be done with deadlines: count them, change the calendar, move the clock."""

from supervision.deadlines.services.calendar import (
    clear_calendar_day,
    load_calendar_year,
    preview_calendar_day,
    preview_calendar_year,
    save_calendar_day,
)
from supervision.deadlines.services.demo_clock import reset_clock, shift_clock
from supervision.deadlines.services.items import (
    extend_deadline,
    fix_deadline,
    pause_deadline,
    recompute_deadline,
    recompute_items,
    resume_deadline,
    start_deadline,
)
from supervision.deadlines.services.terms import TermChange, change_term, preview_term

__all__ = [
    "TermChange",
    "change_term",
    "clear_calendar_day",
    "extend_deadline",
    "fix_deadline",
    "load_calendar_year",
    "pause_deadline",
    "preview_calendar_day",
    "preview_calendar_year",
    "preview_term",
    "recompute_deadline",
    "recompute_items",
    "reset_clock",
    "resume_deadline",
    "save_calendar_day",
    "shift_clock",
    "start_deadline",
]
