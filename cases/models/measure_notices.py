"""Who was told that somebody is held, and requests to change it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import NoticeTo
from cases.models.clocks import Clock
from cases.models.measures import Measure
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class MeasureNotice(models.Model):
    """That family or unit was told somebody is held, or why not yet. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "to": DataClass.INTERNAL,
        "person": DataClass.SECRET,
        "told_at": DataClass.SENSITIVE,
        "delay_reason": DataClass.SECRET,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="notices")
    to = models.CharField(_("told"), max_length=8, choices=NoticeTo)
    person = EncryptedTextField(_("who was told, and how"), blank=True)
    told_at = models.DateTimeField(_("told at"), null=True)
    #: The notice would hamper the investigation; it follows at once when it no longer does.
    delay_reason = EncryptedTextField(_("why not yet"), blank=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("notice of a measure")
        verbose_name_plural = _("notices of measures")
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "to"],
                condition=Q(told_at__isnull=False),
                name="measure_told_once",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=False, delay_reason="") & ~Q(person="")
                | Q(told_at__isnull=True, person="") & ~Q(delay_reason=""),
                name="measure_told_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.to}"


class MeasureRequest(models.Model):
    """A request to change custody or detention, decided within three days."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "measure": DataClass.SENSITIVE,
        "asked_by": DataClass.SECRET,
        "reason": DataClass.SECRET,
        "received_at": DataClass.SENSITIVE,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "is_granted": DataClass.SENSITIVE,
        "answer": DataClass.SECRET,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.SENSITIVE,
        "clock": DataClass.INTERNAL,
    }

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="requests")
    asked_by = EncryptedTextField(_("asked by"))
    reason = EncryptedTextField(_("reason"))
    received_at = models.DateTimeField(pgettext_lazy("case", "received"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    is_granted = models.BooleanField(_("granted"), null=True)
    answer = EncryptedTextField(_("answer with its reason"), blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("request to change a measure")
        verbose_name_plural = _("requests to change measures")
        triggers = [
            *kept(),
            never_changes(
                *("measure_id", "asked_by", "reason", "received_at", "noted_by_id", "noted_at"),
                "clock_id",
            ),
            stands(
                "decision_stays",
                "OLD.decided_at IS NOT NULL",
                *("is_granted", "answer", "decided_by_id", "decided_at"),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=Q(decided_at__isnull=True),
                name="measure_request_one_open",
            ),
            models.CheckConstraint(
                condition=Q(
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    is_granted__isnull=True,
                    answer="",
                )
                | Q(
                    decided_at__gte=F("received_at"),
                    decided_by__isnull=False,
                    is_granted__isnull=False,
                )
                & ~Q(answer="")
                & ~Q(decided_by=F("noted_by")),
                name="measure_request_decided_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.received_at:%Y-%m-%d}"
