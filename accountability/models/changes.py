"""Extensions and pauses: asked by one person, decided by another, listed for the office."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import ChangeKind, ChangeStatus
from accountability.models.change_walls import CHANGE_WALLS
from accountability.models.duties import Duty
from supervision.web.classification import DataClass


class DeadlineChange(models.Model):
    """A request to extend or pause a duty's deadline, and its decision."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "ends_before": DataClass.INTERNAL,
        "ends_after": DataClass.INTERNAL,
        "requested_by": DataClass.INTERNAL,
        "requested_at": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
        "resumed_by": DataClass.INTERNAL,
        "resumed_at": DataClass.INTERNAL,
    }

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="changes", verbose_name=_("duty"))
    kind = models.CharField(_("kind"), max_length=10, choices=ChangeKind)
    status = models.CharField(
        _("status"), max_length=10, choices=ChangeStatus, default=ChangeStatus.PENDING
    )
    reason = models.TextField(_("reason"))
    ends_before = models.DateTimeField(_("deadline before"))
    #: The deadline asked for; for a pause it stays empty until the clock runs again.
    ends_after = models.DateTimeField(_("deadline after"), null=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)
    #: Ends an approved pause: from here on the clock runs again.
    resumed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    resumed_at = models.DateTimeField(_("runs again since"), null=True)

    class Meta:
        verbose_name = _("deadline change")
        verbose_name_plural = _("deadline changes")
        indexes = [models.Index(fields=["status", "-id"], name="change_status")]
        triggers = CHANGE_WALLS
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="change_decided_pair",
            ),
            models.CheckConstraint(
                condition=Q(resumed_by__isnull=True, resumed_at__isnull=True)
                | Q(resumed_by__isnull=False, resumed_at__isnull=False, kind="pause"),
                name="change_resumed_pair",
            ),
            # No asking for favours: whoever asks does not decide (A12).
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(status="withdrawn")
                | ~Q(decided_by=F("requested_by")),
                name="change_needs_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused"]) | Q(decided_by__isnull=False),
                name="change_decision_has_decider",
            ),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(status="pending"), name="change_one_pending"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.duty}"
