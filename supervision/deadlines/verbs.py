"""The audited acts of this app."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

CALENDAR_DAY_SAVED = verbs.register(
    Verb(code="deadlines.calendar_day_saved", label=_("Calendar day changed"), icon="calendar")
)
CALENDAR_YEAR_LOADED = verbs.register(
    Verb(code="deadlines.calendar_year_loaded", label=_("Calendar year loaded"), icon="calendar")
)
TERM_CHANGED = verbs.register(
    Verb(code="deadlines.term_changed", label=_("Statutory term changed"), icon="gavel")
)
CLOCK_SHIFTED = verbs.register(
    Verb(code="deadlines.clock_shifted", label=_("Portal clock moved"), icon="clock-edit")
)
