"""Summons talks with members of a leading group, and accountability actions as a record."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import SummonsStatus
from accountability.models.falsifications import Falsification
from accountability.models.moves import never_changes, only_legal_moves, stands
from accountability.workflow import SUMMONS_MOVES
from supervision import clock
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Summons(models.Model):
    """One person called to a talk about what the unit has to answer for."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "falsification": DataClass.INTERNAL,
        "person": DataClass.PERSONAL,
        "name": DataClass.PERSONAL,
        "post": DataClass.PERSONAL,
        "reason": DataClass.SENSITIVE,
        "status": DataClass.INTERNAL,
        "planned_at": DataClass.INTERNAL,
        "place": DataClass.INTERNAL,
        "notice": DataClass.INTERNAL,
        "called_by": DataClass.INTERNAL,
        "called_at": DataClass.INTERNAL,
        "talk": DataClass.SENSITIVE,
        "result": DataClass.SENSITIVE,
        "talked_on": DataClass.INTERNAL,
        "held_by": DataClass.INTERNAL,
        "held_at": DataClass.INTERNAL,
        "cancel_reason": DataClass.INTERNAL,
        "cancelled_by": DataClass.INTERNAL,
        "cancelled_at": DataClass.INTERNAL,
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="summonses", verbose_name=_("unit"))
    #: Why the whole leading group is called; empty for a talk about something else.
    falsification = models.ForeignKey(
        Falsification, models.PROTECT, null=True, related_name="summonses"
    )
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    #: Name and post as they were, also of somebody who is not in the register.
    name = models.CharField(_("name"), max_length=60)
    post = models.CharField(_("post"), max_length=60, blank=True)
    reason = models.TextField(_("reason"))
    status = models.CharField(
        _("status"), max_length=10, choices=SummonsStatus, default=SummonsStatus.PLANNED
    )
    planned_at = models.DateTimeField(_("planned for"))
    place = models.CharField(_("place"), max_length=60)
    notice = models.ForeignKey(
        OfficialDocument,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("notice of the talk"),
    )
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(_("called"))
    talked_on = models.DateField(_("day of the talk"), null=True)
    talk = models.TextField(_("what was said"), blank=True)
    result = models.TextField(_("result"), blank=True)
    #: Who led the talk and answers for its record, and when the record was entered.
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    held_at = models.DateTimeField(_("recorded"), null=True)
    cancel_reason = models.CharField(_("reason for calling off"), max_length=300, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("called off"), null=True)

    class Meta:
        verbose_name = _("summons talk")
        verbose_name_plural = _("summons talks")
        indexes = [
            models.Index(fields=["status", "planned_at"], name="summons_planned"),
            models.Index(fields=["unit", "-id"], name="summons_unit_newest"),
        ]
        triggers = [
            *only_legal_moves(SUMMONS_MOVES, "planned"),
            never_changes(
                *("unit_id", "falsification_id", "person_id", "name", "post", "reason"),
                *("called_by_id", "called_at"),
            ),
            stands(
                "record_stands",
                "OLD.status <> 'planned'",
                *("planned_at", "place", "talked_on", "talk", "result", "held_by_id", "held_at"),
                *("cancel_reason", "cancelled_by_id", "cancelled_at"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="held", held_by__isnull=False, held_at__isnull=False)
                & ~Q(talk="")
                & Q(talked_on__isnull=False)
                | ~Q(status="held")
                & Q(held_by__isnull=True, held_at__isnull=True, talk="", talked_on__isnull=True),
                name="summons_held_pair",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="cancelled", cancelled_by__isnull=False, cancelled_at__isnull=False
                )
                & ~Q(cancel_reason="")
                | ~Q(status="cancelled")
                & Q(cancelled_by__isnull=True, cancelled_at__isnull=True, cancel_reason=""),
                name="summons_cancelled_pair",
            ),
            models.UniqueConstraint(
                fields=["falsification", "person"],
                condition=Q(person__isnull=False),
                name="summons_person_once",
            ),
        ]

    def __str__(self) -> str:
        # The audit record and lists of links keep these words: they name nobody.
        return f"{self.unit} · {clock.local(self.planned_at):%Y-%m-%d %H:%M}"


class AccountabilityAction(models.Model):
    """What the leaders did in the end; the portal keeps it as a record and decides nothing."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "subject": DataClass.PERSONAL,
        "outcome": DataClass.SENSITIVE,
        "decided_on": DataClass.INTERNAL,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    subject = models.CharField(_("against whom"), max_length=120)
    outcome = models.TextField(_("outcome"))
    decided_on = models.DateField(_("decided on"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("accountability action")
        verbose_name_plural = _("accountability actions")
        indexes = [models.Index(fields=["unit", "-decided_on"], name="action_unit_newest")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.unit} · {self.decided_on:%Y-%m-%d}"
