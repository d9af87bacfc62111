"""How a term is counted and what light it shows: pure functions over values."""

from supervision.deadlines.rules.counting import due, elapsed_working_days
from supervision.deadlines.rules.dates import (
    CHINA,
    ONE_DAY,
    add_months,
    day_of,
    end_of,
    quarter_end,
)
from supervision.deadlines.rules.lights import (
    coming_year_is_missing,
    default_warning,
    is_late,
    light,
    warn_at,
)
from supervision.deadlines.rules.terms import (
    MAX_LENGTH,
    Calendar,
    DayStep,
    Due,
    Extension,
    Pause,
    Term,
    TermError,
    parse_term,
)

__all__ = [
    "CHINA",
    "MAX_LENGTH",
    "ONE_DAY",
    "Calendar",
    "DayStep",
    "Due",
    "Extension",
    "Pause",
    "Term",
    "TermError",
    "add_months",
    "coming_year_is_missing",
    "day_of",
    "default_warning",
    "due",
    "elapsed_working_days",
    "end_of",
    "is_late",
    "light",
    "parse_term",
    "quarter_end",
    "warn_at",
]
