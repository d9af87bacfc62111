"""Worlds that many tests begin in: built once for a whole run, copied for whoever begins there.

A world is a database with rows made by the real services, the files they keep, and what its builder
says about it. Whoever needs a world first builds it while the others wait. Tests whose rows are
taken back share one copy for each worker; a test that commits gets a copy for itself.
"""

from __future__ import annotations

import datetime as dt
import fcntl
import importlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection, connections, transaction
from django.test import override_settings
from django.test.utils import setup_databases

from supervision import clock
from tests.services_plugin import DATABASES, SHARED

#: What builds each world, as module:function. A builder returns what can be pickled.
BUILDERS = {
    "units": "tests.cast:plant_units",
    "offices": "tests.cast:plant_offices",
    "scene": "tests.repository.scene:build",
    "assigned": "tests.cases.walked:assigned",
    "verifying": "tests.cases.walked:verifying",
    "investigated": "tests.cases.walked:investigated",
    "reviewed": "tests.cases.walked:reviewed",
}
#: The fixture that says in which world a test begins; the first that a test asks for counts.
BEGINNINGS = {"scene": "scene", "case_offices": "offices", "units": "units"}


@dataclass(frozen=True)
class World:
    """A world as it was left by its builder."""

    database: str
    files: Path
    ended_at: dt.datetime
    known: Any


#: The world in which the present test began, where it did.
_present: list[tuple[str, World]] = []
#: The copies for tests whose rows are taken back.
_copies: dict[str, str] = {}


def fitting(test: Any, beginnings: dict[str, str] | None = None) -> str:
    """Return the world for a test by the fixtures it asks for, "" for the empty database."""
    given = test.callspec.params if hasattr(test, "callspec") else ()
    fixtures = {name for name in test.fixturenames if name not in given}
    wanted = {**(beginnings or {}), **BEGINNINGS}
    return next((world for name, world in wanted.items() if name in fixtures), "")


def present(name: str) -> World | None:
    """Return the world if the test began in it."""
    return next((world for begun, world in _present if begun == name), None)


def fetch(name: str) -> World:
    """Return the world, building it if nobody in this run has."""
    note = _shared() / f"{name}.world"
    with _alone(name):
        if not note.exists():
            note.write_bytes(pickle.dumps(_build(name)))
        found: World = pickle.loads(note.read_bytes())
        return found


@contextmanager
def beginning_in(name: str, copy: str) -> Iterator[None]:
    """Let every connection go to this copy of a world."""
    # The way back is left to the next test: it mostly begins in the same world.
    _go_to(copy)
    _present[:] = [(name, fetch(name))] if name else []
    try:
        yield
    finally:
        _present.clear()


def taken_back(name: str) -> str:
    """Return the worker's copy of the world for tests whose rows are taken back."""
    if name not in _copies:
        copy = f"{_copies['']}_in_{name}"
        duplicate(fetch(name).database, copy)
        _copies[name] = copy
    return _copies[name]


def empty() -> str:
    """Return the worker's database without any row but those of the migrations."""
    return _copies[""]


def unpack(world: World, to: Path) -> None:
    """Let a test begin with the files and at the moment at which the world was left."""
    shutil.copytree(world.files, to, dirs_exist_ok=True)
    clock.set_shift(world.ended_at - clock.real_now())


def duplicate(original: str, copy: str) -> None:
    """Copy a database, ending whoever is connected to it: a copy is refused meanwhile."""
    quote = connection.ops.quote_name
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        # The server sends its own workers (autovacuum) away by itself, and a plain role may not.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND backend_type = 'client backend'",
            [original],
        )
        cursor.execute(f"DROP DATABASE IF EXISTS {quote(copy)} WITH (FORCE)")
        # Whole files at once: half the time of going through the log page by page.
        cursor.execute(
            f"CREATE DATABASE {quote(copy)} TEMPLATE {quote(original)} STRATEGY FILE_COPY"
        )
    _note(copy)


def migrate(*, keep: bool) -> None:
    """Give this worker a database, migrated once for the whole run."""
    name = connection.creation._get_test_db_name()
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    with _alone("migrated"):
        done = _shared() / "migrated"
        if not done.exists():
            setup_databases(verbosity=0, interactive=False, keepdb=keep)
            connections.close_all()
            done.touch()
            if not keep:
                _note(name)
    if worker:
        duplicate(name, f"{name}_{worker}")
        name = f"{name}_{worker}"
    _copies[""] = name
    _go_to(name)


def _build(name: str) -> World:
    module, _colon, function = BUILDERS[name].partition(":")
    builder: Callable[[], Any] = getattr(importlib.import_module(module), function)
    database = f"{connection.creation._get_test_db_name()}_world_{name}"
    files = _shared() / f"{name}-files"
    files.mkdir(exist_ok=True)
    connections.close_all()
    duplicate(empty(), database)
    _go_to(database)
    shift = clock.shift()
    clock.set_shift(dt.timedelta(0))
    try:
        with override_settings(MEDIA_ROOT=files), transaction.atomic():
            known = builder()
            ended_at = clock.now()
            # What waits for the commit is for workers, and tests that take rows back have none.
            connection.run_on_commit.clear()
    finally:
        clock.set_shift(shift)
        connections.close_all()
    return World(database, files, ended_at, known)


def _go_to(database: str) -> None:
    if connection.settings_dict["NAME"] != database:
        connections.close_all()
        connection.settings_dict["NAME"] = database


def _shared() -> Path:
    return Path(os.environ[SHARED])


def _note(database: str) -> None:
    with (_shared() / DATABASES).open("a") as notes:
        notes.write(f"{database}\n")


@contextmanager
def _alone(what: str) -> Iterator[None]:
    """Hold off the other workers."""
    with (_shared() / f"{what}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
