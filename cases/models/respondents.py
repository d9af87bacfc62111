"""Whom a clue is about."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.enums import PersonStanding, RespondentRole
from cases.models.clues import Clue
from supervision.crypto.fields import BlindIndexField, EncryptedTextField
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.people.models.persons import ID_PURPOSE
from supervision.web.classification import DataClass


class Respondent(models.Model):
    """One person of a clue, from the people register or as the report names them.

    Or a Party organisation, by its standing: it has neither number nor post nor membership.

    Standing, membership and posts are copied: a sanction asks what somebody was, not what they
    have become.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "clue": DataClass.SENSITIVE,
        "person": DataClass.SENSITIVE,
        "name": DataClass.SENSITIVE,
        "id_number": DataClass.SECRET,
        "id_index": DataClass.SECRET,
        "unit": DataClass.SENSITIVE,
        "workplace": DataClass.SENSITIVE,
        "post": DataClass.SENSITIVE,
        "rank": DataClass.SENSITIVE,
        "role": DataClass.SENSITIVE,
        "standing": DataClass.SENSITIVE,
        "is_member": DataClass.SENSITIVE,
        "holds_party_post": DataClass.SENSITIVE,
        "heads_committee": DataClass.SENSITIVE,
        "is_filed": DataClass.SENSITIVE,
    }

    clue = models.ForeignKey(Clue, models.PROTECT, related_name="respondents")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    #: As the report gives it; indexed like the register's, so that the two can meet.
    id_number = EncryptedTextField(_("ID number"), blank=True)
    id_index = BlindIndexField(source="id_number", purpose=ID_PURPOSE)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    workplace = models.CharField(_("workplace"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=60, blank=True)
    rank = models.CharField(_("rank"), max_length=20, blank=True)
    role = models.CharField(
        _("role"), max_length=10, choices=RespondentRole, default=RespondentRole.MAIN
    )
    standing = models.CharField(_("standing in law"), max_length=16, choices=PersonStanding)
    is_member = models.BooleanField(_("Party member"), default=False)
    holds_party_post = models.BooleanField(_("holds a Party post"), default=False)
    #: Heads a Party committee of the next lower level: other approvals are needed (规则 27, 33).
    heads_committee = models.BooleanField(_("heads a Party committee"), default=False)
    is_filed = models.BooleanField(_("case filed"), default=False)

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        indexes = [
            models.Index(fields=["name"], name="respondent_name"),
            models.Index(fields=["person"], name="respondent_person"),
            models.Index(fields=["id_index"], name="respondent_id", condition=~Q(id_index="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clue", "person"],
                condition=Q(person__isnull=False),
                name="respondent_once",
            ),
            models.CheckConstraint(
                condition=Q(holds_party_post=False, heads_committee=False) | Q(is_member=True),
                name="respondent_post_of_member",
            ),
            models.CheckConstraint(
                condition=~Q(standing=PersonStanding.ORGANISATION)
                | Q(person__isnull=True, id_index="", is_member=False, post="", rank=""),
                name="respondent_organisation_no_person",
            ),
        ]

    def __str__(self) -> str:
        return self.name
