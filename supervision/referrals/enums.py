"""Where something that was handed on stands, as its sender may know it."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ReferralStatus(TextChoices):
    """What the sender is told, and nothing beyond it."""

    RECEIVED = "received", pgettext_lazy("referral", "received")
    CONCLUDED = "concluded", pgettext_lazy("referral", "concluded")
