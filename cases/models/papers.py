"""The papers of a case: drawn by the portal or brought in, each for one slot of the table."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.enums.papers import Handing, PaperStatus, Recipient, Slot
from cases.models.clues import Clue
from cases.models.paper_walls import DELIVERY_WALLS, OFFICER_WALLS, PAPER_WALLS
from cases.models.respondents import Respondent
from cases.models.steps import Step
from cases.rules.paper_kinds import free_slots
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.documents.models import IssuingOrgan
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


def _by() -> Any:
    return models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")


def _pair(stem: str, name: str) -> models.CheckConstraint:
    """Return the constraint that a person and a time come and go together."""
    by, at = f"{stem}_by__isnull", f"{stem}_at__isnull"
    return models.CheckConstraint(
        condition=Q(**{by: True, at: True}) | Q(**{by: False, at: False}), name=name
    )


class CasePaper(models.Model):
    """One paper in one slot (`workflow.Transition.papers`), for all respondents or for one.

    Its words lie sealed. A paper that was brought in has no words: its scan is an attachment of
    this row. With `step` it belongs to a step that was taken, and stands for good.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "respondent": DataClass.SENSITIVE,
        "slot": DataClass.SENSITIVE,
        "position": DataClass.INTERNAL,
        "status": DataClass.INTERNAL,
        "content": DataClass.SECRET,
        "organ": DataClass.PUBLIC,
        "is_brought": DataClass.INTERNAL,
        "brought_number": DataClass.SENSITIVE,
        "dated_on": DataClass.INTERNAL,
        "year": DataClass.INTERNAL,
        "serial": DataClass.INTERNAL,
        "number": DataClass.SENSITIVE,
        "step": DataClass.INTERNAL,
        "written_by": DataClass.INTERNAL,
        "written_at": DataClass.INTERNAL,
        "edited_by": DataClass.INTERNAL,
        "edited_at": DataClass.INTERNAL,
        "finished_by": DataClass.INTERNAL,
        "finished_at": DataClass.INTERNAL,
        "issued_by": DataClass.INTERNAL,
        "issued_at": DataClass.INTERNAL,
        "withdrawn_by": DataClass.INTERNAL,
        "withdrawn_at": DataClass.INTERNAL,
        "withdraw_reason": DataClass.SENSITIVE,
        "version": DataClass.INTERNAL,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="papers")
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    slot = models.CharField(_("paper"), max_length=30, choices=Slot)
    #: Which paper of the clue this is: with the clue's number it is the code printed on it.
    position = models.PositiveSmallIntegerField(_("place in the file"))
    status = models.CharField(
        _("status"), max_length=10, choices=PaperStatus, default=PaperStatus.DRAFT
    )
    content = EncryptedTextField(_("words"), blank=True)
    organ = models.ForeignKey(IssuingOrgan, models.PROTECT, null=True, related_name="+")
    is_brought = models.BooleanField(_("brought in as a scan"), default=False)
    brought_number = models.CharField(_("number on the paper"), max_length=60, blank=True)
    #: The day that stands under the text.
    dated_on = models.DateField(_("dated"), null=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)
    serial = models.PositiveIntegerField(_("running number"), null=True)
    number = models.CharField(_("number"), max_length=60, blank=True)
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="papers")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("begun"))
    edited_by = _by()
    edited_at = models.DateTimeField(_("changed"), null=True)
    finished_by = _by()
    finished_at = models.DateTimeField(_("finished"), null=True)
    issued_by = _by()
    issued_at = models.DateTimeField(_("issued"), null=True)
    withdrawn_by = _by()
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdraw_reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)
    #: Grows with every change of the words: of two people at once the second is told.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("paper of a case")
        verbose_name_plural = _("papers of a case")
        indexes = [
            models.Index(fields=["clue", "slot"], name="casepaper_slot"),
            models.Index(
                fields=["clue"],
                name="casepaper_free",
                condition=Q(step__isnull=True) & ~Q(status="withdrawn"),
            ),
        ]
        triggers = PAPER_WALLS
        constraints = [
            models.UniqueConstraint(fields=["clue", "position"], name="casepaper_place_once"),
            # Several over time, one at a time: the next begins when this one is used or withdrawn,
            # or, where no step asks for the kind, when its words stand.
            models.UniqueConstraint(
                fields=["clue", "slot", "respondent"],
                condition=Q(step__isnull=True)
                & (Q(status="draft") | ~Q(status="withdrawn") & ~Q(slot__in=free_slots())),
                nulls_distinct=False,
                name="casepaper_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="casepaper_number_once"
            ),
            _pair("edited", "casepaper_edited_pair"),
            _pair("finished", "casepaper_finished_pair"),
            _pair("issued", "casepaper_issued_pair"),
            _pair("withdrawn", "casepaper_withdrawn_pair"),
            models.CheckConstraint(
                condition=Q(status="draft", finished_at__isnull=True)
                | Q(status="finished", finished_at__isnull=False)
                | Q(status="issued", finished_at__isnull=False, issued_at__isnull=False)
                | Q(status="withdrawn", withdrawn_at__isnull=False) & ~Q(withdraw_reason=""),
                name="casepaper_status_whole",
            ),
            models.CheckConstraint(
                condition=Q(step__isnull=True) | Q(status__in=["finished", "issued"]),
                name="casepaper_used_when_whole",
            ),
            models.CheckConstraint(
                condition=Q(number="", serial__isnull=True, year__isnull=True)
                | ~Q(number="") & Q(serial__gte=1, year__isnull=False, dated_on__isnull=False),
                name="casepaper_number_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_brought=True, content="") | Q(is_brought=False) & ~Q(content=""),
                name="casepaper_words_or_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.code

    def get_absolute_url(self) -> str:
        """Return the address of the paper's page."""
        return reverse("cases:paper", args=[self.pk])

    @property
    def code(self) -> str:
        """Return what is printed on the paper, by which its scan is told from another's."""
        return f"{self.clue.number}-{self.position:02d}"


class PaperOfficer(models.Model):
    """One officer whose name stands under a paper that two or more answer for."""

    DATA_CLASSES = dict.fromkeys(("id", "paper", "user", "position"), DataClass.INTERNAL)

    paper = models.ForeignKey(CasePaper, models.PROTECT, related_name="officers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("officer of a paper")
        verbose_name_plural = _("officers of papers")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "user"], name="paperofficer_once"),
        ]
        triggers = OFFICER_WALLS

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.position}"


