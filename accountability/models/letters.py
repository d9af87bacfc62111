"""Letters that press a unit for its overdue tasks; the paper itself is an official document."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import LetterKind
from accountability.models.duties import Duty
from accountability.models.moves import kept, never_changes, stands
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Letter(models.Model):
    """A work reminder or supervision letter to one unit, and whether it is settled."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "document": DataClass.INTERNAL,
        "requirement": DataClass.INTERNAL,
        "basis": DataClass.INTERNAL,
        "drafted_by": DataClass.INTERNAL,
        "drafted_at": DataClass.INTERNAL,
        "closed_by": DataClass.INTERNAL,
        "closed_at": DataClass.INTERNAL,
    }

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="letters", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=LetterKind)
    #: Empty only inside the transaction that drafts: the paper names the letter as its subject.
    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, null=True, related_name="+", verbose_name=_("document")
    )
    requirement = models.TextField(_("requirement"))
    basis = models.CharField(_("basis"), max_length=300)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted"))
    #: Set when the unit's reply is accepted.
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes = [models.Index(fields=["unit", "-id"], name="letter_unit_newest")]
        triggers = [
            *kept(),
            never_changes(
                *("unit_id", "kind", "requirement", "basis", "drafted_by_id", "drafted_at"),
            ),
            stands("paper_stays", "OLD.document_id IS NOT NULL", "document_id"),
            stands("settled_once", "OLD.closed_at IS NOT NULL", "closed_by_id", "closed_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="letter_closed_pair",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"


class LetterDuty(models.Model):
    """One task named in a letter, as it stood when the letter was drafted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "letter": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
        "days_late": DataClass.INTERNAL,
    }

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="named")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="letters")
    ends_at = models.DateTimeField(_("due"))
    days_late = models.PositiveIntegerField(_("days overdue"))

    class Meta:
        verbose_name = _("task named in a letter")
        verbose_name_plural = _("tasks named in letters")
        triggers = append_only()
        constraints = [models.UniqueConstraint(fields=["letter", "duty"], name="letter_names_once")]

    def __str__(self) -> str:
        return f"{self.letter} · {self.duty}"
