"""The words of ratings, scoring schemes and materials."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ObjectionStatus(TextChoices):
    """Where a unit's objection to a rating stands."""

    PENDING = "pending", _("Waiting for an answer")
    KEPT = "kept", _("Rating kept")
    CHANGED = "changed", _("Rating changed")


class SchemeStatus(TextChoices):
    """Where a scoring scheme stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("In force")
    SUPERSEDED = "superseded", _("Superseded")


class LineKind(TextChoices):
    """How a source counts in a score."""

    SHARE = "share", _("Weighted share")
    DEDUCTION = "deduction", _("Deduction")
    BONUS = "bonus", _("Bonus")
    VETO = "veto", _("Veto")


class EmptyRule(TextChoices):
    """What becomes of a share for which a unit has no row."""

    SPREAD = "spread", _("Its weight goes to the other sources")
    FULL = "full", _("Full points")
    ZERO = "zero", _("No points")


class ScoreSide(TextChoices):
    """Who gave a score."""

    SELF = "self", _("The unit itself")
    OFFICE = "office", _("The supervision office")


class MaterialKind(TextChoices):
    """The four kinds of work that an assessment draws on (A35)."""

    RESEARCH = "research", _("On-the-spot research")
    TOUR = "tour", _("Inspection tour")
    DAILY_CHECK = "daily_check", _("Daily supervision check")
    DEMOCRATIC_LIFE = "democratic_life", _("Democratic-life meeting")


class Evaluation(TextChoices):
    """What such a record comes to."""

    GOOD = "good", _("Good")
    NORMAL = "normal", _("As usual")
    PROBLEM = "problem", _("Problems found")


class MaterialEffect(TextChoices):
    """What the office lets a record count for."""

    NONE = "none", _("Does not count")
    BONUS = "bonus", _("Counts as a bonus")
    DEDUCTION = "deduction", _("Counts as a deduction")
