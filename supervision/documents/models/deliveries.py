"""What became of a paper at each unit: received, replied, accepted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.deadlines.models import DeadlineModel
from supervision.documents.enums import DeliveryStatus
from supervision.documents.models.delivery_walls import DELIVERY_WALLS
from supervision.documents.models.papers import OfficialDocument
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Delivery(DeadlineModel):
    """One paper at one unit; its clock rests while the office examines a reply."""

    DATA_CLASSES = {
        **DeadlineModel.DATA_CLASSES,
        "id": DataClass.INTERNAL,
        "document": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "needs_reply": DataClass.INTERNAL,
        "received_by": DataClass.PERSONAL,
        "received_at": DataClass.INTERNAL,
        "receipt": DataClass.INTERNAL,
        "replied_by": DataClass.PERSONAL,
        "replied_at": DataClass.INTERNAL,
        "is_late": DataClass.INTERNAL,
        "accepted_by": DataClass.PERSONAL,
        "accepted_at": DataClass.INTERNAL,
    }

    document = models.ForeignKey(
        OfficialDocument, models.PROTECT, related_name="deliveries", verbose_name=_("paper")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    status = models.CharField(
        _("status"), max_length=10, choices=DeliveryStatus, default=DeliveryStatus.SENT
    )
    needs_reply = models.BooleanField(_("asks for a reply"))
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received"), null=True)
    receipt = models.CharField(_("receipt number"), max_length=20, blank=True)
    #: Who replied last, and when.
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    replied_at = models.DateTimeField(_("replied"), null=True)
    #: Received or replied to after the day: late is late.
    is_late = models.BooleanField(_("late"), default=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True)

    class Meta(DeadlineModel.Meta):
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["unit", "-id"], name="delivery_unit"),
            models.Index(
                fields=["ends_at"], name="delivery_open", condition=Q(closed_at__isnull=True)
            ),
        ]
        triggers = DELIVERY_WALLS
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.UniqueConstraint(fields=["document", "unit"], name="delivery_once"),
            models.UniqueConstraint(
                fields=["receipt"], condition=~Q(receipt=""), name="delivery_receipt_once"
            ),
            models.CheckConstraint(
                condition=Q(received_by__isnull=True, received_at__isnull=True, receipt="")
                | Q(received_by__isnull=False, received_at__isnull=False) & ~Q(receipt=""),
                name="delivery_received_pair",
            ),
            models.CheckConstraint(
                condition=Q(replied_by__isnull=True, replied_at__isnull=True)
                | Q(replied_by__isnull=False, replied_at__isnull=False),
                name="delivery_replied_pair",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="delivery_accepted_pair",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | ~Q(accepted_by=F("replied_by")),
                name="delivery_accepted_by_another",
            ),
            # Green only where nothing is open any more.
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(status__in=["accepted", "withdrawn"])
                | Q(status="received", needs_reply=False),
                name="delivery_closed_when_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} · {self.unit.short_name}"

    def get_absolute_url(self) -> str:
        """Return the address of the page on which the unit reads and answers the paper."""
        return reverse("documents:delivery", args=[self.pk])

    @property
    def number(self) -> str:
        """Return the paper's number, by which lists and calendars name the delivery."""
        return self.document.number


class DeliveryReply(models.Model):
    """One reply of a unit, as it was sent."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "delivery": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
        "text": DataClass.SENSITIVE,
        "is_late": DataClass.INTERNAL,
        "replied_by": DataClass.PERSONAL,
        "replied_at": DataClass.INTERNAL,
    }

    delivery = models.ForeignKey(
        Delivery, models.PROTECT, related_name="replies", verbose_name=_("delivery")
    )
    position = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("reply"))
    is_late = models.BooleanField(_("late"))
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(_("replied"))

    class Meta:
        verbose_name = _("reply to a paper")
        verbose_name_plural = _("replies to papers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["delivery", "position"], name="reply_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="reply_has_text"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.delivery_id} · {self.position}"


class ReplyVerdict(models.Model):
    """What the office decided about one reply: accepted, or sent back with its reason."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "reply": DataClass.INTERNAL,
        "is_accepted": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
        "new_day": DataClass.INTERNAL,
        "decided_by": DataClass.PERSONAL,
        "decided_at": DataClass.INTERNAL,
    }

    reply = models.OneToOneField(
        DeliveryReply, models.PROTECT, related_name="verdict", verbose_name=_("reply")
    )
    is_accepted = models.BooleanField(_("accepted"))
    opinion = models.CharField(_("opinion"), max_length=500, blank=True)
    new_day = models.DateField(_("reply anew by"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"))

    class Meta:
        verbose_name = _("decision on a reply")
        verbose_name_plural = _("decisions on replies")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True, new_day__isnull=True)
                | Q(is_accepted=False) & ~Q(opinion=""),
                name="verdict_sent_back_says_why",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.reply_id} · {self.is_accepted}"
