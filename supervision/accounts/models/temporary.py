"""Accounts issued for one task."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from supervision.accounts.models.users import User
from supervision.web.classification import DataClass


class TemporaryAccount(models.Model):
    """The window and origin of an account that was issued for one task."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "purpose": DataClass.INTERNAL,
        "starts_at": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
        "issued_by": DataClass.INTERNAL,
        "issued_at": DataClass.INTERNAL,
        "last_used_at": DataClass.INTERNAL,
        "revoked_at": DataClass.INTERNAL,
    }

    user = models.OneToOneField(User, models.PROTECT, related_name="temporary")
    purpose = models.CharField(_("purpose"), max_length=120)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("temporary account")
        verbose_name_plural = _("temporary accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="temporary_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.username} · {self.purpose}"

    def is_open(self, at: dt.datetime) -> bool:
        """Tell whether the account may be used at the instant; the end itself is outside."""
        return self.revoked_at is None and self.starts_at <= at < self.ends_at
