"""The clue: one row from registration to the archive, and reports that must not become one."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cases.enums import ClueStatus, FourWinds, Naming, Source, Violation
from cases.models.months import MONTH_COUNTED
from cases.models.walls import CLUE_WALLS, kept, never_changes, stands
from cases.workflow import CONCLUDED
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class Clue(models.Model):
    """One matter. What is alleged lies sealed; who reported it stands in another table.

    `handling_office` is the office it was assigned to; `held_by` follows from the status and is
    kept with it, so that one index answers whose hands a clue is in.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "source": DataClass.INTERNAL,
        "naming": DataClass.SENSITIVE,
        "source_number": DataClass.INTERNAL,
        "unit": DataClass.SENSITIVE,
        "summary": DataClass.SECRET,
        "content": DataClass.SECRET,
        "violations": DataClass.SENSITIVE,
        "four_winds": DataClass.SENSITIVE,
        "breaks_eight_rules": DataClass.SENSITIVE,
        "status": DataClass.SENSITIVE,
        "status_since": DataClass.INTERNAL,
        "received_at": DataClass.INTERNAL,
        "registered_at": DataClass.INTERNAL,
        "registered_by": DataClass.INTERNAL,
        "registering_office": DataClass.INTERNAL,
        "handling_office": DataClass.SENSITIVE,
        "handler": DataClass.SENSITIVE,
        "concluded_at": DataClass.INTERNAL,
        "review_on": DataClass.INTERNAL,
        "filed_on": DataClass.SENSITIVE,
        "case_number": DataClass.SENSITIVE,
        "archive_number": DataClass.INTERNAL,
        "origin": DataClass.SENSITIVE,
        "repeat_of": DataClass.SENSITIVE,
        "token": DataClass.INTERNAL,
        "version": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=20, unique=True)
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.CharField(_("source"), max_length=20, choices=Source)
    naming = models.CharField(_("named or anonymous"), max_length=10, choices=Naming)
    #: The number of the letter, assignment or list it came with.
    source_number = models.CharField(_("number at the source"), max_length=60, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    summary = EncryptedTextField(_("in a sentence"))
    content = EncryptedTextField(_("what is alleged"))
    violations = ArrayField(
        models.CharField(max_length=24, choices=Violation),
        verbose_name=_("kinds of violation"),
        default=list,
    )
    four_winds = ArrayField(
        models.CharField(max_length=16, choices=FourWinds),
        verbose_name=_("four winds"),
        default=list,
        blank=True,
    )
    breaks_eight_rules = models.BooleanField(_("against the eight-point decision"), default=False)
    status = models.CharField(
        _("status"), max_length=16, choices=ClueStatus, default=ClueStatus.REGISTERED
    )
    status_since = models.DateTimeField(_("since"))
    received_at = models.DateTimeField(pgettext_lazy("clue", "received"))
    registered_at = models.DateTimeField(_("registered"))
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registering_office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    handling_office = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("handling office")
    )
    #: The officer who carries it; proposals are that officer's or a team member's.
    handler = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(_("concluded"), null=True)
    #: When a clue held pending has to be looked at again.
    review_on = models.DateField(_("look again on"), null=True)
    filed_on = models.DateField(_("case filed on"), null=True)
    case_number = models.CharField(_("case number"), max_length=30, blank=True)
    archive_number = models.CharField(_("archive number"), max_length=40, blank=True)
    #: The case in which this one was found.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derived"
    )
    #: The first clue of the same matter: this one was closed as a repeat of it.
    repeat_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeats"
    )
    #: Of the form it was entered with: a second click finds the clue of the first.
    token = models.UUIDField(_("token"), null=True, unique=True, editable=False)
    #: Grows with every write: of two officers at once the second is told.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("clue")
        verbose_name_plural = _("clues")
        indexes = [
            models.Index(fields=["status", "-received_at", "-id"], name="clue_status"),
            models.Index(fields=["handling_office", "status", "-id"], name="clue_office"),
            models.Index(fields=["unit", "-received_at", "-id"], name="clue_unit"),
            models.Index(fields=["source", "-received_at", "-id"], name="clue_source"),
            models.Index(fields=["-received_at", "-id"], name="clue_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_at__lte=F("registered_at")), name="clue_received_first"
            ),
            models.CheckConstraint(
                condition=Q(status="registered")
                | Q(handling_office__isnull=False)
                | Q(repeat_of__isnull=False),
                name="clue_assigned_has_office",
            ),
            models.CheckConstraint(
                condition=Q(repeat_of__isnull=True)
                | Q(repeat_of__lt=F("id"), status__in=("closed", "archived")),
                name="clue_repeat_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(CONCLUDED), concluded_at__isnull=False)
                | ~Q(status__in=sorted(CONCLUDED)) & Q(concluded_at__isnull=True),
                name="clue_concluded_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(review_on__isnull=False),
                name="clue_held_is_looked_at_again",
            ),
            models.CheckConstraint(
                condition=~Q(status="archived") | ~Q(archive_number=""),
                name="clue_archived_has_number",
            ),
            models.CheckConstraint(
                condition=Q(filed_on__isnull=True, case_number="")
                | Q(filed_on__isnull=False) & ~Q(case_number=""),
                name="clue_filed_whole",
            ),
            models.UniqueConstraint(
                fields=["case_number"], condition=~Q(case_number=""), name="clue_case_number_once"
            ),
        ]
        triggers = [*CLUE_WALLS, MONTH_COUNTED]

    def __str__(self) -> str:
        return self.number


