"""Where a paper and its deliveries stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DocumentStatus(TextChoices):
    """Where an official document stands on its way."""

    DRAFT = "draft", _("Being drafted")
    SUBMITTED = "submitted", _("Waits for signature")
    RETURNED = "returned", _("Sent back to the drafter")
    SIGNED = "signed", pgettext_lazy("paper", "Issued")
    REVOKED = "revoked", pgettext_lazy("paper", "Revoked")
    DISCARDED = "discarded", _("Thrown away")


class DeliveryStatus(TextChoices):
    """Where a paper stands with one receiving unit."""

    SENT = "sent", _("Not yet received")
    RECEIVED = "received", _("Received")
    REPLIED = "replied", _("Reply being examined")
    SENT_BACK = "sent_back", _("Reply sent back")
    ACCEPTED = "accepted", _("Reply accepted")
    WITHDRAWN = "withdrawn", _("Paper revoked")


class Urgency(TextChoices):
    """How urgent a paper is; ordinary papers carry no mark."""

    ORDINARY = "", _("Ordinary")
    URGENT = "urgent", _("Urgent paper")
    MOST_URGENT = "most_urgent", _("Most urgent paper")
