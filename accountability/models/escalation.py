"""From when the next step of pressing a unit is suggested: thresholds the office sets."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import EscalationStep, EscalationTrigger
from accountability.models.moves import kept, never_changes
from supervision.web.classification import DataClass


class EscalationRule(models.Model):
    """One threshold: from so much of the trigger on, the step is suggested."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "trigger": DataClass.INTERNAL,
        "step": DataClass.INTERNAL,
        "threshold": DataClass.INTERNAL,
        "is_active": DataClass.INTERNAL,
        "changed_by": DataClass.INTERNAL,
        "changed_at": DataClass.INTERNAL,
    }

    trigger = models.CharField(_("trigger"), max_length=20, choices=EscalationTrigger, unique=True)
    step = models.CharField(_("step"), max_length=10, choices=EscalationStep)
    threshold = models.PositiveSmallIntegerField(_("threshold"))
    is_active = models.BooleanField(_("in force"), default=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("changed"), null=True)

    class Meta:
        verbose_name = _("threshold of escalation")
        verbose_name_plural = _("thresholds of escalation")
        triggers = [*kept(), never_changes("trigger", "step")]
        constraints = [
            models.CheckConstraint(condition=Q(threshold__gte=1), name="escalation_from_one"),
            models.CheckConstraint(
                condition=Q(changed_by__isnull=True, changed_at__isnull=True)
                | Q(changed_by__isnull=False, changed_at__isnull=False),
                name="escalation_changed_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_trigger_display()} ≥ {self.threshold}"
