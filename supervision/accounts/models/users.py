"""Accounts: one person each; what an account may do comes from the posts held today."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.accounts import roles
from supervision.accounts.enums import ADMINISTRATORS
from supervision.crypto.fields import BlindIndexField, EncryptedTextField
from supervision.organizations.models import Unit
from supervision.web import masks
from supervision.web.classification import DataClass

if TYPE_CHECKING:
    from supervision.accounts.models.postings import Posting


class UserManager(BaseUserManager["User"]):
    """Create accounts; there is no superuser."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Create the account with its password hashed."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
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
        "phone": DataClass.SENSITIVE,
        "phone_index": DataClass.SECRET,
        "is_active": DataClass.INTERNAL,
        "is_temporary": DataClass.INTERNAL,
        "must_change_password": DataClass.INTERNAL,
        "password_changed_at": DataClass.INTERNAL,
        "language": DataClass.INTERNAL,
        "elder_mode": DataClass.INTERNAL,
        "created_at": DataClass.INTERNAL,
        "reopened_at": DataClass.INTERNAL,
        "ends_on": DataClass.INTERNAL,
    }

    username = models.CharField(_("account"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    phone = EncryptedTextField(_("mobile phone"), blank=True)
    phone_index = BlindIndexField(source="phone", purpose="phone", db_index=True)
    is_active = models.BooleanField(_("in use"), default=True)
    is_temporary = models.BooleanField(_("temporary"), default=False)
    must_change_password = models.BooleanField(_("must change password"), default=True)
    password_changed_at = models.DateTimeField(_("password changed"), null=True)
    language = models.CharField(_("language"), max_length=10, default="zh-hans")
    elder_mode = models.BooleanField(_("elder mode"), default=False)
    created_at = models.DateTimeField(_("created"), default=clock.now)
    reopened_at = models.DateTimeField(_("put back in use"), null=True)
    ends_on = models.DateField(_("last day of use"), null=True, blank=True)

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
    def current_postings(self) -> list[Posting]:
        """Return the posts held today, the first one leading."""
        today = clock.today()
        # Every request asks: a person's few posts are sifted here, which takes less time than to
        # put the conditions into words for the database.
        return [
            held
            for held in self.postings.select_related("unit").order_by("id")
            if held.started_on <= today and (held.ended_on is None or today <= held.ended_on)
        ]

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return everything the posts held today allow."""
        return frozenset().union(
            *(roles.permissions_of(posting.role) for posting in self.current_postings)
        )

    @property
    def needs_factor(self) -> bool:
        """Tell whether some post held today asks for a second factor."""
        return any(roles.ROLES[posting.role].second_factor for posting in self.current_postings)

    @property
    def is_administrator(self) -> bool:
        """Tell whether the account is one of the three administrators' today."""
        return any(posting.role in ADMINISTRATORS for posting in self.current_postings)

    @property
    def masked_phone(self) -> str:
        """Return the number with its middle hidden, as lists show it."""
        return masks.phone(self.phone)

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
