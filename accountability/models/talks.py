"""Talks of the first form (第一种形态) and the rules that count them (A27)."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accountability.enums import CountedMeasure, Talker, TalkMeasure, TalkReason
from accountability.models.checklists import ChecklistItem
from accountability.models.duties import Duty
from accountability.models.filings import Filing
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class CountedRule(models.Model):
    """A duty of this item is done when so many talks of its period are recorded, not before."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "item": DataClass.INTERNAL,
        "measure": DataClass.INTERNAL,
        "minimum": DataClass.INTERNAL,
        "talker": DataClass.INTERNAL,
    }

    item = models.OneToOneField(ChecklistItem, models.CASCADE, related_name="counted_rule")
    measure = models.CharField(_("what counts"), max_length=16, choices=CountedMeasure)
    minimum = models.PositiveSmallIntegerField(_("at least"))
    talker = models.CharField(_("whose talks count"), max_length=10, choices=Talker)

    class Meta:
        verbose_name = _("counted rule")
        verbose_name_plural = _("counted rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum__gte=1, minimum__lte=99), name="counted_minimum"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.minimum}"


class TalkRecord(models.Model):
    """One talk as it was recorded; a correction is a further version under the same number."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "token": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "version": DataClass.INTERNAL,
        "replaces": DataClass.INTERNAL,
        "correction": DataClass.SENSITIVE,
        "unit": DataClass.INTERNAL,
        "measure": DataClass.INTERNAL,
        "role": DataClass.INTERNAL,
        "talker": DataClass.INTERNAL,
        "talker_name": DataClass.PERSONAL,
        "talked_with": DataClass.SENSITIVE,
        "talked_name": DataClass.SENSITIVE,
        "talked_post": DataClass.SENSITIVE,
        "talked_on": DataClass.INTERNAL,
        "place": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "summary": DataClass.SENSITIVE,
        "outcome": DataClass.SENSITIVE,
        "entered_by": DataClass.INTERNAL,
        "entered_at": DataClass.INTERNAL,
        "gap_days": DataClass.INTERNAL,
        "file_count": DataClass.INTERNAL,
    }

    #: That of the form: the same form sent twice makes one record.
    token = models.UUIDField(_("token"), unique=True, default=uuid.uuid4)
    number = models.CharField(_("number"), max_length=24)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("corrects")
    )
    correction = models.CharField(_("why it was corrected"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="talks", verbose_name=_("unit"))
    measure = models.CharField(_("measure taken"), max_length=16, choices=TalkMeasure)
    role = models.CharField(_("held as"), max_length=10, choices=Talker)
    talker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    talker_name = models.CharField(_("talker"), max_length=60)
    talked_with = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    talked_name = models.CharField(_("talked with"), max_length=60)
    talked_post = models.CharField(_("post"), max_length=60, blank=True)
    talked_on = models.DateField(_("date of the talk"))
    place = models.CharField(_("place"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=TalkReason)
    summary = models.TextField(_("what was said"))
    outcome = models.TextField(_("attitude and outcome"), blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))
    gap_days = models.PositiveIntegerField(_("days between talk and entry"))
    file_count = models.PositiveSmallIntegerField(_("files"), default=0)

    class Meta:
        verbose_name = _("record of a talk")
        verbose_name_plural = _("records of talks")
        indexes = [models.Index(fields=["unit", "-talked_on"], name="talk_unit_day")]
        constraints = [
            models.UniqueConstraint(fields=["number", "version"], name="talk_version_once"),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True, correction="")
                | Q(version__gt=1, replaces__isnull=False) & ~Q(correction=""),
                name="talk_correction_whole",
            ),
        ]
        triggers = [
            *append_only("written_once"),
            # The wall behind the service: during an assessment's lock no talk is recorded.
            Wall(
                name="assessment_lock",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM accountability_assessment a
                        JOIN accountability_assessment_units u ON u.assessment_id = a.id
                        WHERE u.unit_id = NEW.unit_id AND a.status = 'planned'
                          AND NEW.entered_at >= a.locks_at AND NEW.entered_at < a.unlocks_at
                    ) THEN
                        RAISE EXCEPTION 'recording is locked by an assessment'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.number


class TalkStrike(models.Model):
    """That a record of a talk was struck off, by whom and why; the record itself stays."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "talk": DataClass.INTERNAL,
        "reason": DataClass.SENSITIVE,
        "struck_by": DataClass.INTERNAL,
        "struck_at": DataClass.INTERNAL,
    }

    talk = models.OneToOneField(TalkRecord, models.PROTECT, related_name="strike")
    reason = models.CharField(_("reason"), max_length=200)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(_("struck off"))

    class Meta:
        verbose_name = _("talk struck off")
        verbose_name_plural = _("talks struck off")
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.talk} · {self.reason}"


class TalkCount(models.Model):
    """That this version of a talk counts for a duty, and the filing written because of it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "talk": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "filing": DataClass.INTERNAL,
    }

    talk = models.ForeignKey(TalkRecord, models.PROTECT, related_name="counts")
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="talk_counts")
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="talk_counts")

    class Meta:
        verbose_name = _("counted talk")
        verbose_name_plural = _("counted talks")
        constraints = [models.UniqueConstraint(fields=["talk", "duty"], name="talk_counts_once")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.talk} · {self.duty}"
