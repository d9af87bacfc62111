"""The environment of the portal's processes when nothing else gives it one."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import secrets
import sys
from pathlib import Path
from typing import Any

from tools.layout import RUN
from tools.services import Broker, Postgres, ServiceError, roles

FOLDERS = {"MEDIA_ROOT": "media", "STATIC_ROOT": "static", "SMS_FILE": "sms.log"}


def secret_key() -> str:
    """Return this installation's own key, made at the first call and kept readable by us only."""
    path = RUN / "secret"
    if not path.exists():
        RUN.mkdir(parents=True, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


def defaults() -> dict[str, str]:
    """Return the process environment completed with what a demonstration needs."""
    env = dict(os.environ)
    env.setdefault("PORTAL_ENV", "demo")
    env.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")
    # Chinese in logs and file names must not depend on the terminal's language.
    env.setdefault("PYTHONUTF8", "1")
    for name, place in FOLDERS.items():
        env.setdefault(name, str(RUN / place))
    if not env.get("SECRET_KEY") and not env.get("SECRET_KEY_FILE"):
        env["SECRET_KEY"] = secret_key()
    return env


class EmbeddedServices:
    """The database and broker of this checkout, unless addresses of others are given."""

    def __init__(self) -> None:
        """Look at the environment; nothing is started yet."""
        self.postgres = None if os.environ.get("DATABASE_URL") else Postgres(RUN)
        self.broker = None if os.environ.get("REDIS_URL") else Broker(RUN)

    def start(self) -> dict[str, str]:
        """Start what does not run and return the addresses."""
        found = {}
        if self.postgres:
            self.postgres.start()
            self.postgres.make_roles()
            found["DATABASE_URL"] = self.postgres.url_as(roles.RUNTIME)
            found["DATABASE_OWNER_URL"] = self.postgres.url_as(roles.OWNER)
        if self.broker:
            self.broker.start()
            found["REDIS_URL"] = self.broker.url
        return found

    def are_running(self) -> bool:
        """Tell, cheaply, whether the processes are there."""
        return all(service.pid() for service in (self.postgres, self.broker) if service)

    def stop(self) -> None:
        """Stop both."""
        for service in (self.broker, self.postgres):
            if service:
                service.stop()


def running_portal(run: Path = RUN) -> dict[str, Any] | None:
    """Return what the launcher of this checkout wrote down, or None when none runs."""
    try:
        with (run / "run.lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return dict(json.loads((run / "run.json").read_text()))
    return None


def adopt() -> None:
    """Give a management command this checkout's services, starting them for its time if needed.

    Does nothing when DATABASE_URL is set, as in production, in containers and in tests.
    """
    if os.environ.get("DATABASE_URL") or os.environ.get("PORTAL_ENV") == "production":
        return
    services = EmbeddedServices()
    was_running = services.are_running()
    try:
        addresses = services.start()
    except ServiceError as error:
        sys.exit(str(error))
    os.environ.update(defaults() | addresses)
    if not was_running:
        atexit.register(lambda: None if running_portal() else services.stop())
