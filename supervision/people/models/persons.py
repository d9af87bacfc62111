"""The person: one row for everybody the portal knows, whichever app asks."""

import datetime as dt

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.accounts.models import User
from supervision.crypto.fields import BlindIndexField, EncryptedTextField
from supervision.organizations.models import Unit
from supervision.people.enums import Gender, SuperviseeKind
from supervision.people.rules import masks
from supervision.web.classification import DataClass

ID_PURPOSE = "id_number"
PHONE_PURPOSE = "phone"


class Person(models.Model):
    """A supervisee, a Party member, or both. Numbers and address lie sealed in the database.

    `pinyin` and `search_keys` follow from the name; the services keep them in step.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "name": DataClass.PERSONAL,
        "pinyin": DataClass.PERSONAL,
        "search_keys": DataClass.PERSONAL,
        "gender": DataClass.PERSONAL,
        "birth_on": DataClass.PERSONAL,
        "id_number": DataClass.SECRET,
        "id_number_short": DataClass.SECRET,
        "id_index": DataClass.SECRET,
        "id_masked_index": DataClass.SECRET,
        "phone": DataClass.SECRET,
        "phone_index": DataClass.SECRET,
        "residence": DataClass.SECRET,
        "ethnic_group": DataClass.SENSITIVE,
        "native_place": DataClass.PERSONAL,
        "growth_place": DataClass.PERSONAL,
        "education": DataClass.PERSONAL,
        "occupation": DataClass.PERSONAL,
        "unit": DataClass.INTERNAL,
        "is_supervisee": DataClass.INTERNAL,
        "supervisee_kind": DataClass.INTERNAL,
        "supervisee_since": DataClass.INTERNAL,
        "is_member": DataClass.SENSITIVE,
        "party_branch": DataClass.PERSONAL,
        "party_post": DataClass.PERSONAL,
        "joined_on": DataClass.PERSONAL,
        "full_on": DataClass.PERSONAL,
        "account": DataClass.INTERNAL,
        "registered_by": DataClass.INTERNAL,
        "registered_at": DataClass.INTERNAL,
    }

    name = models.CharField(_("name"), max_length=60)
    pinyin = models.CharField(_("pinyin"), max_length=200, editable=False)
    search_keys = models.TextField(editable=False)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender)
    birth_on = models.DateField(_("date of birth"))
    id_number = EncryptedTextField(_("ID number"))
    id_number_short = EncryptedTextField(_("former ID number of 15 digits"), blank=True)
    id_index = BlindIndexField(source="id_number", purpose=ID_PURPOSE)
    id_masked_index = BlindIndexField(
        source="id_number", purpose=ID_PURPOSE, derive=masks.id_number
    )
    phone = EncryptedTextField(_("mobile phone"), blank=True)
    phone_index = BlindIndexField(source="phone", purpose=PHONE_PURPOSE)
    residence = EncryptedTextField(_("residence"), blank=True)
    ethnic_group = models.CharField(_("ethnic group"), max_length=20, blank=True)
    native_place = models.CharField(_("native place"), max_length=80, blank=True)
    growth_place = models.CharField(_("place of growing up"), max_length=80, blank=True)
    education = models.CharField(_("education"), max_length=20, blank=True)
    occupation = models.CharField(_("occupation"), max_length=40, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="people")
    is_supervisee = models.BooleanField(_("supervisee"), default=False)
    supervisee_kind = models.CharField(
        _("kind of supervisee"), max_length=20, choices=SuperviseeKind, blank=True
    )
    supervisee_since = models.DateField(_("supervisee since"), null=True, blank=True)
    is_member = models.BooleanField(_("Party member"), default=False)
    party_branch = models.CharField(_("Party branch"), max_length=80, blank=True)
    party_post = models.CharField(_("Party post"), max_length=40, blank=True)
    joined_on = models.DateField(_("joined the Party"), null=True, blank=True)
    full_on = models.DateField(_("became a full member"), null=True, blank=True)
    account = models.OneToOneField(
        User, models.PROTECT, null=True, blank=True, related_name="person"
    )
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [
            GinIndex(fields=["search_keys"], name="person_keys", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),
            models.Index(fields=["id_masked_index"], name="person_masked"),
            models.Index(fields=["phone_index"], name="person_phone", condition=~Q(phone_index="")),
            models.Index(fields=["unit", "pinyin", "id"], name="person_unit_pinyin"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["id_index"], name="person_id_once"),
            models.CheckConstraint(
                condition=~Q(id_index="") & ~Q(id_masked_index="") & ~Q(name=""),
                name="person_known_by_number",
            ),
            models.CheckConstraint(
                condition=Q(is_supervisee=True, supervisee_since__isnull=False)
                & ~Q(supervisee_kind="")
                | Q(is_supervisee=False, supervisee_since__isnull=True, supervisee_kind=""),
                name="person_supervisee_whole",
            ),
            models.CheckConstraint(
                condition=Q(is_member=True, joined_on__isnull=False) & ~Q(party_branch="")
                | Q(
                    is_member=False,
                    joined_on__isnull=True,
                    full_on__isnull=True,
                    party_branch="",
                    party_post="",
                ),
                name="person_member_whole",
            ),
            models.CheckConstraint(
                condition=Q(full_on__isnull=True) | Q(full_on__gte=F("joined_on")),
                name="person_full_after_joining",
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True) | Q(joined_on__gt=F("birth_on")),
                name="person_joined_after_birth",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the person's file."""
        return reverse("people:person", args=[self.pk])

    @property
    def masked_id_number(self) -> str:
        """Return the ID number as everybody sees it."""
        return masks.id_number(self.id_number)

    @property
    def masked_phone(self) -> str:
        """Return the phone number as everybody sees it."""
        return masks.phone(self.phone)

    @property
    def masked_residence(self) -> str:
        """Return the address as everybody sees it."""
        return masks.residence(self.residence)

    @property
    def age(self) -> int:
        """Return the years completed today."""
        today = clock.today()
        return today.year - self.birth_on.year - (today < _birthday(self.birth_on, today.year))


def _birthday(born: dt.date, year: int) -> dt.date:
    """Return the birthday in the year; who was born on 29 February has it on 1 March."""
    try:
        return born.replace(year=year)
    except ValueError:
        return dt.date(year, 3, 1)
