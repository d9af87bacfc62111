"""The words of deadlines: lights, units of a term, kinds of days and of warnings."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Light(models.TextChoices):
    """State of a deadline, always computed from stored dates and never stored."""

    RED = "red", _("Overdue")
    YELLOW = "yellow", _("Due soon")
    NEUTRAL = "neutral", _("Not due")
    PAUSED = "paused", _("Paused")
    GREEN = "green", _("Concluded")

    @property
    def icon(self) -> str:
        """Name the icon that always stands beside the colour."""
        return _ICONS[self.value]

    @property
    def token(self) -> str:
        """Name the state class of the style sheet."""
        return f"is-{self.value}"

    @property
    def order(self) -> int:
        """Return the rank in lists: what needs a hand first comes first."""
        return list(Light).index(self)


_ICONS = {
    "red": "alert-octagon-filled",
    "yellow": "alert-triangle-filled",
    "neutral": "circle",
    "paused": "player-pause-filled",
    "green": "circle-check-filled",
}


class TermUnit(models.TextChoices):
    """Unit in which a term is counted."""

    WORKING_DAY = "WD", _("working days")
    CALENDAR_DAY = "CD", _("calendar days")
    MONTH = "CM", _("months")
    QUARTER = "Q", _("quarters")
    YEAR = "Y", _("years")
    HOUR = "H", _("hours")


class WarningKind(models.TextChoices):
    """What a recorded warning said about an item."""

    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    ESCALATED = "escalated", _("Escalated")


class DayKind(models.TextChoices):
    """How the calendar marks a day that differs from its weekday."""

    HOLIDAY = "holiday", _("Holiday")
    REST = "rest", _("Rest day in exchange")
    WORKDAY = "workday", _("Make-up working day")


class StepKind(models.TextChoices):
    """Part that one day plays in counting a term."""

    START = "start", _("start, not counted")
    COUNTED = "counted", _("counted")
    MAKE_UP = "make_up", _("make-up working day, counted")
    REST = "rest", _("rest day")
    HOLIDAY = "holiday", _("holiday")
    PAUSED = "paused", _("paused")
    ROLL = "roll", _("end moved on")
    EXTENDED = "extended", _("extended")
    DUE = "due", _("due")


class Certainty(models.TextChoices):
    """How well the text of a rule has been checked against its source."""

    TEXT = "text", _("checked against the text")
    PARTIAL = "partial", _("partly corroborated")
    MEMORY = "memory", _("to be checked against the text")
