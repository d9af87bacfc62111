"""What neither a session variable nor the running role can lift."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
import psycopg2
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from supervision.audit.models import AuditEvent
from supervision.audit.services import record, seal
from supervision.organizations.verbs import UNIT_CHANGED
from supervision.web.walls import Wall

#: A column that may be set to itself in each append-only table.
TABLES = {
    "audit_auditevent": "actor_name",
    "audit_auditseal": "sealed_at",
    "audit_auditdigest": "made_at",
    "deadlines_clockshift": "seconds",
    "accountability_filing": "text",
    "accountability_lockattempt": "path",
}
#: Rows are kept, though some of their columns are filled in later.
KEPT = ("attachments_attachment", "accountability_deadlinechange")
ROLE = "portal_runtime"


def refusing() -> list[tuple[type[Any], pgtrigger.Trigger]]:
    """Return every trigger of the project that refuses something."""
    return [
        (model, trigger)
        for model in apps.get_models()
        if model.__module__.startswith(("supervision.", "accountability", "cases"))
        for trigger in getattr(model._meta, "triggers", [])
        if "RAISE EXCEPTION" in str(trigger.compile(model).sql)
    ]


def test_every_trigger_that_refuses_is_a_wall() -> None:
    soft = [f"{model._meta.label}:{one.name}" for model, one in refusing() if type(one) is not Wall]
    assert soft == []


def test_no_installed_wall_asks_whether_to_be_ignored(db: None) -> None:
    with connection.cursor() as cursor:
        for model, wall in refusing():
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [wall.get_pgid(model)])
            (source,) = cursor.fetchone()
            assert "should_ignore" not in source, wall.get_pgid(model)


@pytest.mark.parametrize("table", [*TABLES, *KEPT])
def test_no_table_of_records_can_be_emptied(table: str, db: None) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table} CASCADE")


def test_a_session_variable_lifts_nothing(units: Any) -> None:
    event = AuditEvent.objects.earliest("pk")
    names = ",".join(wall.get_pgid(model) for model, wall in refusing())
    for act in ("UPDATE audit_auditevent SET actor_name = 'x'", "DELETE FROM audit_auditevent"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{names}}}"])
            cursor.execute(f"{act} WHERE id = %s", [event.pk])
    with pytest.raises(DatabaseError), transaction.atomic(), pgtrigger.ignore():
        AuditEvent.objects.filter(pk=event.pk).delete()


@pytest.fixture
def running(units: Any) -> Iterator[Any]:
    """Return a cursor of the test's transaction acting as a role that owns nothing."""
    record(verb=UNIT_CHANGED, actor=None, target=units.water)
    seal()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
        yield cursor
        cursor.execute("RESET ROLE")


def test_the_running_role_records_and_reads(running: Any) -> None:
    before = AuditEvent.objects.count()
    record(verb=UNIT_CHANGED, actor=None)
    assert AuditEvent.objects.count() == before + 1
    assert seal() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER USER",
        "DROP TRIGGER pgtrigger_append_only_00dfa ON audit_auditevent",
        "ALTER TABLE audit_auditevent ADD COLUMN x int",
        "ALTER TABLE audit_auditevent ALTER COLUMN actor_name DROP NOT NULL",
        "ALTER TABLE audit_auditevent OWNER TO CURRENT_USER",
        "DROP TABLE audit_auditevent",
        "SET session_replication_role = 'replica'",
        "CREATE OR REPLACE FUNCTION pgtrigger_append_only_00dfa() RETURNS trigger AS "
        "$$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE RULE away AS ON INSERT TO audit_auditevent DO INSTEAD NOTHING",
        "TRUNCATE audit_auditevent",
        "UPDATE audit_auditevent SET actor_name = 'x'",
        "DELETE FROM audit_auditevent",
        "UPDATE audit_auditseal SET digest = ''",
        "DELETE FROM audit_auditseal",
        "TRUNCATE audit_auditseal CASCADE",
        "INSERT INTO audit_auditseal SELECT 999, first_id, last_id, count, event_ids, leaves, "
        "algorithm, repeat('e', 64), repeat('f', 64), sealed_at, settled FROM audit_auditseal",
    ],
)
def test_the_running_role_lifts_no_wall_even_with_every_right_on_the_rows(
    running: Any, statement: str
) -> None:
    # psycopg2's own errors: the cursor is the connection's, the savepoint Django's.
    with pytest.raises((DatabaseError, psycopg2.Error)), transaction.atomic():
        running.execute(statement)


def test_a_temporary_table_stands_in_for_nothing(running: Any) -> None:
    """The wall of the seals looks into the real table, whatever lies in front of it."""
    running.execute("CREATE TEMP TABLE audit_auditseal (number bigint, digest text)")
    running.execute("INSERT INTO pg_temp.audit_auditseal VALUES (998, repeat('e', 64))")
    with pytest.raises(DatabaseError, match="does not continue"), transaction.atomic():
        running.execute(
            "INSERT INTO public.audit_auditseal SELECT 999, first_id, last_id, count, event_ids, "
            "leaves, algorithm, repeat('e', 64), repeat('f', 64), sealed_at, settled "
            "FROM public.audit_auditseal LIMIT 1"
        )
