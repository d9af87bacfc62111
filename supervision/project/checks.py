"""What Django's deployment check cannot know: roles, keys, proxies, backups of this portal."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction

from supervision import clock
from supervision.crypto import keyring
from supervision.project import database_roles
from supervision.project.backup import manifest

#: Hours; a nightly backup that failed once is noticed the next morning.
BACKUP_TOO_OLD = 36


@register("portal", deploy=True)
def demo_is_off(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse demo mode: its accounts share one printed password."""
    if not settings.DEMO_MODE:
        return []
    return [Error("Demo mode is on.", hint="Set PORTAL_ENV=production.", id="portal.E001")]


@register("portal", deploy=True)
def keys_are_safe(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a key ring that is missing, open to others, or in the folder of the code."""
    place = Path(settings.CRYPTO_KEYRING)
    try:
        keyring.ring()
        mode = stat.S_IMODE(place.stat().st_mode)
    except (ImproperlyConfigured, OSError) as error:
        return [Error(f"The key ring cannot be used: {error}", id="portal.E002")]
    found: list[CheckMessage] = []
    if mode & 0o077:
        found.append(
            Error(
                f"The key ring has mode {mode:o}.",
                hint="chmod 600, owned by the account of the portal alone.",
                id="portal.E003",
            )
        )
    if place.resolve().is_relative_to(settings.BASE_DIR / "supervision"):
        found.append(Error("The key ring lies in the code.", id="portal.E004"))
    return found


@register("portal", deploy=True)
def runtime_role_is_weak(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the running portal could take down the walls of the database."""
    try:
        with transaction.atomic():
            standing = database_roles.standing()
    except DatabaseError:
        # With the database away there is nothing to say; readiness tells of that.
        return []
    if not standing.could_take_walls_down:
        return []
    return [
        Warning(
            f"The role {standing.role} of DATABASE_URL owns the tables or is a superuser: it "
            "could disable the triggers that keep the records.",
            hint="Give two roles: DATABASE_OWNER_URL owns and migrates, DATABASE_URL works. "
            "See docs/operations.md and manage.py setup_database_roles.",
            id="portal.W005",
        )
    ]


@register("portal", deploy=True)
def proxies_are_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when no proxy is trusted: then every sign-in comes from the proxy's address."""
    if settings.TRUSTED_PROXIES:
        return []
    return [
        Warning(
            "TRUSTED_PROXIES is empty: the audit record shows the proxy's address.",
            hint="Set it to the address or network of the proxy in front of the portal.",
            id="portal.W007",
        )
    ]


@register("portal", deploy=True)
def backups_are_young(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when the newest backup is missing or old; without BACKUP_DIR others keep watch."""
    if not settings.BACKUP_DIR:
        return []
    taken = manifest.newest(Path(settings.BACKUP_DIR))
    age = (clock.real_now() - taken).total_seconds() / 3600 if taken else None
    if age is not None and age <= BACKUP_TOO_OLD:
        return []
    words = "There is no backup" if age is None else f"The newest backup is {age:.0f} hours old"
    return [Warning(f"{words} in BACKUP_DIR.", hint="manage.py backup", id="portal.W008")]


@register("portal", deploy=True)
def messages_do_not_go_to_the_log(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when text messages would be written to the log instead of being sent."""
    if settings.SMS_GATEWAY != "console":
        return []
    return [
        Warning(
            "SMS_GATEWAY is console: text messages go to the log, with the names in them cut.",
            hint="Set http with SMS_URL, or file.",
            id="portal.W009",
        )
    ]