class ClueMatch(models.Model):
    """An earlier clue that may concern the same; which fields met, and what was decided."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "earlier": DataClass.SENSITIVE,
        "fields": DataClass.SENSITIVE,
        "likeness": DataClass.SENSITIVE,
        "is_duplicate": DataClass.SENSITIVE,
        "reason": DataClass.SENSITIVE,
        "decided_by": DataClass.INTERNAL,
        "decided_at": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="matches")
    earlier = models.ForeignKey(Clue, models.PROTECT, related_name="later_matches")
    fields = ArrayField(models.CharField(max_length=20), verbose_name=_("fields that met"))
    #: Percent of the words that the two texts have in common; none where they were not compared.
    likeness = models.PositiveSmallIntegerField(_("likeness of the words"), null=True)
    is_duplicate = models.BooleanField(_("the same matter"), null=True)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        constraints = [
            models.UniqueConstraint(fields=["clue", "earlier"], name="clue_match_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("clue")), name="clue_match_earlier"),
            models.CheckConstraint(
                condition=Q(is_duplicate__isnull=True, decided_by__isnull=True, decided_at=None)
                | Q(is_duplicate__isnull=False, decided_by__isnull=False)
                & Q(decided_at__isnull=False)
                & ~Q(reason=""),
                name="clue_match_decided_whole",
            ),
        ]
        triggers = [
            never_changes("clue_id", "earlier_id"),
            stands(
                "decided_stands",
                "OLD.decided_at IS NOT NULL",
                *("is_duplicate", "reason", "decided_by_id", "decided_at"),
            ),
            *kept(),
        ]

    def __str__(self) -> str:
        return f"{self.clue} / {self.earlier}"


class UpperReport(models.Model):
    """That a report belonging to the upper level came in and was handed up: nothing else is kept.

    Rules on Reports, article 15: such a report is not copied, excerpted or entered anywhere.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "about_own_head": DataClass.SENSITIVE,
        "received_on": DataClass.INTERNAL,
        "due_at": DataClass.INTERNAL,
        "warn_at": DataClass.INTERNAL,
        "handed_up_on": DataClass.INTERNAL,
        "noted_by": DataClass.INTERNAL,
        "token": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    about_own_head = models.BooleanField(_("about the head of this organ"))
    received_on = models.DateField(_("received on"))
    #: Exclusive: the midnight after the last day for handing it up.
    due_at = models.DateTimeField(_("to be handed up by"))
    warn_at = models.DateTimeField(_("warns from"))
    handed_up_on = models.DateField(_("handed up on"), null=True)
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))
    #: Of the form: a second click counts nothing.
    token = models.UUIDField(_("token"), null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("report for the upper level")
        verbose_name_plural = _("reports for the upper level")
        constraints = [
            models.CheckConstraint(
                condition=Q(handed_up_on__isnull=True) | Q(handed_up_on__gte=F("received_on")),
                name="upper_report_in_order",
            ),
        ]
        triggers = [
            never_changes("about_own_head", "received_on", "due_at", "noted_by_id", "noted_at"),
            stands("handed_up_stands", "OLD.handed_up_on IS NOT NULL", "handed_up_on"),
            *kept(),
        ]

    def __str__(self) -> str:
        return f"{self.received_on}"
