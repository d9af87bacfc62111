"""Who was shown which sealed field of whom, why, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from supervision.accounts.models import User
from supervision.people.enums import SealedField
from supervision.people.models.persons import Person
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Disclosure(models.Model):
    """One field of one person in full, for one reader, for some minutes. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "reader": DataClass.INTERNAL,
        "person": DataClass.INTERNAL,
        "field": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "opened_at": DataClass.INTERNAL,
        "closes_at": DataClass.INTERNAL,
    }

    reader = models.ForeignKey(User, models.PROTECT, related_name="disclosures")
    person = models.ForeignKey(Person, models.PROTECT, related_name="disclosures")
    field = models.CharField(_("field"), max_length=20, choices=SealedField)
    reason = models.CharField(_("reason"), max_length=200)
    opened_at = models.DateTimeField(_("revealed"))
    closes_at = models.DateTimeField(_("masked again"))

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [
            models.Index(fields=["reader", "person", "-closes_at"], name="disclosure_open"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")) & ~Q(reason=""),
                name="disclosure_window_and_reason",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.person} · {self.get_field_display()}"
