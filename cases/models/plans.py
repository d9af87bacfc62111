"""Plans of rectification that are opened from a red figure: causes, measures, rows, progress (P12).

A plan is one office's. What it says is written without the content of any clue: whoever reads it
sees of its rows only the clues that they may open.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import ClueStatus
from cases.models.clues import Clue
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class CasePlan(DeadlineModel):
    """How one office puts right what stood red in a figure, by whom, until when."""

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "office": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "causes": DataClass.SECRET,
        "measures": DataClass.SECRET,
        "owner": DataClass.INTERNAL,
        "opened_by": DataClass.INTERNAL,
        "opened_at": DataClass.INTERNAL,
        "closed_by": DataClass.INTERNAL,
        "verdict": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("office"))
    title = models.CharField(_("title"), max_length=80)
    causes = EncryptedTextField(_("causes"))
    measures = EncryptedTextField(_("measures"))
    owner = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("person in charge")
    )
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(pgettext_lazy("plan", "opened"))
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    #: Of the last look at it: accepted, or what is missing.
    verdict = models.CharField(pgettext_lazy("case", "verdict"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("rectification plan of an office")
        verbose_name_plural = _("rectification plans of offices")
        indexes = [
            models.Index(fields=["office", "-id"], name="caseplan_office"),
            models.Index(
                fields=["warn_at", "id"], name="caseplan_warn", condition=Q(closed_at__isnull=True)
            ),
        ]
        triggers = [
            *kept(),
            never_changes(
                *("number", "office_id", "title", "causes", "measures", "owner_id"),
                *("opened_by_id", "opened_at"),
            ),
            stands("closed_stands", "OLD.closed_at IS NOT NULL", "closed_at", "closed_by_id"),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(closed_by=F("owner"))
                & ~Q(verdict=""),
                name="caseplan_closed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CasePlanRow(models.Model):
    """One clue that stood red when the plan was opened, with how it stood. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "plan": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "status": DataClass.SENSITIVE,
        "ended_at": DataClass.INTERNAL,
        "term": DataClass.INTERNAL,
    }

    plan = models.ForeignKey(CasePlan, models.PROTECT, related_name="rows")
    clue = models.ForeignKey(Clue, models.PROTECT, related_name="plan_rows")
    status = models.CharField(_("status"), max_length=16, choices=ClueStatus)
    #: When the term ended that was not kept, and which one it was.
    ended_at = models.DateTimeField(_("ended"))
    term = models.CharField(_("term"), max_length=60)

    class Meta:
        verbose_name = _("row of a rectification plan")
        verbose_name_plural = _("rows of rectification plans")
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(fields=["plan", "clue"], name="caseplan_row_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.clue}"


class CasePlanNote(models.Model):
    """What was done so far, or what is still missing. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "plan": DataClass.INTERNAL,
        "words": DataClass.SECRET,
        "sends_back": DataClass.INTERNAL,
        "written_by": DataClass.INTERNAL,
        "written_at": DataClass.INTERNAL,
    }

    plan = models.ForeignKey(CasePlan, models.PROTECT, related_name="notes")
    words = EncryptedTextField(_("progress"))
    #: Whoever looked at it found it not done yet.
    sends_back = models.BooleanField(_("sent back"), default=False)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("progress of a rectification plan")
        verbose_name_plural = _("progress of rectification plans")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.plan} {self.written_at:%Y-%m-%d}"
