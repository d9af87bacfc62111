"""Filings: what a unit says it did. Each is written once and never changed."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from accountability.enums import FilingKind
from accountability.models.checklists import Assignment
from accountability.models.duties import Duty
from accountability.models.ladders import FILING_LADDER
from supervision.history.functions import PortalNow
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import Wall, append_only


class Filing(models.Model):
    """One stage of one duty, with the server's own time and a receipt number."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "token": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "stage": DataClass.INTERNAL,
        "stage_name": DataClass.INTERNAL,
        "is_final": DataClass.INTERNAL,
        "event_on": DataClass.INTERNAL,
        "text": DataClass.INTERNAL,
        "archive_box": DataClass.INTERNAL,
        "submitted_by": DataClass.INTERNAL,
        "submitted_at": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
        "due_at": DataClass.INTERNAL,
        "is_late": DataClass.INTERNAL,
        "gap_days": DataClass.INTERNAL,
        "receipt": DataClass.INTERNAL,
        "file_count": DataClass.INTERNAL,
    }

    token = models.UUIDField(_("token"), unique=True, default=uuid.uuid4)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="filings", verbose_name=_("duty"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=10, choices=FilingKind)
    stage = models.PositiveSmallIntegerField(_("stage"))
    stage_name = models.CharField(_("stage"), max_length=30, blank=True)
    is_final = models.BooleanField(_("concludes the duty"), default=False)
    event_on = models.DateField(_("date of the event"))
    text = models.TextField(_("what was done"))
    archive_box = models.CharField(_("archive box"), max_length=40, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("filed"))
    #: When the row came, noted by the database itself: a page as of a day goes by it.
    recorded_at = models.DateTimeField(_("recorded"), db_default=PortalNow(), editable=False)
    due_at = models.DateTimeField(_("due"))
    is_late = models.BooleanField(_("late"))
    gap_days = models.PositiveIntegerField(_("days between event and entry"))
    receipt = models.CharField(_("receipt"), max_length=24, unique=True)
    file_count = models.PositiveSmallIntegerField(_("files"), default=0)

    class Meta:
        verbose_name = _("filing")
        verbose_name_plural = _("filings")
        indexes = [
            models.Index(
                fields=["-submitted_at", "-id"], include=["unit"], name="filing_list_newest"
            ),
            models.Index(fields=["unit", "-submitted_at", "-id"], name="filing_unit_newest"),
            models.Index(fields=["duty", "id"], name="filing_duty"),
            GinIndex(OpClass(Upper("text"), name="gin_trgm_ops"), name="filing_text_words"),
            GinIndex(OpClass(Upper("receipt"), name="gin_trgm_ops"), name="filing_receipt_words"),
            GinIndex(OpClass(Upper("archive_box"), name="gin_trgm_ops"), name="filing_box_words"),
        ]
        triggers = [
            *append_only("written_once"),
            *FILING_LADDER,
            # The wall behind the service: during an assessment's lock nothing can be filed,
            # whatever path the row takes. The instants are the row's own, so that the demo
            # clock and the wall agree.
            Wall(
                name="assessment_lock",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("lock_name", "text")],
                func="""
                    SELECT a.name INTO lock_name
                    FROM accountability_assessment a
                    JOIN accountability_assessment_units u ON u.assessment_id = a.id
                    WHERE u.unit_id = NEW.unit_id AND a.status = 'planned'
                      AND NEW.submitted_at >= a.locks_at AND NEW.submitted_at < a.unlocks_at
                    LIMIT 1;
                    IF lock_name IS NOT NULL THEN
                        RAISE EXCEPTION 'filing is locked by assessment %', lock_name
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.receipt


class FilingDraft(models.Model):
    """What a clerk has typed so far; it survives a lost connection and an expired sign-in."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "key": DataClass.INTERNAL,
        "duty": DataClass.INTERNAL,
        "assignment": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "fields": DataClass.INTERNAL,
        "saved_at": DataClass.INTERNAL,
    }

    #: Becomes the filing's token: a second submit finds the first.
    key = models.UUIDField(_("key"), unique=True, default=uuid.uuid4)
    duty = models.ForeignKey(Duty, models.CASCADE, null=True, related_name="drafts")
    #: The item of a quick record, whose duty does not exist yet.
    assignment = models.ForeignKey(Assignment, models.CASCADE, null=True, related_name="drafts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fields = models.JSONField(_("fields"), default=dict)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["duty", "user"], name="draft_once"),
            models.UniqueConstraint(fields=["assignment", "user"], name="draft_quick_once"),
            models.CheckConstraint(
                condition=Q(duty__isnull=False, assignment__isnull=True)
                | Q(duty__isnull=True, assignment__isnull=False),
                name="draft_has_one_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty or self.assignment} · {self.user}"
