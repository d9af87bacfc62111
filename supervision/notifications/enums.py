"""States of an outgoing text message."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SmsState(TextChoices):
    """Where a text message stands; a failed one is tried again until it counts as dead."""

    QUEUED = "queued", _("Queued")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed, will be tried again")
    DEAD = "dead", _("Given up")
