"""Levels of the portal map."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MapLevel(TextChoices):
    """Where a place stands on the portal map."""

    CENTRE = "centre", _("Centre")
    PLATFORM = "platform", _("Platform")
    SUBSYSTEM = "subsystem", _("Subsystem")
    TOOL = "tool", _("Tool")
