"""The posts a person has held, each from a day to a day."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from supervision.organizations.models import Unit
from supervision.people.enums import Rank
from supervision.people.models.persons import Person
from supervision.web.classification import DataClass


class _DateRange(Func):
    """The days of a post as a range; without a last day it has no end."""

    function = "daterange"
    output_field = DateRangeField()


class PersonPost(models.Model):
    """One post in a unit of the tree, or in an organisation outside of it."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "person": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "organisation": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "rank": DataClass.INTERNAL,
        "is_leading": DataClass.INTERNAL,
        "started_on": DataClass.INTERNAL,
        "ended_on": DataClass.INTERNAL,
    }

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="person_posts"
    )
    organisation = models.CharField(_("organisation"), max_length=80, blank=True)
    title = models.CharField(_("post"), max_length=60)
    rank = models.CharField(_("rank"), max_length=20, choices=Rank, blank=True)
    is_leading = models.BooleanField(_("member of the leading group"), default=False)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("post of a person")
        verbose_name_plural = _("posts of persons")
        indexes = [
            models.Index(fields=["unit", "person"], name="person_post_unit"),
            models.Index(fields=["person", "-started_on"], name="person_post_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, organisation="")
                | Q(unit__isnull=True) & ~Q(organisation=""),
                name="person_post_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="person_post_ends_after_start",
            ),
            ExclusionConstraint(
                name="person_post_once_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (Coalesce(F("unit"), 0), RangeOperators.EQUAL),
                    (F("organisation"), RangeOperators.EQUAL),
                    (F("title"), RangeOperators.EQUAL),
                    (
                        _DateRange(
                            F("started_on"),
                            F("ended_on"),
                            RangeBoundary(inclusive_lower=True, inclusive_upper=True),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.title}"

    @property
    def place(self) -> str:
        """Return where the post is held."""
        return self.unit.name if self.unit is not None else self.organisation
