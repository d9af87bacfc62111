"""Throw-away services for tests, checks and measurements, and the removal of abandoned ones."""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.layout import RUN
from tools.services import roles
from tools.services.account import unprivileged
from tools.services.broker import Broker
from tools.services.postgres import Postgres

# What a measurement needs from its server, where tests need only speed.
ROOMY = {"shared_buffers": "256MB", "work_mem": "16MB", "maintenance_work_mem": "128MB"}


def remove(home: Path) -> None:
    """Stop and delete the services that were started in one folder."""
    if (home / "broker.lock").exists():
        Broker(home).destroy()
    if (home / "postgres.lock").exists():
        Postgres(home).destroy()
    shutil.rmtree(home, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove the folders whose owner died without cleaning up: their lock is free."""
    for home in parent.glob("*/"):
        with contextlib.suppress(OSError), (home / "in-use").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove(home)


@contextlib.contextmanager
def environment(*, durable: bool = False, parent: Path | None = None) -> Iterator[dict[str, str]]:
    """Yield an environment with DATABASE_URL and REDIS_URL of fresh services.

    The address is the owner role's, which here may make databases too: what migrates and what
    tampers is no superuser.

    A service whose address is given already is used as it is.
    """
    parent = parent or RUN / "temporary"
    parent.mkdir(parents=True, exist_ok=True)
    sweep(parent)
    home = parent / f"{os.getpid()}-{secrets.token_hex(3)}"
    home.mkdir(mode=0o711 if unprivileged() else 0o700)
    env = dict(os.environ)
    with (home / "in-use").open("a") as lock, tempfile.TemporaryDirectory() as media:
        fcntl.flock(lock, fcntl.LOCK_EX)
        env.setdefault("MEDIA_ROOT", media)
        try:
            if not env.get("DATABASE_URL"):
                server = Postgres(home, durable=durable, settings=ROOMY if durable else None)
                server.start()
                server.make_roles(for_tests=True)
                env["DATABASE_URL"] = server.url_as(roles.OWNER)
                # For tests that act as the running portal does; the portal itself ignores it.
                env["TEST_RUNTIME_URL"] = server.url_as(roles.RUNTIME)
            if not env.get("REDIS_URL"):
                broker = Broker(home, durable=durable)
                broker.start()
                env["REDIS_URL"] = broker.url
            yield env
        finally:
            remove(home)
