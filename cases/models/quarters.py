"""What the handling offices feed back to the petition office, quarter by quarter."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class QuarterFeedback(DeadlineModel):
    """That an office feeds the reports it concluded in a quarter back to the petition office.

    Rules on Reports, article 18. One row an office and a quarter in which it concluded any; which
    they are is read from the clues.
    """

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "office": DataClass.INTERNAL,
        "quarter_end": DataClass.INTERNAL,
        "report_count": DataClass.INTERNAL,
        "words": DataClass.SECRET,
        "closed_by": DataClass.INTERNAL,
    }

    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("handling office")
    )
    #: The last day of the quarter that it is about.
    quarter_end = models.DateField(_("quarter"))
    #: How many concluded reports were fed back; none before it was done.
    report_count = models.PositiveIntegerField(_("concluded reports"), null=True)
    words = EncryptedTextField(_("what the office adds"), blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("quarterly feedback of concluded reports")
        verbose_name_plural = _("quarterly feedbacks of concluded reports")
        indexes = [
            models.Index(
                fields=["ends_at", "id"],
                name="quarterfeedback_open_end",
                condition=Q(closed_at__isnull=True),
            ),
        ]
        triggers = [
            *kept(),
            never_changes("office_id", "quarter_end", "started_at"),
            stands(
                "feedback_stays",
                "OLD.closed_at IS NOT NULL",
                *("closed_at", "report_count", "words", "closed_by_id"),
            ),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["office", "quarter_end"], name="quarterfeedback_once_a_quarter"
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True,
                    closed_by__isnull=True,
                    report_count__isnull=True,
                    words="",
                )
                | Q(
                    closed_at__gte=F("started_at"),
                    closed_by__isnull=False,
                    report_count__isnull=False,
                ),
                name="quarterfeedback_given_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.quarter_end}"

    @property
    def quarter_words(self) -> str:
        """Return year and quarter in words."""
        given = {"year": self.quarter_end.year, "n": (self.quarter_end.month + 2) // 3}
        return gettext("Quarter %(n)d of %(year)d") % given
