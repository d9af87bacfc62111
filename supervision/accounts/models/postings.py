"""The posts people hold for a time, and the grants that expire."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from supervision.accounts import roles
from supervision.accounts.enums import ADMINISTRATORS, Reach, RoleCode
from supervision.accounts.models.users import User
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class Posting(models.Model):
    """A post held for a time. `scope_path` is the tree path below which the holder sees."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "unit": DataClass.INTERNAL,
        "role": DataClass.INTERNAL,
        "title": DataClass.INTERNAL,
        "started_on": DataClass.INTERNAL,
        "ended_on": DataClass.INTERNAL,
    }

    user = models.ForeignKey(User, models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="postings")
    role = models.CharField(_("role"), max_length=20, choices=RoleCode)
    title = models.CharField(_("post"), max_length=60, blank=True)
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="posting_ends_after_start",
            ),
            # Separation of the three administrators: while one of their posts is held, the same
            # person holds no post of another kind.
            ExclusionConstraint(
                name="administrators_apart",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Case(
                            When(role__in=ADMINISTRATORS, then=F("role")),
                            default=Value("business"),
                            output_field=models.CharField(),
                        ),
                        RangeOperators.NOT_EQUAL,
                    ),
                    (
                        Func(
                            F("started_on"),
                            F("ended_on"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.title}"

    @property
    def reach(self) -> Reach:
        """Return how far the role sees."""
        return roles.ROLES[self.role].reach

    @property
    def scope_path(self) -> str:
        """Return the tree path below which this post sees, or "" for the own unit alone."""
        if self.reach == Reach.SUBTREE:
            return self.unit.path
        if self.reach == Reach.DISTRICT:
            return self.unit.path[: Unit.steplen]
        return ""

    def reaches(self, unit: Unit) -> bool:
        """Tell whether the post sees the unit."""
        if self.reach in (Reach.OWN, Reach.SUPERVISED) and unit.pk == self.unit_id:
            return True
        if self.reach == Reach.SUPERVISED:
            return unit.supervised_by_id == self.unit_id
        return bool(self.scope_path) and unit.path.startswith(self.scope_path)


class UnitGrant(UserObjectPermissionBase):
    """An explicit, expiring grant to see one unit (a guardian permission with a window)."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "permission": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "content_object": DataClass.INTERNAL,
        "starts_at": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
    }

    content_object = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="grants")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="grant_window"),
        ]
