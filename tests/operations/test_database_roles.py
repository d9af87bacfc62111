"""What the running role cannot do, tried with its own password on the migrated portal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from supervision.project import database_roles
from tests.operations.stack import Stack

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def running(portal: Stack) -> Iterator[Any]:
    """Connect as the running role."""
    secret = (portal.home / "secrets" / "runtime_password").read_text().strip()
    line = psycopg2.connect(
        host="127.0.0.1",
        port=portal.postgres.port,
        user="portal_runtime",
        password=secret,
        dbname="portal",
    )
    line.autocommit = True
    yield line
    line.close()


def ask(line: Any, statement: str) -> Any:
    with line.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "ALTER TABLE accountability_duty ADD COLUMN x int",
        "DROP TABLE audit_auditevent",
        "TRUNCATE accountability_duty",
        "TRUNCATE audit_auditevent",
        "CREATE TABLE public.x ()",
        "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA x",
        "CREATE EXTENSION dblink",
        "CREATE ROLE x",
        "SET session_replication_role = replica",
        "SET ROLE portal_owner",
        "UPDATE audit_auditevent SET verb = 'x'",
        "DELETE FROM audit_auditevent",
        "UPDATE accountability_filing SET text = 'x'",
        "DELETE FROM accountability_filing",
        "SELECT * FROM audit_auditevent FOR UPDATE",
        "DELETE FROM django_migrations",
        "COPY audit_auditevent TO PROGRAM 'cat'",
        "ALTER ROLE portal_runtime SUPERUSER",
        "DO 'BEGIN LOCK TABLE audit_auditevent IN ACCESS EXCLUSIVE MODE; END'",
        "DELETE FROM history.accountability_duty",
        "CREATE TEMP TABLE own (LIKE public.accountability_duty); CREATE TRIGGER turned AFTER"
        " TRUNCATE ON own FOR EACH STATEMENT EXECUTE FUNCTION"
        " history.accountability_duty_truncate()",
    ],
)
def test_the_running_role_is_refused(running: Any, statement: str) -> None:
    with pytest.raises(psycopg2.Error) as refusal:
        ask(running, statement)
    # Refused for who asks, not for what was asked.
    assert refusal.value.pgcode == "42501", refusal.value


def test_asking_the_triggers_to_look_away_does_not_help(running: Any) -> None:
    names = ask(running, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    listed = ",".join(name for (name,) in names)
    ask(running, f"SET pgtrigger.ignore = '{{{listed}}}'")
    try:
        with pytest.raises(psycopg2.Error, match="content of a file never changes"):
            ask(running, "UPDATE attachments_attachment SET sha256 = repeat('0', 64)")
        with pytest.raises(psycopg2.Error, match="attached file is never deleted"):
            ask(running, "DELETE FROM attachments_attachment")
    finally:
        ask(running, "RESET pgtrigger.ignore")


def test_the_running_role_owns_nothing_and_is_nobody_else(running: Any) -> None:
    question = "SELECT count(*) FROM pg_class WHERE pg_has_role(relowner, 'MEMBER')"
    assert ask(running, question) == [(0,)]
    question = "SELECT count(*) FROM pg_roles WHERE pg_has_role(oid, 'MEMBER')"
    assert ask(running, question) == [(1,)]


def test_tables_made_later_are_the_running_roles_to_use(portal: Stack, running: Any) -> None:
    secret = (portal.home / "secrets" / "owner_password").read_text().strip()
    owner = psycopg2.connect(
        host="127.0.0.1",
        port=portal.postgres.port,
        user="portal_owner",
        password=secret,
        dbname="portal",
    )
    owner.autocommit = True
    ask(owner, "CREATE TABLE later (id serial PRIMARY KEY, word text)")
    try:
        ask(running, "INSERT INTO later (word) VALUES ('x')")
        assert ask(running, "SELECT id, word FROM later") == [(1, "x")]
    finally:
        ask(owner, "DROP TABLE later")
        owner.close()


def test_the_whole_flow_was_written_by_the_running_role(portal: Stack, running: Any) -> None:
    """What filled the portal were the services of the portal, under this role."""
    assert ask(running, "SELECT count(*) FROM accountability_filing") == [(1,)]
    assert ask(running, "SELECT count(*) > 5 FROM audit_auditevent") == [(True,)]


def test_grants_can_be_renewed_and_printed(portal: Stack) -> None:
    done = portal.manage("setup_database_roles")
    assert done.returncode == 0, done.stderr
    printed = portal.manage("setup_database_roles", "--sql").stdout
    for words in ("CREATE ROLE", "OWNER TO", "REVOKE UPDATE, DELETE ON", "audit_auditevent"):
        assert words in printed
    secret = (portal.home / "secrets" / "owner_password").read_text().strip()
    assert secret not in printed


def test_every_table_written_once_is_known(db: None) -> None:
    found = database_roles.append_only_tables()
    assert {"audit_auditevent", "accountability_filing", "deadlines_clockshift"} <= set(found)
    assert "accountability_duty" not in found


def test_with_one_role_there_is_nothing_to_grant(settings: Any) -> None:
    settings.DATABASE_OWNER = None
    with pytest.raises(CommandError, match="DATABASE_OWNER_URL"):
        call_command("setup_database_roles")
