"""Patrols: filings read online one by one, and a drawn part of them checked on the spot (A31)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import Verdict
from accountability.models.filings import Filing
from accountability.models.patrol_walls import ENTRY_WALLS, READING_WALLS, ROUND_WALLS
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class PatrolRound(models.Model):
    """One patrol: which filings are read, in which order, and whether it is over."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "name": DataClass.INTERNAL,
        "category": DataClass.INTERNAL,
        "since": DataClass.INTERNAL,
        "until": DataClass.INTERNAL,
        "skips_read": DataClass.INTERNAL,
        "created_by": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "finished_by": DataClass.INTERNAL,
        "finished_at": DataClass.INTERNAL,
        "closing_note": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=24, unique=True)
    name = models.CharField(_("name"), max_length=80)
    #: The units read; none named means all responsible units.
    units: models.ManyToManyField = models.ManyToManyField(
        Unit, verbose_name=_("units"), related_name="+"
    )
    category = models.CharField(_("category"), max_length=60, blank=True)
    since = models.DateField(_("filed from"))
    until = models.DateField(_("filed to"))
    skips_read = models.BooleanField(_("leaves out what an earlier patrol has read"), default=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("opened"))
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    finished_at = models.DateTimeField(_("closed"), null=True)
    #: Why it was closed although some filings were not read.
    closing_note = models.CharField(_("note on closing"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("patrol")
        verbose_name_plural = _("patrols")
        indexes = [models.Index(fields=["-created_at", "-id"], name="patrol_newest")]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="patrol_span"),
            models.CheckConstraint(
                condition=Q(finished_by__isnull=True, finished_at__isnull=True)
                | Q(finished_by__isnull=False, finished_at__isnull=False),
                name="patrol_finished_pair",
            ),
        ]
        triggers = ROUND_WALLS

    def __str__(self) -> str:
        return self.number


class PatrolEntry(models.Model):
    """One filing in the queue of a patrol, and the officer who has it on the desk."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "round": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
        "claimed_by": DataClass.INTERNAL,
        "claimed_at": DataClass.INTERNAL,
        "is_read": DataClass.INTERNAL,
    }

    round = models.ForeignKey(PatrolRound, models.PROTECT, related_name="entries")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="patrol_entries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(_("place in the queue"))
    #: Whoever reads it now; after a while without a verdict the next officer may take it.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField(_("taken"), null=True)
    is_read = models.BooleanField(_("read"), default=False)

    class Meta:
        verbose_name = _("filing on patrol")
        verbose_name_plural = _("filings on patrol")
        indexes = [
            models.Index(
                fields=["round", "position"], name="patrol_unread", condition=Q(is_read=False)
            ),
            models.Index(fields=["filing"], name="patrol_entry_filing"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "filing"], name="patrol_filing_once"),
            models.UniqueConstraint(fields=["round", "position"], name="patrol_place_once"),
            models.CheckConstraint(
                condition=Q(claimed_by__isnull=True, claimed_at__isnull=True)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
                name="patrol_claimed_pair",
            ),
        ]
        triggers = ENTRY_WALLS

    def __str__(self) -> str:
        return f"{self.round} · {self.position}"


class PatrolReading(models.Model):
    """What an officer found in reading a filing; a later word corrects it, never replaces it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "entry": DataClass.INTERNAL,
        "verdict": DataClass.INTERNAL,
        "note": DataClass.SENSITIVE,
        "corrects": DataClass.INTERNAL,
        "reader": DataClass.INTERNAL,
        "at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    entry = models.ForeignKey(PatrolEntry, models.PROTECT, related_name="readings")
    verdict = models.CharField(_("verdict"), max_length=12, choices=Verdict)
    note = models.CharField(_("note"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="corrected_by", verbose_name=_("corrects")
    )
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"))
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("reading on patrol")
        verbose_name_plural = _("readings on patrol")
        indexes = [models.Index(fields=["entry", "-id"], name="patrol_reading_entry")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(corrects__isnull=True), name="patrol_read_once"
            ),
            models.CheckConstraint(
                condition=Q(verdict="in_order") | ~Q(note=""), name="patrol_verdict_says_why"
            ),
        ]
        triggers = [*append_only(), *READING_WALLS]

    def __str__(self) -> str:
        return f"{self.entry} · {self.get_verdict_display()}"
