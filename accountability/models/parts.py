"""Decomposition (责任分解): the parts into which a duty was split, each a duty of its own (A20)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.models.duties import Duty
from accountability.models.part_walls import PART_WALLS
from supervision.people.models import Person
from supervision.web.classification import DataClass


class DutyPart(models.Model):
    """That one duty is a part of another: who carries it, and how much of the whole it is.

    The part itself is the duty, with its own deadline, light and filings; it asks for the same
    materials as the duty above it, because it has the same origin.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "parent": DataClass.INTERNAL,
        "level": DataClass.INTERNAL,
        "person": DataClass.INTERNAL,
        "holder_name": DataClass.PERSONAL,
        "section": DataClass.INTERNAL,
        "share": DataClass.INTERNAL,
        "split_by": DataClass.INTERNAL,
        "split_at": DataClass.INTERNAL,
        "withdrawn_by": DataClass.INTERNAL,
        "withdrawn_at": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
    }

    duty = models.OneToOneField(
        Duty, models.PROTECT, related_name="part", verbose_name=_("part of a task")
    )
    parent = models.ForeignKey(
        Duty, models.PROTECT, related_name="parts", verbose_name=_("task above")
    )
    #: 2 for a part of a whole duty, 3 for a part of a part.
    level = models.PositiveSmallIntegerField(_("level"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person")
    )
    holder_name = models.CharField(_("responsible person"), max_length=60, blank=True)
    section = models.CharField(_("section"), max_length=40, blank=True)
    #: In percent of the whole; either every part has one or none.
    share = models.PositiveSmallIntegerField(_("share (%)"), null=True)
    split_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    split_at = models.DateTimeField(_("split"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("part of a task")
        verbose_name_plural = _("parts of tasks")
        triggers = PART_WALLS
        constraints = [
            models.CheckConstraint(condition=~Q(duty=F("parent")), name="part_not_of_itself"),
            models.CheckConstraint(condition=Q(level__in=(2, 3)), name="part_level"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=1, share__lte=100),
                name="part_share",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True, withdrawn_at__isnull=True, reason="")
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(reason=""),
                name="part_withdrawn_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} · {self.duty}"
