"""Scores as the office confirmed them under a scheme, frozen on that day (A34)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accountability.models.schemes import ScoreScheme
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class ScoreConfirmation(models.Model):
    """The day on which the office confirmed every unit's score under a scheme."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "scheme": DataClass.INTERNAL,
        "name": DataClass.PUBLIC,
        "since": DataClass.PUBLIC,
        "until": DataClass.PUBLIC,
        "confirmed_by": DataClass.INTERNAL,
        "confirmed_at": DataClass.INTERNAL,
    }

    scheme = models.ForeignKey(
        ScoreScheme, models.PROTECT, related_name="confirmations", verbose_name=_("scheme")
    )
    name = models.CharField(_("name"), max_length=60)
    since = models.DateField(_("counts from"))
    until = models.DateField(_("counts to"))
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"))

    class Meta:
        verbose_name = _("confirmed scores")
        verbose_name_plural = _("confirmed scores")
        triggers = append_only("written_once")
        constraints = [
            models.UniqueConstraint(fields=["scheme", "name"], name="confirmation_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ConfirmedScore(models.Model):
    """One unit's score as confirmed: total, place and every line, frozen."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "confirmation": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "group": DataClass.PUBLIC,
        "place": DataClass.PUBLIC,
        "among": DataClass.PUBLIC,
        "total": DataClass.PUBLIC,
        "lines": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    confirmation = models.ForeignKey(ScoreConfirmation, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    group = models.CharField(_("group"), max_length=40)
    place = models.PositiveIntegerField(_("place"))
    among = models.PositiveIntegerField(_("units ranked"))
    total = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    lines = models.JSONField(_("lines"), default=list)
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("confirmed score")
        verbose_name_plural = _("confirmed scores of units")
        triggers = append_only("written_once")
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "unit"], name="confirmed_unit_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.total}"
