"""Who signs while a leader is absent, and who must leave a clue to others."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from cases.enums import STATED, AvoidanceGround
from cases.models.clues import Clue
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class StandIn(models.Model):
    """One person who signs in another's place from a day to a day, both included."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "absent": DataClass.INTERNAL,
        "stand_in": DataClass.INTERNAL,
        "first_on": DataClass.INTERNAL,
        "last_on": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "named_by": DataClass.INTERNAL,
        "named_at": DataClass.INTERNAL,
        "ended_by": DataClass.INTERNAL,
        "ended_at": DataClass.INTERNAL,
    }

    absent = models.ForeignKey(
        User, models.PROTECT, related_name="stand_ins", verbose_name=_("absent")
    )
    stand_in = models.ForeignKey(
        User, models.PROTECT, related_name="stands_in_for", verbose_name=_("stand-in")
    )
    first_on = models.DateField(_("from"))
    last_on = models.DateField(_("to"))
    reason = models.CharField(_("reason"), max_length=120)
    named_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(_("named"))
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("stand-in")
        verbose_name_plural = _("stand-ins")
        indexes = [models.Index(fields=["stand_in", "last_on"], name="standin_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")) & ~Q(stand_in=F("absent")),
                name="standin_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="standin_ended_whole",
            ),
            ExclusionConstraint(
                name="standin_one_at_a_time",
                expressions=[
                    ("absent", RangeOperators.EQUAL),
                    (
                        Func(
                            F("first_on"),
                            F("last_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]
        triggers = [
            never_changes(
                *("absent_id", "stand_in_id", "first_on", "last_on", "reason"),
                *("named_by_id", "named_at"),
            ),
            stands("ended_stands", "OLD.ended_at IS NOT NULL", "ended_at", "ended_by_id"),
            *kept(),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.stand_in}"


class Avoidance(models.Model):
    """That somebody must leave one clue to others, as stated and by whom. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "user": DataClass.SENSITIVE,
        "ground": DataClass.SENSITIVE,
        "reason": DataClass.SECRET,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="avoidances")
    user = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("who"))
    ground = models.CharField(_("ground"), max_length=12, choices=AvoidanceGround)
    reason = EncryptedTextField(_("reason"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("avoidance")
        verbose_name_plural = _("avoidances")
        constraints = [
            models.UniqueConstraint(fields=["clue", "user", "ground"], name="avoidance_once"),
            models.CheckConstraint(
                condition=Q(ground__in=[one.value for one in STATED]), name="avoidance_stated"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clue} · {self.user}"
