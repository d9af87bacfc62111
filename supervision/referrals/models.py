"""Referrals: that something was handed on, to whom, and how it ended."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.organizations.models import Unit
from supervision.referrals.enums import ReferralStatus
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, no_truncate

_SENT = (
    "number, receiver, source_type, source_id, source_label, title, what, people, unit_id,"
    " sent_by_id, sent_at, sender_unit_id, received_type, received_id, received_label, public_code"
)


def _changed(columns: str) -> str:
    names = [name.strip() for name in columns.split(",")]
    new, old = (", ".join(f"{row}.{name}" for name in names) for row in ("NEW", "OLD"))
    return f"ROW({new}) IS DISTINCT FROM ROW({old})"


class Referral(models.Model):
    """One matter handed from one app to another, and the outcome written back.

    The sender is shown its own words and the status; what was made of it (`received_*`) stays
    with the receiver. `public_code` is the query code of somebody outside, whom `publishable`
    answers.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "receiver": DataClass.INTERNAL,
        "source_type": DataClass.INTERNAL,
        "source_id": DataClass.INTERNAL,
        "source_label": DataClass.INTERNAL,
        "title": DataClass.SECRET,
        "what": DataClass.SECRET,
        "people": DataClass.SECRET,
        "unit": DataClass.SENSITIVE,
        "sent_by": DataClass.INTERNAL,
        "sent_at": DataClass.INTERNAL,
        "sender_unit": DataClass.INTERNAL,
        "received_type": DataClass.SENSITIVE,
        "received_id": DataClass.SENSITIVE,
        "received_label": DataClass.SENSITIVE,
        "status": DataClass.INTERNAL,
        "concluded_at": DataClass.INTERNAL,
        "public_code": DataClass.SENSITIVE,
        "publishable": DataClass.SENSITIVE,
    }

    number = models.CharField(_("number"), max_length=20, unique=True)
    receiver = models.CharField(_("handed to"), max_length=40)
    #: The sender's record: label of the model, key as text, and how it is called without content.
    source_type = models.CharField(_("kind of the record"), max_length=60)
    source_id = models.CharField(_("record"), max_length=40)
    source_label = models.CharField(_("handed on from"), max_length=60)
    title = EncryptedTextField(_("in a sentence"))
    what = EncryptedTextField(_("what is handed on"))
    #: Names and posts, as JSON.
    people = EncryptedTextField(_("persons"), blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("handed on"))
    #: Whose colleagues may see the state.
    sender_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    received_type = models.CharField(_("kind of what was made of it"), max_length=60)
    received_id = models.CharField(_("what was made of it"), max_length=40)
    received_label = models.CharField(_("number at the receiver"), max_length=40)
    status = models.CharField(
        _("state"), max_length=10, choices=ReferralStatus, default=ReferralStatus.RECEIVED
    )
    concluded_at = models.DateTimeField(_("concluded"), null=True)
    public_code = models.CharField(_("query code"), max_length=40, blank=True)
    #: The permitted result in words, for the holder of the query code.
    publishable = models.CharField(_("permitted result"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("matter handed on")
        verbose_name_plural = _("matters handed on")
        indexes = [
            models.Index(fields=["sender_unit", "-id"], name="referral_sender"),
            models.Index(fields=["received_type", "received_id"], name="referral_received"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "receiver"], name="referral_once"
            ),
            models.UniqueConstraint(
                fields=["public_code"], condition=~Q(public_code=""), name="referral_code_once"
            ),
            models.CheckConstraint(
                condition=Q(status="received", concluded_at__isnull=True, publishable="")
                | Q(status="concluded", concluded_at__isnull=False),
                name="referral_concluded_has_time",
            ),
            models.CheckConstraint(
                condition=Q(publishable="") | ~Q(public_code=""),
                name="referral_publishes_to_a_code",
            ),
        ]
        triggers = [
            Wall(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="RAISE EXCEPTION 'what was handed on is kept';",
            ),
            no_truncate(),
            Wall(
                name="sent_stands",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_changed(_SENT)),
                func="RAISE EXCEPTION 'what was handed on is not changed';",
            ),
            Wall(
                name="concluded_once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.status = 'concluded'"),
                func="RAISE EXCEPTION 'a conclusion told to the sender is not changed';",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ReferralSeries(models.Model):
    """The last number given out in a year."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "last": DataClass.INTERNAL,
    }

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    last = models.PositiveIntegerField(_("last number"))

    class Meta:
        verbose_name = _("series of referrals")
        verbose_name_plural = _("series of referrals")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
