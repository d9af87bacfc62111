"""Property sealed up, seized or frozen, and money that came back."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import PropertyEnd, PropertyKind, Recovered
from cases.models.clues import Clue
from cases.models.respondents import Respondent
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

#: Below this nothing is money.
LEAST = 0


class SecuredProperty(models.Model):
    """One thing or account that was secured: what, worth how much, kept where by whom."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "kind": DataClass.SENSITIVE,
        "what": DataClass.SECRET,
        "quantity": DataClass.SENSITIVE,
        "value": DataClass.SENSITIVE,
        "keeper": DataClass.SENSITIVE,
        "place": DataClass.SECRET,
        "paper": DataClass.INTERNAL,
        "secured_at": DataClass.SENSITIVE,
        "first_officer": DataClass.INTERNAL,
        "second_officer": DataClass.INTERNAL,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "unrelated_at": DataClass.SENSITIVE,
        "settled_at": DataClass.SENSITIVE,
        "end": DataClass.SENSITIVE,
        "end_note": DataClass.SECRET,
        "settled_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="property")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="property"
    )
    kind = models.CharField(_("how it is secured"), max_length=8, choices=PropertyKind)
    what = EncryptedTextField(_("thing or account"))
    quantity = models.CharField(_("quantity"), max_length=40)
    value = models.DecimalField(
        _("value in yuan"),
        max_digits=14,
        decimal_places=2,
        validators=[MinValueValidator(LEAST)],
    )
    keeper = models.CharField(_("keeper"), max_length=60)
    place = EncryptedTextField(_("place"))
    paper = models.CharField(_("number of the list"), max_length=60)
    secured_at = models.DateTimeField(_("secured"))
    first_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    second_officer = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    #: When it was found to have nothing to do with the case: released within three days.
    unrelated_at = models.DateTimeField(_("found unrelated"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)
    end = models.CharField(_("what became of it"), max_length=24, choices=PropertyEnd, blank=True)
    end_note = EncryptedTextField(_("to whom, on what paper"), blank=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("secured property")
        verbose_name_plural = _("secured property")
        indexes = [models.Index(fields=["clue", "id"], name="property_clue")]
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "respondent_id", "kind", "what", "quantity", "value", "keeper"),
                *("place", "paper", "secured_at", "first_officer_id", "second_officer_id"),
                *("noted_by_id", "noted_at"),
            ),
            stands("unrelated_stays", "OLD.unrelated_at IS NOT NULL", "unrelated_at"),
            stands(
                "end_stays",
                "OLD.settled_at IS NOT NULL",
                *("unrelated_at", "settled_at", '"end"', "end_note", "settled_by_id"),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(value__gte=LEAST), name="property_value_not_less"),
            models.CheckConstraint(
                condition=~Q(first_officer=F("second_officer")), name="property_two_officers"
            ),
            models.CheckConstraint(
                condition=Q(unrelated_at__isnull=True) | Q(unrelated_at__gte=F("secured_at")),
                name="property_unrelated_in_order",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, end="", end_note="", settled_by=None)
                | Q(settled_at__gte=F("secured_at"), settled_by__isnull=False)
                & ~Q(end="")
                & ~Q(end_note=""),
                name="property_settled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(end="released") | Q(unrelated_at__isnull=False),
                name="property_released_unrelated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.paper}"


class Recovery(models.Model):
    """Money that came back, to the fen. A mistake is taken out by a reversing row."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "kind": DataClass.SENSITIVE,
        "amount": DataClass.SENSITIVE,
        "received_on": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "reverses": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="recoveries")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="recoveries"
    )
    kind = models.CharField(_("how it came back"), max_length=12, choices=Recovered)
    amount = models.DecimalField(_("amount in yuan"), max_digits=14, decimal_places=2)
    received_on = models.DateField(_("received on"))
    paper = models.CharField(_("number of the receipt"), max_length=60)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("recovered money")
        verbose_name_plural = _("recovered money")
        indexes = [
            models.Index(fields=["clue", "id"], name="recovery_clue"),
            models.Index(fields=["received_on"], name="recovery_day"),
        ]
        triggers = append_only()
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, amount__gt=LEAST)
                | Q(reverses__isnull=False, amount__lt=LEAST) & ~Q(reason=""),
                name="recovery_amount_has_sign",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.amount}"
