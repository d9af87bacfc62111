"""What proves who somebody is: the second factor, and passwords that may not come back."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.accounts.models.users import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass


class SecondFactor(models.Model):
    """An account's authenticator app: codes of six digits that change every 30 seconds.

    `pending_secret` waits for its first right code, so that the present one works until then.
    `last_step` is the time step of the last code taken; no code up to it is taken again. Times are
    the machine's own, like those of the phone.
    """

    DATA_CLASSES = {
        "user": DataClass.INTERNAL,
        "secret": DataClass.SECRET,
        "pending_secret": DataClass.SECRET,
        "enrolled_at": DataClass.INTERNAL,
        "last_step": DataClass.INTERNAL,
        "failures": DataClass.INTERNAL,
        "locked_until": DataClass.INTERNAL,
        "is_blocked": DataClass.INTERNAL,
    }

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="factor")
    secret = EncryptedTextField(_("secret"), blank=True)
    pending_secret = EncryptedTextField(_("secret before its first code"), blank=True)
    enrolled_at = models.DateTimeField(_("set up"), null=True)
    last_step = models.BigIntegerField(_("last time step"), default=0)
    failures = models.PositiveSmallIntegerField(_("wrong codes in a row"), default=0)
    locked_until = models.DateTimeField(_("locked until"), null=True)
    is_blocked = models.BooleanField(_("blocked until reset"), default=False)

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")
        constraints = [
            models.CheckConstraint(
                condition=Q(enrolled_at__isnull=True, secret="")
                | (Q(enrolled_at__isnull=False) & ~Q(secret="")),
                name="factor_set_up_with_secret",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)


class PastPassword(models.Model):
    """The hash of a password the account had; the last few may not be chosen again."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "password": DataClass.SECRET,
        "replaced_at": DataClass.INTERNAL,
    }

    user = models.ForeignKey(User, models.PROTECT, related_name="past_passwords")
    password = models.CharField(_("password"), max_length=128)
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        verbose_name = _("past password")
        verbose_name_plural = _("past passwords")

    def __str__(self) -> str:
        return str(self.user)
