"""The words of the two responsibilities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ResponsibilityKind(TextChoices):
    """Which of the two responsibilities a checklist spells out."""

    MAIN = "main", _("Main responsibility")
    SUPERVISION = "supervision", _("Supervision responsibility")


class ChecklistStatus(TextChoices):
    """Where a checklist stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class HolderRole(TextChoices):
    """Who in the unit carries an item."""

    PARTY_COMMITTEE = "party_committee", _("Leading Party group")
    FIRST_PERSON = "first_person", _("First responsible person")
    MEMBER = "member", _("Member of the leading group")
    STATIONED_GROUP = "stationed_group", _("Stationed group or discipline committee")


class Period(TextChoices):
    """How often an item falls due."""

    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    HALF_YEAR = "half_year", _("Every half-year")
    YEAR = "year", _("Every year")
    EVENT = "event", _("On each event")
    ONCE = "once", _("Once")


class FilingKind(TextChoices):
    """How a filing came about."""

    STAGE = "stage", _("Stage filing")
    QUICK = "quick", _("Quick record")
    SUPPLEMENT = "supplement", _("Supplement")


class ChangeKind(TextChoices):
    """What may be asked of a running deadline."""

    EXTENSION = "extension", _("Extension")
    PAUSE = "pause", _("Pause")


class ChangeStatus(TextChoices):
    """Where a request to change a deadline stands."""

    PENDING = "pending", _("Waiting for a second person")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AssessmentStatus(TextChoices):
    """Where an assessment stands; whether it locks filing follows from its dates."""

    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")