class PaperFile(models.Model):
    """The Word file of a paper as it went into the file of the case, sealed. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "docx": DataClass.SECRET,
        "sha256": DataClass.INTERNAL,
        "size": DataClass.INTERNAL,
        "drawn_at": DataClass.INTERNAL,
    }

    paper = models.OneToOneField(CasePaper, models.PROTECT, related_name="file")
    #: Base64 below the seal.
    docx = EncryptedTextField(_("Word file"))
    #: Of the file itself, not of what is stored.
    sha256 = models.CharField(_("SHA-256 digest"), max_length=64)
    size = models.PositiveIntegerField(_("size"))
    drawn_at = models.DateTimeField(_("drawn"))

    class Meta:
        verbose_name = _("file of a paper")
        verbose_name_plural = _("files of papers")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0), name="paperfile_digest"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.sha256[:8]}"


class PaperDelivery(models.Model):
    """That a paper was handed over (送达回证): to whom, when, how, by which two. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "paper": DataClass.INTERNAL,
        "recipient": DataClass.SENSITIVE,
        "name": DataClass.SENSITIVE,
        "handing": DataClass.INTERNAL,
        "place": DataClass.SENSITIVE,
        "delivered_at": DataClass.INTERNAL,
        "first": DataClass.INTERNAL,
        "second": DataClass.INTERNAL,
        "is_refused": DataClass.SENSITIVE,
        "refusal": DataClass.SECRET,
        "witness": DataClass.SENSITIVE,
        "witness_post": DataClass.SENSITIVE,
        "recorded_by": DataClass.INTERNAL,
        "recorded_at": DataClass.INTERNAL,
    }

    paper = models.ForeignKey(CasePaper, models.PROTECT, related_name="deliveries")
    recipient = models.CharField(_("handed to"), max_length=12, choices=Recipient)
    name = models.CharField(_("name of the recipient"), max_length=80)
    handing = models.CharField(_("how"), max_length=14, choices=Handing)
    place = models.CharField(_("place"), max_length=120)
    delivered_at = models.DateTimeField(_("handed over"))
    first = models.ForeignKey(User, models.PROTECT, related_name="+")
    second = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_refused = models.BooleanField(_("refused to sign"), default=False)
    refusal = EncryptedTextField(_("why signing was refused"), blank=True)
    witness = models.CharField(_("witness"), max_length=60, blank=True)
    witness_post = models.CharField(_("unit and post of the witness"), max_length=80, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("handing over of a paper")
        verbose_name_plural = _("handings over of papers")
        indexes = [models.Index(fields=["paper", "id"], name="paperdelivery_paper")]
        constraints = [
            models.CheckConstraint(condition=~Q(first=F("second")), name="paperdelivery_by_two"),
            models.CheckConstraint(
                condition=Q(delivered_at__lte=F("recorded_at")), name="paperdelivery_not_ahead"
            ),
            # Where signing is refused, reason and witness are noted on the receipt.
            models.CheckConstraint(
                condition=Q(is_refused=False, refusal="", witness="", witness_post="")
                | Q(is_refused=True) & ~Q(refusal="") & ~Q(witness=""),
                name="paperdelivery_refusal_whole",
            ),
            models.CheckConstraint(
                condition=~Q(handing="left") | Q(is_refused=True),
                name="paperdelivery_left_when_refused",
            ),
        ]
        triggers = DELIVERY_WALLS

    def __str__(self) -> str:
        return f"{self.paper_id} · {self.name}"
