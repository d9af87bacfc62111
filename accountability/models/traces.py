"""Traces: a later problem followed back to who filed, who rated and what was known (A32)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.models.duties import Duty
from accountability.models.filings import Filing
from accountability.models.findings import Finding
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Trace(models.Model):
    """One question asked of the record: about which unit and time, by whom, and what for."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "problem": DataClass.SENSITIVE,
        "purpose": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "finding": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "words": DataClass.INTERNAL,
        "since": DataClass.INTERNAL,
        "until": DataClass.INTERNAL,
        "known_on": DataClass.INTERNAL,
        "traced_by": DataClass.INTERNAL,
        "traced_at": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    problem = models.CharField(_("problem traced"), max_length=300)
    purpose = models.CharField(_("purpose"), max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="traces", verbose_name=_("unit"))
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, related_name="traces", verbose_name=_("finding")
    )
    #: Where the trace begins with one task or one filing, it follows that alone.
    duty = models.ForeignKey(
        Duty, models.PROTECT, null=True, related_name="traces", verbose_name=_("task")
    )
    filing = models.ForeignKey(
        Filing, models.PROTECT, null=True, related_name="traces", verbose_name=_("filing")
    )
    words = models.CharField(_("words of the task"), max_length=80, blank=True)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    #: The day whose knowledge is asked for.
    known_on = models.DateField(_("known on"))
    traced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    traced_at = models.DateTimeField(_("traced"))

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        indexes = [models.Index(fields=["-traced_at", "-id"], name="trace_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="trace_span"),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(problem=""), name="trace_says_what_for"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.number
