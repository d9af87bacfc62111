"""Read settings from the environment, failing loudly with the variable's name and a hint."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_MISSING = "Set %s (or %s_FILE, a path to a file that holds it): %s"


def text(name: str, default: str | None = None, *, hint: str = "required") -> str:
    """Return the variable, or the content of the file named by NAME_FILE (for Docker secrets)."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(_MISSING % (name, name, hint))
    return value


def is_given(name: str) -> bool:
    """Tell whether the variable, or the file that holds it, is set."""
    return bool(os.environ.get(name) or os.environ.get(f"{name}_FILE"))


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as a yes or no."""
    value = os.environ.get(name, "")
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")
    return default


def number(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return the variable's comma-separated parts."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(name: str) -> dict[str, object]:
    """Return Django's database settings from a postgresql:// address.

    The password may stand apart from it: DATABASE_PASSWORD goes with DATABASE_URL.
    """
    url = urlsplit(text(name, hint="postgresql://user:password@host:5432/name"))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must be a postgresql:// address")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": text(name.replace("_URL", "_PASSWORD"), unquote(url.password or "")),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or 5432),
        "CONN_MAX_AGE": 60,
        # A restarted Postgres must cost no user an error page: check before use.
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": "template0"},
    }
