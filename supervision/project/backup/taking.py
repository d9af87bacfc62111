"""Take a backup: one snapshot of the database, then the files it speaks of."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from supervision import clock
from supervision.attachments.models import Attachment
from supervision.audit.services import record
from supervision.project import database_roles, verbs
from supervision.project.backup import manifest as contents
from supervision.project.backup import programs

#: Sessions are not brought back: after a restore everybody signs in again.
_LEFT_OUT = ("django_session",)


@dataclass(frozen=True)
class Taken:
    """A finished backup."""

    folder: Path
    seal: str
    rows: int
    files: int


class MissingFileError(Exception):
    """A file that a record points to is not on the disk, or is not the one that was stored."""


def take(parent: Path) -> Taken:
    """Write a backup into a new folder of `parent`, readable by this account alone.

    It stands under its name only when it is whole. Raises MissingFileError when an attached file
    is gone or changed, and ProgramError when the dump fails.
    """
    now = clock.real_now()
    name = f"backup-{now:%Y%m%dT%H%M%SZ}"
    half = parent / f".{name}.partial"
    half.mkdir(mode=0o700, parents=True)
    try:
        with database_roles.acting_as_owner(), _snapshot() as snapshot:
            programs.run(
                "pg_dump",
                "--format=custom",
                f"--snapshot={snapshot}",
                f"--file={half / contents.DUMP}",
                *(f"--exclude-table-data={table}" for table in _LEFT_OUT),
            )
            found = contents.Manifest(
                created_at=now.isoformat(),
                server=_server_version(),
                dump_sha256=contents.digest(half / contents.DUMP),
                tables=rows_by_table(),
                migrations=_migrations(),
                keys=contents.key_marks(),
            )
            attached = _attached()
        (half / contents.DUMP).chmod(0o600)
        found.files = dict(_copy(half / contents.FILES))
        _must_hold(attached, found.files)
        seal = contents.write(half, found)
        # Ten thousand small files: one wait for the disk instead of one for each.
        os.sync()
        half.rename(parent / name)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    taken = Taken(parent / name, seal, sum(found.tables.values()), len(found.files))
    record(
        verb=verbs.BACKUP_TAKEN,
        actor=None,
        label=name,
        details={"sha256": seal, "rows": taken.rows, "files": taken.files},
    )
    return taken


@contextmanager
def _snapshot() -> Iterator[str]:
    """Stand in one instant of the database, and lend it to pg_dump."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def rows_by_table() -> dict[str, int]:
    """Count the rows of every table that a backup holds."""
    counts = {}
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        for name in sorted(set(names) - set(_LEFT_OUT)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            counts[name] = cursor.fetchone()[0]
    return counts


def _server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def _attached() -> dict[str, str]:
    """Return the files that records point to, with the digests of when they came."""
    rows = Attachment.objects.filter(attached_at__isnull=False)
    return {f"blobs/{name}": sha for name, sha in rows.values_list("storage_name", "sha256")}


def _copy(target: Path) -> Iterator[tuple[str, str]]:
    """Copy every file; a staged one that is discarded meanwhile belongs to nothing."""
    base = Path(settings.MEDIA_ROOT)
    target.mkdir(mode=0o700)
    for path in sorted(base.rglob("*")):
        if not path.is_file() or path.suffix == ".part":
            continue
        name = path.relative_to(base).as_posix()
        try:
            yield name, copy_file(path, target / name)
        except FileNotFoundError:
            continue


def copy_file(source: Path, target: Path) -> str:
    """Copy one file, private to this account; return the SHA-256 of what was read."""
    found = hashlib.sha256()
    with source.open("rb") as stream:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(target, "wb", opener=_private) as copy:
            while chunk := stream.read(1024 * 1024):
                found.update(chunk)
                copy.write(chunk)
    return found.hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _must_hold(attached: dict[str, str], copied: dict[str, str]) -> None:
    wrong = [name for name, sha in sorted(attached.items()) if copied.get(name) != sha]
    if wrong:
        raise MissingFileError(
            f"{len(wrong)} attached files are missing or changed on the disk, the first: "
            + ", ".join(wrong[:5])
        )
