"""Terms, calendar, recorded warnings, and the fields of everything that has a deadline."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.deadlines.enums import Certainty, DayKind, Light, TermUnit, WarningKind
from supervision.deadlines.rules import Term, light, parse_term
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class TermRule(models.Model):
    """One statutory clock, as it stands from one day to another."""

    DATA_CLASSES = dict.fromkeys(
        (
            *("id", "code", "position", "label", "start_event", "length", "unit", "rolls"),
            *("extension_count", "extension_length", "extension_unit", "extension_note"),
            *("approver", "warn_length", "warn_unit", "legal_basis", "certainty", "note"),
            *("effective_from", "effective_to"),
        ),
        DataClass.PUBLIC,
    )

    code = models.SlugField(_("code"), max_length=60)
    position = models.PositiveSmallIntegerField(_("number in the catalogue"))
    label = models.CharField(_("matter"), max_length=80)
    start_event = models.CharField(_("clock starts"), max_length=80)
    length = models.PositiveSmallIntegerField(_("length"), null=True, blank=True)
    unit = models.CharField(_("counted in"), max_length=2, choices=TermUnit, blank=True)
    rolls = models.BooleanField(_("moves off rest days"), default=True)
    extension_count = models.PositiveSmallIntegerField(_("extensions"), null=True, blank=True)
    extension_length = models.PositiveSmallIntegerField(
        _("length of an extension"), null=True, blank=True
    )
    extension_unit = models.CharField(
        _("unit of an extension"), max_length=2, choices=TermUnit, blank=True
    )
    extension_note = models.CharField(_("extension in words"), max_length=200, blank=True)
    approver = models.CharField(_("granted by"), max_length=120, blank=True)
    warn_length = models.PositiveSmallIntegerField(_("warning lead"), null=True, blank=True)
    warn_unit = models.CharField(
        _("unit of the warning lead"), max_length=2, choices=TermUnit, blank=True
    )
    legal_basis = models.CharField(_("legal basis"), max_length=200)
    certainty = models.CharField(_("certainty"), max_length=10, choices=Certainty)
    note = models.CharField(_("note"), max_length=300, blank=True)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force to"), null=True, blank=True)

    class Meta:
        verbose_name = _("term rule")
        verbose_name_plural = _("term rules")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["code", "effective_from"], name="termrule_version"),
            models.CheckConstraint(
                condition=Q(length__isnull=True, unit="") | (Q(length__isnull=False) & ~Q(unit="")),
                name="termrule_length_has_unit",
            ),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True)
                | Q(effective_to__gte=models.F("effective_from")),
                name="termrule_in_force_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.code})"

    @property
    def term(self) -> Term | None:
        """Return the term, or None where the law gives no figure."""
        if self.length is None:
            return None
        warn = Term(self.warn_length, TermUnit(self.warn_unit)) if self.warn_length else None
        return Term(self.length, TermUnit(self.unit), rolls=self.rolls, warn=warn)


class CalendarYear(models.Model):
    """A year whose notice on holidays has been read in."""

    DATA_CLASSES = dict.fromkeys(
        ("id", "year", "source_notice", "loaded_at", "is_complete", "revision"), DataClass.PUBLIC
    )

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    source_notice = models.CharField(_("source notice"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded"))
    is_complete = models.BooleanField(_("complete"), default=True)
    # Changes with every change of the year, so that each process sees that its copy is old.
    revision = models.UUIDField(_("revision"), default=uuid.uuid4)

    class Meta:
        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that a notice moved away from its plain weekday."""

    DATA_CLASSES = dict.fromkeys(("id", "date", "kind", "name", "source"), DataClass.PUBLIC)

    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind)
    name = models.CharField(_("name"), max_length=60)
    source = models.CharField(_("source notice"), max_length=200)

    class Meta:
        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class DeadlineWarning(models.Model):
    """That a warning about one end of one item went out; the key lets it go out only once."""

    DATA_CLASSES = dict.fromkeys(
        ("id", "source", "object_id", "kind", "ends_at", "warned_at"), DataClass.INTERNAL
    )

    source = models.CharField(_("kind of item"), max_length=60)
    object_id = models.BigIntegerField(_("item"))
    kind = models.CharField(_("kind"), max_length=10, choices=WarningKind)
    ends_at = models.DateTimeField(_("end warned about"))
    warned_at = models.DateTimeField(_("warned"))

    class Meta:
        verbose_name = _("deadline warning")
        verbose_name_plural = _("deadline warnings")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "object_id", "kind", "ends_at"], name="deadlinewarning_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id} {self.kind}"


class ClockShift(models.Model):
    """One move of the demonstration clock; the newest row is where it stands."""

    DATA_CLASSES = dict.fromkeys(("id", "seconds", "set_by", "at"), DataClass.INTERNAL)

    seconds = models.BigIntegerField(_("seconds ahead"))
    set_by = models.CharField(_("moved by"), max_length=80)
    at = models.DateTimeField(_("moved"))

    class Meta:
        verbose_name = _("clock shift")
        verbose_name_plural = _("clock shifts")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.seconds} s"


class DeadlineModel(models.Model):
    """The fields of everything that has a deadline; the term is copied onto it at its start.

    Ends are exclusive instants: a term whose last day is D ends at the midnight after D.
    """

    DATA_CLASSES = dict.fromkeys(
        (
            *("term_code", "term_length", "term_unit", "term_rolls", "term_warn", "term_basis"),
            *("started_at", "due_at", "extended_to", "paused_at", "closed_at", "warn_at"),
            *("is_provisional", "ends_at"),
        ),
        DataClass.INTERNAL,
    )

    term_code = models.CharField(_("term"), max_length=60, blank=True)
    term_length = models.PositiveSmallIntegerField(_("length"))
    term_unit = models.CharField(_("counted in"), max_length=2, choices=TermUnit)
    term_rolls = models.BooleanField(_("moves off rest days"), default=True)
    term_warn = models.CharField(_("warning lead"), max_length=8, blank=True)
    term_basis = models.CharField(_("basis of the term"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"))
    extended_to = models.DateTimeField(_("extended to"), null=True, blank=True)
    paused_at = models.DateTimeField(_("paused"), null=True, blank=True)
    closed_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    warn_at = models.DateTimeField(_("warns from"))
    is_provisional = models.BooleanField(_("provisional"), default=False)
    ends_at = models.GeneratedField(
        expression=Coalesce("extended_to", "due_at"),
        output_field=models.DateTimeField(_("ends")),
        db_persist=True,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(due_at__gte=models.F("started_at")),
                name="%(class)s_due_after_start",
            ),
            models.CheckConstraint(
                condition=Q(extended_to__isnull=True) | Q(extended_to__gt=models.F("due_at")),
                name="%(class)s_extended_later",
            ),
            models.CheckConstraint(
                condition=Q(warn_at__lte=Coalesce("extended_to", "due_at")),
                name="%(class)s_warns_before_end",
            ),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(closed_at__isnull=True),
                name="%(class)s_not_paused_and_closed",
            ),
        ]

    def light_now(self) -> Light:
        """Return the light at this instant; lists read it from the database instead."""
        return light(
            now=clock.now(),
            ends_at=self.ends_at,
            warn_at=self.warn_at,
            paused_at=self.paused_at,
            closed_at=self.closed_at,
        )

    @property
    def term(self) -> Term:
        """Return the term as it was copied at the start."""
        warn = parse_term(self.term_warn) if self.term_warn else None
        return Term(self.term_length, TermUnit(self.term_unit), rolls=self.term_rolls, warn=warn)
