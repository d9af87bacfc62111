"""Relations between a person and a relative, each stored once."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from supervision.accounts.models import User
from supervision.people.enums import KinRelation, KinSource
from supervision.people.models.persons import Person
from supervision.web.classification import DataClass


class Kinship(models.Model):
    """What the relative is to the person; read from the other side it is the inverse.

    The relative is a person of the register, or a name with workplace and post.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "person": DataClass.PERSONAL,
        "relative": DataClass.PERSONAL,
        "relative_name": DataClass.PERSONAL,
        "workplace": DataClass.PERSONAL,
        "post": DataClass.PERSONAL,
        "relation": DataClass.PERSONAL,
        "source": DataClass.INTERNAL,
        "known_on": DataClass.INTERNAL,
        "entered_by": DataClass.INTERNAL,
        "entered_at": DataClass.INTERNAL,
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="kin")
    relative = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="kin_of"
    )
    relative_name = models.CharField(_("relative's name"), max_length=60, blank=True)
    workplace = models.CharField(_("workplace"), max_length=80, blank=True)
    post = models.CharField(_("post"), max_length=60, blank=True)
    relation = models.CharField(_("relation"), max_length=30, choices=KinRelation)
    source = models.CharField(_("source"), max_length=20, choices=KinSource)
    known_on = models.DateField(_("known since"))
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        constraints = [
            models.CheckConstraint(
                condition=Q(relative__isnull=False, relative_name="", workplace="", post="")
                | Q(relative__isnull=True) & ~Q(relative_name=""),
                name="kin_known_or_named",
            ),
            models.CheckConstraint(
                condition=Q(relative__isnull=True) | ~Q(relative=F("person")),
                name="kin_of_another",
            ),
            models.UniqueConstraint(
                Least("person", "relative"),
                Greatest("person", "relative"),
                condition=Q(relative__isnull=False),
                name="kin_once_for_two",
            ),
            models.UniqueConstraint(
                fields=["person", "relation", "relative_name"],
                condition=Q(relative__isnull=True),
                name="kin_name_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_relation_display()}"
