"""What follows from a case for a unit: proposals, causes, a list of what it puts right."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import ProposalKind
from cases.models.clues import Clue
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.deadlines.models import DeadlineModel
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Proposal(DeadlineModel):
    """A discipline inspection or supervision proposal to a unit, to be answered by a day."""

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "kind": DataClass.INTERNAL,
        "unit": DataClass.SENSITIVE,
        "number": DataClass.INTERNAL,
        "problem": DataClass.SECRET,
        "request": DataClass.SECRET,
        "sent_on": DataClass.INTERNAL,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
        "replied_on": DataClass.INTERNAL,
        "reply": DataClass.SECRET,
        "objects_to_it": DataClass.SENSITIVE,
        "reply_noted_by": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=12, choices=ProposalKind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    number = models.CharField(_("number of the document"), max_length=60, unique=True)
    problem = EncryptedTextField(_("problem"))
    request = EncryptedTextField(_("what is proposed"))
    sent_on = models.DateField(_("sent on"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    replied_on = models.DateField(_("replied on"), null=True)
    reply = EncryptedTextField(_("reply of the unit"), blank=True)
    objects_to_it = models.BooleanField(_("the unit objects"), default=False)
    reply_noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("proposal to a unit")
        verbose_name_plural = _("proposals to units")
        indexes = [
            models.Index(fields=["clue", "id"], name="proposal_clue"),
            models.Index(
                fields=["warn_at", "id"], name="proposal_warn", condition=Q(closed_at__isnull=True)
            ),
        ]
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "kind", "unit_id", "number", "problem", "request", "sent_on"),
                *("noted_by_id", "noted_at"),
            ),
            stands(
                "reply_stays",
                "OLD.replied_on IS NOT NULL",
                *("replied_on", "reply", "objects_to_it", "reply_noted_by_id", "closed_at"),
            ),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(replied_on__isnull=True, reply="", closed_at__isnull=True)
                | Q(replied_on__gte=F("sent_on"), reply_noted_by__isnull=False)
                & Q(closed_at__isnull=False)
                & ~Q(reply=""),
                name="proposal_reply_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CauseReport(models.Model):
    """The second report of a case (一案双报告): which gap let it happen. The latest one counts."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "causes": DataClass.SECRET,
        "gaps": DataClass.SECRET,
        "advice": DataClass.SECRET,
        "written_by": DataClass.INTERNAL,
        "written_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="cause_reports")
    causes = EncryptedTextField(_("causes"))
    gaps = EncryptedTextField(_("gaps in rules and supervision"))
    advice = EncryptedTextField(_("advice"))
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("report on causes")
        verbose_name_plural = _("reports on causes")
        indexes = [models.Index(fields=["clue", "-id"], name="cause_report_clue")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.clue} {self.written_at:%Y-%m-%d}"


class CaseRectification(DeadlineModel):
    """One item that a unit puts right after a case, verified by somebody who did not set it."""

    DATA_CLASSES = DeadlineModel.DATA_CLASSES | {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "position": DataClass.INTERNAL,
        "unit": DataClass.SENSITIVE,
        "problem": DataClass.SENSITIVE,
        "measures": DataClass.SENSITIVE,
        "owner_name": DataClass.PERSONAL,
        "set_by": DataClass.INTERNAL,
        "set_at": DataClass.INTERNAL,
        "done": DataClass.SENSITIVE,
        "done_on": DataClass.INTERNAL,
        "done_noted_by": DataClass.INTERNAL,
        "verified_by": DataClass.INTERNAL,
        "verified_at": DataClass.INTERNAL,
        "verdict": DataClass.SENSITIVE,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="rectifications")
    position = models.PositiveSmallIntegerField(_("No."))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    problem = models.CharField(_("problem"), max_length=300)
    measures = models.TextField(_("measure to take"))
    owner_name = models.CharField(_("person in charge"), max_length=40)
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("set"))
    done = models.TextField(_("what was done"), blank=True)
    done_on = models.DateField(_("done on"), null=True)
    done_noted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(_("verified"), null=True)
    #: Of the last look at it: accepted, or what is missing.
    verdict = models.CharField(pgettext_lazy("case", "verdict"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("item to rectify after a case")
        verbose_name_plural = _("items to rectify after cases")
        indexes = [
            models.Index(
                fields=["warn_at", "id"], name="caserect_warn", condition=Q(closed_at__isnull=True)
            ),
        ]
        triggers = [
            *kept(),
            never_changes(
                *("clue_id", "position", "unit_id", "problem", "measures", "set_by_id", "set_at"),
            ),
            stands(
                "verified_stays",
                "OLD.closed_at IS NOT NULL",
                *("done", "done_on", "verified_by_id", "verified_at", "closed_at"),
            ),
        ]
        constraints = [
            *DeadlineModel.Meta.constraints,
            models.UniqueConstraint(fields=["clue", "position"], name="caserect_position_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, done="", done_noted_by=None)
                | Q(done_on__isnull=False, done_noted_by__isnull=False) & ~Q(done=""),
                name="caserect_done_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(done_on__isnull=False, verified_by__isnull=False, verified_at__isnull=False)
                & ~Q(verified_by=F("done_noted_by"))
                & ~Q(verified_by=F("set_by")),
                name="caserect_verified_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clue} {self.position}"


class RectificationReport(models.Model):
    """What was put right, reported back to the office or group that supervised. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "to_unit": DataClass.INTERNAL,
        "words": DataClass.SENSITIVE,
        "sent_by": DataClass.INTERNAL,
        "sent_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="rectification_reports")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    words = models.TextField(_("report"))
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("report on rectification after a case")
        verbose_name_plural = _("reports on rectification after cases")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.to_unit} {self.sent_at:%Y-%m-%d}"
