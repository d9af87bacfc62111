"""Why the end of a clock moved, and the steps by which an office is pressed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MoveCause(TextChoices):
    """Why a running clock ends on another day than before; extensions have rows of their own."""

    CALENDAR = "calendar", _("the working-day calendar changed")
    RULE = "rule", _("the limit was changed")
    RESUMED = "resumed", _("the clock ran again after a pause")


class PromptGrade(TextChoices):
    """The three steps of pressing, from the mildest to the gravest."""

    REMINDER = "reminder", _("Work reminder")
    LETTER = "letter", _("Supervision letter")
    SUMMONS = "summons", _("Summons talk")


class ClockFact(TextChoices):
    """A day outside of the portal that starts or ends a clock."""

    LETTER_RECEIVED = "letter_received", _("The person received the letter of inquiry")
    ANSWER_CAME = "answer_came", _("The written answer came")
    TALK_ENDED = "talk_ended", _("The talk ended")
    REPORTED_UP = "reported_up", _("The result was reported to the upper organ")


#: Facts that concern one person.
OF_A_PERSON = frozenset({ClockFact.LETTER_RECEIVED, ClockFact.ANSWER_CAME})
