"""The register of prying into, intervening in and pleading for cases. Nobody changes an entry."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.enums import InterferenceKind, InterferenceWay
from cases.models.clues import Clue
from supervision.accounts.models import User
from supervision.crypto.fields import BlindIndexField, EncryptedTextField
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.web.classification import DataClass
from supervision.web.walls import append_only

NAME_PURPOSE = "interference_name"


class Interference(models.Model):
    """One attempt: who, when, how, about which clue, what was said and what was answered.

    Supervision Law, article 66; Rules on Supervision and Discipline, article 64. The name lies
    sealed; its blind index keeps the entry from whoever bears it.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "number": DataClass.INTERNAL,
        "kind": DataClass.SENSITIVE,
        "way": DataClass.SENSITIVE,
        "name": DataClass.SECRET,
        "name_index": DataClass.SECRET,
        "person": DataClass.SENSITIVE,
        "unit": DataClass.SENSITIVE,
        "organ": DataClass.SENSITIVE,
        "post": DataClass.SENSITIVE,
        "happened_at": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "matter": DataClass.SECRET,
        "words": DataClass.SECRET,
        "answer": DataClass.SECRET,
        "entered_by": DataClass.INTERNAL,
        "entered_at": DataClass.INTERNAL,
        "token": DataClass.INTERNAL,
    }

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=InterferenceKind)
    way = models.CharField(_("how"), max_length=14, choices=InterferenceWay)
    name = EncryptedTextField(_("who"))
    name_index = BlindIndexField(source="name", purpose=NAME_PURPOSE)
    #: Where the register knows exactly one person of this name in the unit.
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    organ = models.CharField(_("organ"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=60, blank=True)
    happened_at = models.DateTimeField(_("when"))
    clue = models.ForeignKey(
        Clue, models.PROTECT, null=True, blank=True, related_name="interferences"
    )
    #: In words which matter it was about, where no clue could be named.
    matter = EncryptedTextField(_("matter"), blank=True)
    words = EncryptedTextField(_("what was said or written"))
    answer = EncryptedTextField(_("how it was answered"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))
    #: Of the form: a second click finds the entry of the first.
    token = models.UUIDField(_("token"), null=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("interference with a case")
        verbose_name_plural = _("interferences with cases")
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="interference_newest"),
            models.Index(fields=["entered_by", "-id"], name="interference_own"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(happened_at__lte=F("entered_at")), name="interference_happened_first"
            ),
            models.CheckConstraint(
                condition=Q(clue__isnull=False) | ~Q(matter=""), name="interference_names_matter"
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.number


class InterferenceNote(models.Model):
    """What was added to an entry later: a note, or how it was dealt with. Never changed."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "entry": DataClass.SENSITIVE,
        "is_handling": DataClass.INTERNAL,
        "words": DataClass.SECRET,
        "noted_by": DataClass.INTERNAL,
        "noted_at": DataClass.INTERNAL,
    }

    entry = models.ForeignKey(Interference, models.PROTECT, related_name="notes")
    is_handling = models.BooleanField(_("how it was dealt with"), default=False)
    words = EncryptedTextField(_("note"))
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("note on an interference")
        verbose_name_plural = _("notes on interferences")
        indexes = [models.Index(fields=["entry", "id"], name="interferencenote_entry")]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.entry} {self.noted_at:%Y-%m-%d}"
