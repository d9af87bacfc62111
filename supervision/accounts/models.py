"""Accounts, the posts people hold for a time, and the grants that expire."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from supervision import clock
from supervision.accounts import roles
from supervision.accounts.enums import Reach, RoleCode
from supervision.organizations.models import Unit
from supervision.web.classification import DataClass


class UserManager(BaseUserManager["User"]):
    """Create accounts; there is no superuser."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create the account with its password hashed."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account by its login name, whatever its case."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One person's account; what it may do comes from the posts the person holds today."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "password": DataClass.SECRET,
        "last_login": DataClass.INTERNAL,
        "is_superuser": DataClass.INTERNAL,
        "username": DataClass.INTERNAL,
        "name": DataClass.PERSONAL,
        "phone": DataClass.PERSONAL,
        "is_active": DataClass.INTERNAL,
        "is_temporary": DataClass.INTERNAL,
        "must_change_password": DataClass.INTERNAL,
        "password_changed_at": DataClass.INTERNAL,
        "language": DataClass.INTERNAL,
        "elder_mode": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
    }

    username = models.CharField(_("account"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_temporary = models.BooleanField(_("temporary"), default=False)
    must_change_password = models.BooleanField(_("must change password"), default=True)
    password_changed_at = models.DateTimeField(_("password changed"), null=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    elder_mode = models.BooleanField(_("elder mode"), default=False)
    created_at = models.DateTimeField(_("created"), default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="no_superuser"),
            models.UniqueConstraint(Lower("username"), name="username_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def current_postings(self) -> "list[Posting]":
        """Return the posts held today, the first one leading."""
        today = clock.today()
        return list(
            self.postings.filter(started_on__lte=today)
            .filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))
            .select_related("unit")
            .order_by("id")
        )

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return everything the posts held today allow."""
        return frozenset().union(
            *(roles.permissions_of(posting.role) for posting in self.current_postings)
        )

    def can(self, permission: str) -> bool:
        """Tell whether some post held today carries the permission."""
        return self.is_active and permission in self.permissions

    def can_in(self, permission: str, unit: Unit) -> bool:
        """Tell whether a post that carries the permission reaches the unit."""
        return self.is_active and any(
            permission in roles.permissions_of(posting.role) and posting.reaches(unit)
            for posting in self.current_postings
        )

    @property
    def home_unit(self) -> Unit | None:
        """Return the unit of the leading post."""
        return self.current_postings[0].unit if self.current_postings else None

    @property
    def title(self) -> str:
        """Return the leading post's title."""
        return self.current_postings[0].title if self.current_postings else ""

    @property
    def role_label(self) -> str:
        """Return the leading post's role in words."""
        return self.current_postings[0].get_role_display() if self.current_postings else ""


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
        if self.reach == Reach.OWN:
            return unit.pk == self.unit_id
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


class TemporaryAccount(models.Model):
    """The window and origin of an account that was issued for one task."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "purpose": DataClass.INTERNAL,
        "starts_at": DataClass.INTERNAL,
        "ends_at": DataClass.INTERNAL,
        "issued_by": DataClass.INTERNAL,
        "issued_at": DataClass.INTERNAL,
        "last_used_at": DataClass.INTERNAL,
        "revoked_at": DataClass.INTERNAL,
    }

    user = models.OneToOneField(User, models.PROTECT, related_name="temporary")
    purpose = models.CharField(_("purpose"), max_length=120)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("to"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(_("issued"))
    last_used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("temporary account")
        verbose_name_plural = _("temporary accounts")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="temporary_window"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user.username} · {self.purpose}"

    def is_open(self, at: dt.datetime) -> bool:
        """Tell whether the account may be used at the instant; the end itself is outside."""
        return self.revoked_at is None and self.starts_at <= at < self.ends_at
