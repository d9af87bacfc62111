"""Bring a backup back: nothing is touched before all of it has been found whole."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from supervision.audit.services import record
from supervision.project import database_roles, verbs
from supervision.project.backup import manifest as contents
from supervision.project.backup import programs, taking


@dataclass(frozen=True)
class Restored:
    """What came back; `grants_to` is "" where the settings name one role only."""

    rows: int
    files: int
    grants_to: str


class RefusedError(Exception):
    """The restore does not begin; the text tells what to do first."""


def restore(folder: Path, *, replace: bool) -> Restored:
    """Check the backup and bring it back into the database and folder of this portal.

    Raises BrokenBackupError with every fault found, RefusedError when the place is not empty, in
    use or has other keys, and ProgramError when the database refuses.
    """
    found = contents.read(folder)
    faults = list(contents.faults(folder, found))
    if faults:
        raise contents.BrokenBackupError(faults)
    _must_have_keys(found)
    runtime = database_roles.runtime_role()
    with database_roles.acting_as_owner():
        _must_be_free(replace=replace)
        _empty_database()
        connection.close()
        programs.run(
            "pg_restore",
            *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
            str(folder / contents.DUMP),
        )
        _bring_files(folder, found)
        if runtime:
            database_roles.grant(runtime)
        _must_equal(found)
    record(
        verb=verbs.RESTORED,
        actor=None,
        label=folder.name,
        details={"taken": found.created_at, "sha256": contents.digest(folder / contents.MANIFEST)},
    )
    return Restored(sum(found.tables.values()), len(found.files), runtime)


def _must_have_keys(found: contents.Manifest) -> None:
    here = contents.key_marks()
    missing = sorted(name for name, mark in found.keys.items() if here.get(name) != mark)
    if missing:
        raise RefusedError(
            f"The key ring {settings.CRYPTO_KEYRING} has not the keys of this backup "
            f"({', '.join(missing)}): what they seal could never be read. Put the key ring back "
            "from its own safe copy first."
        )


def _must_be_free(*, replace: bool) -> None:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        others = cursor.fetchone()[0]
    files = any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))
    if (tables or files) and not replace:
        raise RefusedError(
            f"The database holds {len(tables)} tables"
            + (" and the folder of files is not empty" if files else "")
            + ". Restore into an empty place, or say --replace to lose what is here."
        )
    if others:
        raise RefusedError(
            f"{others} other connections use the database. Stop web, worker and beat first."
        )


def _empty_database() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for schema in ["public", *database_roles.side_schemas()]:
            cursor.execute(f"DROP SCHEMA {connection.ops.quote_name(schema)} CASCADE")
        cursor.execute("CREATE SCHEMA public")
        cursor.execute("ALTER SCHEMA public OWNER TO pg_database_owner")


def _bring_files(folder: Path, found: contents.Manifest) -> None:
    """Put the files in place; the folder itself may be a mount and stays."""
    base = Path(settings.MEDIA_ROOT)
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in base.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    for name in found.files:
        taking.copy_file(folder / contents.FILES / name, base / name)


def _must_equal(found: contents.Manifest) -> None:
    here = taking.rows_by_table()
    different = [
        f"{table}: {here.get(table)} rows instead of {count}"
        for table, count in found.tables.items()
        if here.get(table) != count
    ]
    if different:
        raise contents.BrokenBackupError(different)
