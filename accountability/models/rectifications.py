"""Rectification: what a unit puts right by a day, and who verified that it did (A17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import ChangeStatus, EntryKind, RectificationStatus
from accountability.models.duties import Duty
from accountability.models.findings import Finding
from accountability.models.plans import RectificationPlan
from accountability.models.rectification_walls import EXTENSION_WALLS, RECTIFICATION_WALLS, VERDICT
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Rectification(DeadlineModel):
    """One problem to put right: a finding, or a task that stands red.

    While the report waits for its verification the clock stands still: `paused_at` is the
    instant of the report. `closed_at` is the instant of the verification, or of the lapse.
    """

    DATA_CLASSES = {
        **DeadlineModel.DATA_CLASSES,
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "finding": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "plan": DataClass.INTERNAL,
        "title": DataClass.SENSITIVE,
        "requirement": DataClass.SENSITIVE,
        "owner_name": DataClass.PERSONAL,
        "status": DataClass.INTERNAL,
        "is_late": DataClass.INTERNAL,
        "set_by": DataClass.INTERNAL,
        "set_at": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="rectifications", verbose_name=_("unit")
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rectifications",
        verbose_name=_("finding"),
    )
    duty = models.ForeignKey(
        Duty,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rectifications",
        verbose_name=_("task"),
    )
    plan = models.ForeignKey(
        RectificationPlan,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("plan"),
    )
    title = models.CharField(_("problem"), max_length=120)
    requirement = models.TextField(_("what is required"))
    owner_name = models.CharField(_("person in charge"), max_length=40)
    status = models.CharField(
        _("status"), max_length=10, choices=RectificationStatus, default=RectificationStatus.OPEN
    )
    #: Set by the report that came after the deadline, and never unset: late is late.
    is_late = models.BooleanField(_("late"), default=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("ordered"))

    class Meta:
        verbose_name = _("rectification")
        verbose_name_plural = _("rectifications")
        triggers = RECTIFICATION_WALLS
        indexes = [
            models.Index(
                fields=["unit", "ends_at", "warn_at", "paused_at"],
                name="rectification_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["warn_at", "id"],
                name="rectification_warn",
                condition=Q(closed_at__isnull=True, paused_at__isnull=True),
            ),
            models.Index(fields=["ends_at", "id"], name="rectification_ends"),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(finding__isnull=False, duty__isnull=True)
                | Q(finding__isnull=True, duty__isnull=False),
                name="rectification_has_one_origin",
            ),
            models.UniqueConstraint(
                fields=["finding"],
                condition=~Q(status="lapsed"),
                name="rectification_finding_once",
            ),
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(status__in=["open", "reported"]),
                name="rectification_duty_once",
            ),
            models.CheckConstraint(
                condition=Q(status="open", paused_at__isnull=True, closed_at__isnull=True)
                | Q(status="reported", paused_at__isnull=False, closed_at__isnull=True)
                | Q(
                    status__in=["closed", "lapsed"],
                    paused_at__isnull=True,
                    closed_at__isnull=False,
                ),
                name="rectification_status_and_times",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class RectificationEntry(models.Model):
    """What the unit said: its measures, its progress, that it is done. Written once."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "rectification": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "text": DataClass.SENSITIVE,
        "file_count": DataClass.INTERNAL,
        "written_by": DataClass.INTERNAL,
        "written_at": DataClass.INTERNAL,
    }

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="entries")
    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    text = models.TextField(_("text"))
    file_count = models.PositiveSmallIntegerField(_("files"), default=0)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("entry of a rectification")
        verbose_name_plural = _("entries of rectifications")
        indexes = [models.Index(fields=["rectification", "id"], name="rectification_entry")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.rectification} · {self.get_kind_display()}"


class Verification(models.Model):
    """The verdict on one report of being done: accepted and closed, or sent back with a reason."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "entry": DataClass.INTERNAL,
        "is_accepted": DataClass.INTERNAL,
        "opinion": DataClass.SENSITIVE,
        "due_on": DataClass.INTERNAL,
        "verified_by": DataClass.INTERNAL,
        "verified_at": DataClass.INTERNAL,
    }

    entry = models.OneToOneField(RectificationEntry, models.PROTECT, related_name="verdict")
    is_accepted = models.BooleanField(_("accepted by the verifier"))
    opinion = models.CharField(_("opinion"), max_length=500)
    #: The new day where it was sent back.
    due_on = models.DateField(_("new last day"), null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(_("verified"))

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        triggers = [*append_only(), VERDICT]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_accepted=True, due_on__isnull=True)
                | Q(is_accepted=False, due_on__isnull=False) & ~Q(opinion=""),
                name="verification_sent_back_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry.rectification} · {self.verified_at:%Y-%m-%d}"


class RectificationExtension(models.Model):
    """More time for a rectification: asked by one person, decided by another."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "rectification": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "reason": DataClass.INTERNAL,
        "ends_before": DataClass.INTERNAL,
        "ends_after": DataClass.INTERNAL,
        "requested_by": DataClass.INTERNAL,
        "requested_at": DataClass.INTERNAL,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
        "opinion": DataClass.INTERNAL,
    }

    rectification = models.ForeignKey(Rectification, models.PROTECT, related_name="extensions")
    status = models.CharField(
        _("status"), max_length=10, choices=ChangeStatus, default=ChangeStatus.PENDING
    )
    reason = models.TextField(_("reason"))
    ends_before = models.DateTimeField(_("deadline before"))
    ends_after = models.DateTimeField(_("deadline after"))
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("asked"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    opinion = models.CharField(_("opinion"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("extension of a rectification")
        verbose_name_plural = _("extensions of rectifications")
        triggers = EXTENSION_WALLS
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="rectification_extension_pair",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="rectification_extension_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "refused"]) | Q(decided_by__isnull=False),
                name="rectification_extension_has_decider",
            ),
            models.CheckConstraint(
                condition=Q(ends_after__gt=F("ends_before")),
                name="rectification_extension_is_later",
            ),
            models.UniqueConstraint(
                fields=["rectification"],
                condition=Q(status="pending"),
                name="rectification_extension_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rectification} · {self.get_status_display()}"
