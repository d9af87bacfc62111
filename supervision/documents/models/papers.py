"""The official document and the units it is drafted for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision.documents import kinds
from supervision.documents.content import Content, from_json
from supervision.documents.enums import DocumentStatus, Urgency
from supervision.documents.kinds import DocumentKind
from supervision.documents.models.organs import IssuingOrgan
from supervision.documents.models.paper_walls import ADDRESSEE_WALLS, PAPER_WALLS
from supervision.documents.workflow import NUMBERED
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


def _person(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=label,
    )


def _pair(stem: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a person and a time come and go together."""
    by, at = f"{stem}_by__isnull", f"{stem}_at__isnull"
    return models.CheckConstraint(
        condition=Q(**{by: True, at: True}) | Q(**{by: False, at: False}), name=name
    )


class OfficialDocument(models.Model):
    """One paper: its words while it is drafted, its number and signature once it is issued."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "kind": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "content": DataClass.SENSITIVE,
        "organ": DataClass.PUBLIC,
        "urgency": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "subject_unit": DataClass.INTERNAL,
        "about_type": DataClass.INTERNAL,
        "about_id": DataClass.INTERNAL,
        "reply_by": DataClass.INTERNAL,
        "drafted_by": DataClass.PERSONAL,
        "drafted_at": DataClass.INTERNAL,
        "edited_by": DataClass.PERSONAL,
        "edited_at": DataClass.INTERNAL,
        "submitted_by": DataClass.PERSONAL,
        "submitted_at": DataClass.INTERNAL,
        "returned_by": DataClass.PERSONAL,
        "returned_at": DataClass.INTERNAL,
        "return_reason": DataClass.INTERNAL,
        "signed_by": DataClass.PERSONAL,
        "signed_at": DataClass.INTERNAL,
        "issued_on": DataClass.INTERNAL,
        "word": DataClass.INTERNAL,
        "series": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "serial": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "discarded_by": DataClass.PERSONAL,
        "discarded_at": DataClass.INTERNAL,
        "revoked_by": DataClass.PERSONAL,
        "revoked_at": DataClass.INTERNAL,
        "revoke_reason": DataClass.INTERNAL,
    }

    kind = models.CharField(_("kind of paper"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    content = models.JSONField(_("content"))
    organ = models.ForeignKey(IssuingOrgan, models.PROTECT, verbose_name=_("issuing organ"))
    urgency = models.CharField(
        _("urgency"), max_length=12, choices=Urgency, blank=True, default=Urgency.ORDINARY
    )
    status = models.CharField(
        _("status"), max_length=10, choices=DocumentStatus, default=DocumentStatus.DRAFT
    )
    units = models.ManyToManyField(Unit, through="Addressee", related_name="+")
    #: The unit whose conduct the paper is about; often, not always, the one it goes to.
    subject_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("about the unit")
    )
    #: The record that gave rise to the paper, such as "accountability.duty"; its key as text.
    about_type = models.CharField(_("about the kind of record"), max_length=80, blank=True)
    about_id = models.CharField(_("about the record"), max_length=64, blank=True)
    reply_by = models.DateField(_("reply by"), null=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("drafted by")
    )
    drafted_at = models.DateTimeField(_("drafted"))
    edited_by = _person(_("changed by"))
    edited_at = models.DateTimeField(_("changed"), null=True)
    submitted_by = _person(_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    returned_by = _person(_("sent back by"))
    returned_at = models.DateTimeField(_("sent back"), null=True)
    return_reason = models.CharField(_("why it was sent back"), max_length=300, blank=True)
    signed_by = _person(_("signed by"))
    signed_at = models.DateTimeField(_("signed"), null=True)
    issued_on = models.DateField(_("date of issue"), null=True)
    word = models.CharField(_("word in the number"), max_length=12, blank=True)
    series = models.CharField(_("series"), max_length=12, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    serial = models.PositiveIntegerField(_("running number"), null=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    discarded_by = _person(_("thrown away by"))
    discarded_at = models.DateTimeField(_("thrown away"), null=True)
    revoked_by = _person(_("revoked by"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoke_reason = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("official document")
        verbose_name_plural = _("official documents")
        indexes = [
            models.Index(fields=["status", "-id"], name="paper_status"),
            models.Index(fields=["about_type", "about_id"], name="paper_about"),
            models.Index(fields=["-issued_on", "-id"], name="paper_issued"),
        ]
        triggers = PAPER_WALLS
        constraints = [
            _pair("edited", "paper_edited_pair"),
            _pair("submitted", "paper_submitted_pair"),
            _pair("returned", "paper_returned_pair"),
            _pair("signed", "paper_signed_pair"),
            _pair("discarded", "paper_discarded_pair"),
            _pair("revoked", "paper_revoked_pair"),
            # Whoever put down or released the words never signs them.
            models.CheckConstraint(
                condition=Q(signed_by__isnull=True)
                | (
                    ~Q(signed_by=F("drafted_by"))
                    & ~Q(signed_by=F("submitted_by"))
                    & (Q(edited_by__isnull=True) | ~Q(signed_by=F("edited_by")))
                ),
                name="paper_needs_second_person",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True) | ~Q(revoked_by=F("signed_by")),
                name="paper_revoked_by_another",
            ),
            # Drafts have no number; what is issued has number, signature and day.
            models.CheckConstraint(
                condition=Q(
                    status__in=sorted(NUMBERED),
                    signed_at__isnull=False,
                    submitted_at__isnull=False,
                    issued_on__isnull=False,
                    year__isnull=False,
                    serial__gte=1,
                )
                & ~Q(number="")
                & ~Q(word="")
                & ~Q(series="")
                | (
                    ~Q(status__in=sorted(NUMBERED))
                    & Q(
                        signed_at__isnull=True,
                        issued_on__isnull=True,
                        year__isnull=True,
                        serial__isnull=True,
                        number="",
                    )
                ),
                name="paper_numbered_when_signed",
            ),
            models.CheckConstraint(
                condition=Q(status="revoked", revoked_at__isnull=False) & ~Q(revoke_reason="")
                | (~Q(status="revoked") & Q(revoked_at__isnull=True)),
                name="paper_revoked_says_why",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="paper_has_title"),
            models.UniqueConstraint(
                fields=["word", "series", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="paper_serial_once",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="paper_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of the paper's page."""
        return reverse("documents:document", args=[self.pk])

    @property
    def kind_entry(self) -> DocumentKind:
        """Return the registered kind."""
        return kinds.get(self.kind)

    @property
    def kind_label(self) -> str:
        """Return the kind in words."""
        return str(self.kind_entry.label)

    @property
    def words(self) -> Content:
        """Return the content as values."""
        return from_json(self.content)

    @property
    def dated(self) -> dt.datetime:
        """Return the time by which people look for the paper: its signature, else its draft."""
        return self.signed_at or self.drafted_at


class Addressee(models.Model):
    """One unit that a paper is drafted for; fixed once the paper is issued."""

    DATA_CLASSES = dict.fromkeys(("id", "document", "unit", "position"), DataClass.INTERNAL)

    document = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="addressees")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="addressee_rows", verbose_name=_("unit")
    )
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["document", "unit"], name="addressee_once"),
        ]
        triggers = ADDRESSEE_WALLS

    def __str__(self) -> str:
        return str(self.unit)
