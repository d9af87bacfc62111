"""A backup comes back whole into another portal, and a broken one is refused with the place."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg2
import pytest

from tests.operations.stack import Stack
from tools.services.roles import OWNER

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backup(portal: Stack) -> Path:
    """Take a backup of the running portal."""
    done = portal.manage("backup", str(portal.home / "backup"))
    assert done.returncode == 0, done.stderr
    assert "NOT in this backup: the key ring" in done.stdout
    assert "not encrypted" in done.stdout
    (folder,) = (portal.home / "backup").iterdir()
    return folder


@pytest.fixture
def other(portal: Stack) -> dict[str, str]:
    """Return the variables that lead to an empty database and folder beside the portal's."""
    line = psycopg2.connect(portal.postgres.url())
    line.autocommit = True
    with line.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS second WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE second OWNER {OWNER}")
    line.close()
    given = portal.environment("manage")
    media = portal.home / "backup" / "second-media"
    shutil.rmtree(media, ignore_errors=True)
    moved = {
        name: given[name].rpartition("/")[0] + "/second"
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL")
    }
    return moved | {"MEDIA_ROOT": str(media)}


def counts(portal: Stack, database: str) -> dict[str, int]:
    """Count the rows of each table that no restore adds to."""
    line = psycopg2.connect(portal.postgres.url(database))
    with line.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        # Worker and beat go on writing these after the backup.
        own = {"django_session", "project_taskpulse", "deadlines_deadlinewarning"}
        own |= {"audit_auditevent", "audit_auditseal", "audit_auditdigest"}
        own |= {"notifications_notice", "notifications_smsmessage", "notifications_outboxtask"}
        names = sorted({name for (name,) in cursor.fetchall()} - own)
        found = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            found[name] = cursor.fetchone()[0]
    line.close()
    return found


def test_what_comes_back_is_equal_row_by_row_and_file_by_file(
    portal: Stack, backup: Path, other: dict[str, str]
) -> None:
    done = portal.manage("restore", str(backup), **other)
    assert done.returncode == 0, done.stderr
    before, after = counts(portal, "portal"), counts(portal, "second")
    assert before["accountability_filing"] >= 1 and before["accounts_user"] >= 2
    assert after == before
    media = Path(other["MEDIA_ROOT"])
    ours = {path.relative_to(media): path.read_bytes() for path in media.rglob("*/*/*/*")}
    kept = portal.home / "media"
    assert ours == {path.relative_to(kept): path.read_bytes() for path in kept.rglob("*/*/*/*")}
    assert ours


def test_after_a_restore_the_running_role_is_as_weak_as_before(
    portal: Stack, backup: Path, other: dict[str, str]
) -> None:
    assert portal.manage("restore", str(backup), **other).returncode == 0
    secret = (portal.home / "secrets" / "runtime_password").read_text().strip()
    address = portal.postgres.url("second").replace("postgres:", "portal_runtime:", 1)
    line = psycopg2.connect(address.replace(portal.postgres.password, secret))
    with line, line.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accountability_duty")
        assert cursor.fetchone()[0] > 0
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute("UPDATE audit_auditevent SET verb = 'x'")
    line.close()


def test_a_place_that_is_not_empty_is_left_alone(
    portal: Stack, backup: Path, other: dict[str, str]
) -> None:
    assert portal.manage("restore", str(backup), **other).returncode == 0
    again = portal.manage("restore", str(backup), **other)
    assert again.returncode == 1
    assert "--replace" in again.stderr
    assert portal.manage("restore", str(backup), "--replace", **other).returncode == 0


def test_a_portal_in_use_is_left_alone(portal: Stack, backup: Path) -> None:
    done = portal.manage("restore", str(backup), "--replace")
    assert done.returncode == 1
    assert "Stop web, worker and beat first" in done.stderr


def test_every_broken_place_is_named_and_nothing_is_touched(
    portal: Stack, backup: Path, other: dict[str, str]
) -> None:
    broken = portal.home / "backup" / "broken"
    shutil.rmtree(broken, ignore_errors=True)
    shutil.copytree(backup, broken)
    changed = next(path for path in (broken / "files").rglob("*") if path.is_file())
    changed.write_bytes(changed.read_bytes()[:-1] + b"x")
    (broken / "files" / "planted").write_text("x")
    with (broken / "database.dump").open("r+b") as dump:
        dump.seek(1000)
        dump.write(b"\0\0")
    done = portal.manage("restore", str(broken), **other)
    shutil.rmtree(broken)
    assert done.returncode == 1
    assert "database.dump: changed" in done.stderr
    assert f"files/{changed.relative_to(broken / 'files')}: changed" in done.stderr
    assert "files/planted: not part of the backup" in done.stderr
    assert counts(portal, "second") == {}


def test_without_its_keys_a_backup_is_not_brought_back(
    portal: Stack, backup: Path, other: dict[str, str]
) -> None:
    strange = portal.home / "tmp" / "strange.json"
    done = portal.manage("make_keyring", CRYPTO_KEYRING=str(strange))
    assert done.returncode == 0, done.stderr
    refused = portal.manage("restore", str(backup), CRYPTO_KEYRING=str(strange), **other)
    assert refused.returncode == 1
    assert "has not the keys of this backup" in refused.stderr


def test_a_lost_file_stops_the_backup(portal: Stack) -> None:
    file = next(path for path in (portal.home / "media" / "blobs").rglob("*") if path.is_file())
    kept = file.read_bytes()
    file.write_bytes(kept + b"x")
    try:
        done = portal.manage("backup", str(portal.home / "backup"))
    finally:
        file.write_bytes(kept)
    assert done.returncode == 1
    assert file.name in done.stderr
    assert not list((portal.home / "backup").glob(".*"))
