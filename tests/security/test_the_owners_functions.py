"""What the running role might turn against the walls: the owner's own functions, and the clock."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from supervision.project import database_roles
from tools.services.roles import RUNTIME

MAKE = "CREATE TEMP TABLE own (LIKE public.organizations_unit)"
HANG = (
    "CREATE TRIGGER turned AFTER INSERT ON own REFERENCING NEW TABLE AS new_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION history.organizations_unit_insert()"
)


def run(*statements: str) -> Any:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        return cursor.fetchone() if cursor.description else None


@pytest.fixture
def as_running(units: Any, running_role: None, settings: Any) -> None:
    """Act as the running role of a portal in production, in the test's transaction."""
    settings.PRODUCTION = True
    run("RESET ROLE", *database_roles.grants(RUNTIME), f"SET LOCAL ROLE {RUNTIME}")


def test_no_table_of_its_own_writes_history(as_running: None) -> None:
    run(MAKE)
    with pytest.raises(DatabaseError, match="permission denied for function"), transaction.atomic():
        run(HANG)


def test_what_it_changes_is_still_kept(as_running: None, units: Any) -> None:
    count = f"SELECT count(*) FROM history.organizations_unit WHERE id = {units.water.pk}"
    before = run(count)
    run(f"UPDATE organizations_unit SET short_name = 'x' WHERE id = {units.water.pk}")
    assert run(count) == (before[0] + 1,)


def test_events_are_numbered_by_the_database_alone(as_running: None) -> None:
    columns = "verb, at, actor_name, object_type, object_id, object_label, ip, request_id, details"
    values = "'x', now(), '', '', '', '', '', '', '{}'"
    insert = f"INSERT INTO audit_auditevent ({columns}) VALUES ({values})"
    run(insert)
    chosen = f"INSERT INTO audit_auditevent (id, {columns}) VALUES (-5, {values})"
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run(chosen)


def test_no_setting_of_a_session_moves_the_clock_of_the_walls(as_running: None) -> None:
    asked = "SELECT abs(extract(epoch FROM history.portal_now() - clock_timestamp())) < 60"
    assert run("SET LOCAL portal.clock_shift = '-99999999'", asked) == (True,)
    assert (
        run("INSERT INTO deadlines_clockshift (seconds, set_by, at) VALUES (-9, '', now())") is None
    )
    assert run("RESET portal.clock_shift", asked) == (True,)


def test_the_owner_may_write_history_so_the_attempt_is_a_real_one(units: Any) -> None:
    count = "SELECT count(*) FROM history.organizations_unit"
    before = run("RESET ROLE", count)
    run(MAKE, HANG, f"INSERT INTO own SELECT * FROM organizations_unit WHERE id = {units.water.pk}")
    assert run(count) == (before[0] + 1,)
