"""Say when somebody holds all power, or too few persons hold an administrator's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connection, transaction

from supervision.accounts import rules, selectors
from supervision.accounts.models import User

_CONSTRAINTS = ("no_superuser", "administrators_apart")


# With --deploy alone: `migrate` itself runs the others before the constraints are there.
@register(Tags.database, deploy=True)
def administrators_are_apart(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Return what is wrong with superusers, the constraints against them, and the numbers."""
    try:
        with transaction.atomic():
            return [*_superusers(), *_constraints(), *_numbers()]
    except DatabaseError:
        # Before the first migration, or with the database away, there is nothing to say.
        return []


def _superusers() -> list[CheckMessage]:
    if not User.objects.filter(is_superuser=True).exists():
        return []
    return [Error("An account is a superuser; no account may be.", id="accounts.E001")]


def _constraints() -> list[CheckMessage]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname = ANY(%s) AND convalidated",
            [list(_CONSTRAINTS)],
        )
        found = {row[0] for row in cursor.fetchall()}
    return [
        Error(
            f"The database constraint {name} is gone.",
            hint="Somebody changed the tables by hand; find out who, then migrate anew.",
            id="accounts.E002",
        )
        for name in _CONSTRAINTS
        if name not in found
    ]


def _numbers() -> list[CheckMessage]:
    if not settings.PRODUCTION:
        return []
    held = selectors.administrators_in_use()
    return [
        Warning(
            f"{held.get(role, 0)} account(s) in use hold the role {role}; {least} needed.",
            hint="Run manage.py appoint_administrators.",
            id="accounts.W001",
        )
        for role, least in rules.LEAST_HOLDERS.items()
        if held.get(role, 0) < least
    ]
