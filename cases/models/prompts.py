"""Papers by which the case supervision office presses an office for clocks that run out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums.clocks import PromptGrade
from cases.models.clocks import Clock
from cases.models.walls import kept, never_changes, stands
from supervision.accounts.models import User
from supervision.crypto.fields import EncryptedTextField
from supervision.documents.models import OfficialDocument
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass
from supervision.web.walls import append_only


class Prompt(models.Model):
    """A reminder, a letter or a summons to one office, about one or several of its clocks.

    The paper itself is an official document; of a summons the talk is recorded here.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "office": DataClass.INTERNAL,
        "grade": DataClass.INTERNAL,
        "document": DataClass.INTERNAL,
        "requirement": DataClass.INTERNAL,
        "reply_by": DataClass.INTERNAL,
        "planned_at": DataClass.INTERNAL,
        "place": DataClass.INTERNAL,
        "drafted_by": DataClass.INTERNAL,
        "drafted_at": DataClass.INTERNAL,
        "talked_on": DataClass.INTERNAL,
        "talked_by": DataClass.INTERNAL,
        "talk_note": DataClass.SECRET,
    }

    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("office pressed")
    )
    grade = models.CharField(_("step of pressing"), max_length=10, choices=PromptGrade)
    #: Empty only inside the transaction that drafts: the paper names the prompt as its subject.
    document = models.OneToOneField(
        OfficialDocument, models.PROTECT, null=True, related_name="+", verbose_name=_("document")
    )
    requirement = models.CharField(_("requirement"), max_length=500)
    reply_by = models.DateField(_("reply by"), null=True)
    planned_at = models.DateTimeField(_("planned for"), null=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted"))
    talked_on = models.DateField(_("held on"), null=True)
    talked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    talk_note = EncryptedTextField(_("record of the talk"), blank=True)

    class Meta:
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")
        indexes = [models.Index(fields=["office", "-id"], name="prompt_office_newest")]
        triggers = [
            *kept(),
            never_changes(
                *("office_id", "grade", "requirement", "reply_by", "drafted_by_id", "drafted_at"),
            ),
            stands("paper_stays", "OLD.document_id IS NOT NULL", "document_id"),
            stands("talk_stays", "OLD.talked_on IS NOT NULL", "talked_on", "talked_by_id"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(grade="summons", planned_at__isnull=False) & ~Q(place="")
                | ~Q(grade="summons") & Q(planned_at__isnull=True, place=""),
                name="prompt_summons_says_where",
            ),
            models.CheckConstraint(
                condition=~Q(grade="letter") | Q(reply_by__isnull=False),
                name="prompt_letter_wants_reply",
            ),
            models.CheckConstraint(
                condition=Q(talked_on__isnull=True, talked_by__isnull=True)
                | Q(grade="summons", talked_on__isnull=False, talked_by__isnull=False),
                name="prompt_talk_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} · {self.office}"


class PromptClock(models.Model):
    """One clock named in a prompt, as it stood when the prompt was drafted."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "prompt": DataClass.INTERNAL,
        "clock": DataClass.SENSITIVE,
        "ends_at": DataClass.INTERNAL,
        "days_late": DataClass.INTERNAL,
    }

    prompt = models.ForeignKey(Prompt, models.PROTECT, related_name="named")
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="prompts")
    ends_at = models.DateTimeField(_("due"))
    days_late = models.PositiveIntegerField(_("days overdue"))

    class Meta:
        verbose_name = _("clock named in a prompt")
        verbose_name_plural = _("clocks named in prompts")
        indexes = [models.Index(fields=["clock", "-id"], name="promptclock_clock")]
        triggers = append_only()
        constraints = [
            models.UniqueConstraint(fields=["prompt", "clock"], name="prompt_names_once")
        ]

    def __str__(self) -> str:
        return f"{self.prompt} · {self.clock}"
