"""Every change of a tracked row makes a version, whatever writes it, and nothing else does."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accountability.models import Duty
from supervision import clock
from supervision.deadlines.models import ClockShift
from supervision.history.moments import as_of, at_present
from supervision.organizations.models import Unit

from .conftest import sql

MONDAY = "2026-11-02T09:00:00"


def versions(duty: Duty) -> list[tuple[Any, ...]]:
    """Return title and window of each version that held at some instant, oldest first."""
    return sql(
        "SELECT title, valid_from, valid_to FROM history.accountability_duty"
        " WHERE id = %s AND valid_to > valid_from ORDER BY version",
        duty.pk,
    )


def title_at(duty: Duty, instant: dt.datetime) -> str | None:
    """Return the title that the duty bore, or nothing where there was none."""
    with as_of(instant):
        return Duty.objects.filter(pk=duty.pk).values_list("title", flat=True).first()


def test_a_change_ends_one_version_and_begins_the_next(units: Any, issue: Any, at: Any) -> None:
    at(MONDAY)
    (duty,) = issue(units.water)
    at("2026-11-03T09:00:00")
    Duty.objects.filter(pk=duty.pk).update(title="改过的任务")
    found = versions(duty)
    assert [title for title, _since, _until in found] == ["河道采砂专项自查", "改过的任务"]
    assert found[0][2] == found[1][1]
    assert clock.local(found[1][1]).date() == dt.date(2026, 11, 3)


def test_bulk_work_and_plain_sql_are_caught(units: Any, issue: Any, at: Any) -> None:
    at(MONDAY)
    duties = issue(units.water, units.finance, units.township)
    at("2026-11-03T09:00:00")
    changed = clock.now()
    sql(
        "UPDATE accountability_duty SET title = title || '（二）' WHERE unit_id <> %s",
        units.water.pk,
    )
    for duty in duties:
        suffix = "" if duty.unit_id == units.water.pk else "（二）"
        assert title_at(duty, changed + dt.timedelta(hours=1)) == f"河道采砂专项自查{suffix}"
        assert title_at(duty, changed - dt.timedelta(hours=1)) == "河道采砂专项自查"


def test_an_update_that_changes_nothing_makes_no_version(units: Any, issue: Any) -> None:
    (duty,) = issue(units.water)
    sql("UPDATE accountability_duty SET title = title")
    assert len(versions(duty)) == 1


def test_a_deleted_row_stands_on_the_pages_before(units: Any, issue: Any, at: Any) -> None:
    at(MONDAY)
    (duty,) = issue(units.water)
    at("2026-11-03T09:00:00")
    there = clock.now()
    at("2026-11-04T09:00:00")
    sql("DELETE FROM accountability_duty WHERE id = %s", duty.pk)
    assert title_at(duty, there) == "河道采砂专项自查"
    assert title_at(duty, clock.now() + dt.timedelta(hours=1)) is None


def test_of_several_writes_the_last_holds(units: Any, issue: Any, at: Any) -> None:
    (duty,) = issue(units.water)
    for title in ("一", "二", "三"):
        # The clock is put back to the same instant before each write.
        at("2027-03-01T09:00:00")
        Duty.objects.filter(pk=duty.pk).update(title=title)
    with as_of(clock.now() + dt.timedelta(minutes=1)):
        assert list(Duty.objects.values_list("title", flat=True)) == ["三"]


def test_a_clock_set_back_leaves_no_future_behind(units: Any, issue: Any, at: Any) -> None:
    at(MONDAY)
    (duty,) = issue(units.water)
    at("2027-01-05T09:00:00")
    Duty.objects.filter(pk=duty.pk).update(title="明年")
    at("2026-11-10T09:00:00")
    Duty.objects.filter(pk=duty.pk).update(title="今年")
    assert title_at(duty, clock.now() + dt.timedelta(hours=1)) == "今年"
    at("2027-02-01T09:00:00")
    assert title_at(duty, clock.now()) == "今年"
    # Nothing was taken away: the version of the abandoned year holds at no instant.
    rows = sql("SELECT count(*) FROM history.accountability_duty WHERE id = %s", duty.pk)
    assert rows == [(3,)]


def test_what_is_rolled_back_leaves_no_version(units: Any, issue: Any) -> None:
    (duty,) = issue(units.water)
    with transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(title="verworfen")
        transaction.set_rollback(True)
    assert len(versions(duty)) == 1


def test_a_write_from_outside_the_portal_takes_the_stored_shift(units: Any, issue: Any) -> None:
    (duty,) = issue(units.water)
    ClockShift.objects.create(seconds=86_400 * 30, set_by="演示", at=clock.real_now())
    cursor = connection.connection.cursor()
    cursor.execute("SELECT set_config('portal.clock_shift', '', true)")
    cursor.execute("UPDATE accountability_duty SET title = '库外' WHERE id = %s", [duty.pk])
    since = versions(duty)[-1][1]
    assert abs(since - clock.real_now() - dt.timedelta(days=30)) < dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history.accountability_duty SET title = '改史'",
        "UPDATE history.accountability_duty SET valid_to = valid_from",
        "DELETE FROM history.accountability_duty",
        "TRUNCATE history.accountability_duty",
        "INSERT INTO history.organizations_unit (id, path, depth, numchild, code, name,"
        " short_name, kind, position, is_active, valid_from)"
        " VALUES (9, 'X', 1, 0, 'X', 'X', 'X', 'township', 1, true, now())",
    ],
)
def test_nobody_writes_history_by_hand(units: Any, issue: Any, statement: str) -> None:
    issue(units.water)
    with pytest.raises(DatabaseError, match="triggers alone"), transaction.atomic():
        sql(statement)


def test_nothing_can_be_written_while_one_stands_in_the_past(units: Any, issue: Any) -> None:
    (duty,) = issue(units.water)
    for write in (
        lambda: Duty.objects.update(title="改史"),
        lambda: ClockShift.objects.create(seconds=1, set_by="改史", at=clock.now()),
    ):
        with pytest.raises(DatabaseError, match="read-only"), as_of(clock.now()):
            write()
    duty.refresh_from_db()
    assert duty.title == "河道采砂专项自查"


def test_the_way_back_leads_to_the_present(units: Any, issue: Any, at: Any) -> None:
    at(MONDAY)
    early = clock.now()
    at("2026-11-03T09:00:00")
    issue(units.water)
    with as_of(early):
        assert not Duty.objects.exists()
        with at_present():
            assert Duty.objects.exists()
            assert clock.standing() is None
        assert not Duty.objects.exists()
        assert clock.now() == early
    assert Duty.objects.exists()
    assert clock.standing() is None
    Duty.objects.update(title="又可写")


def test_the_views_show_every_column_of_their_tables(db: None) -> None:
    tables = [name for (name,) in sql("SELECT name FROM history.tracked")]
    assert "accountability_duty" in tables
    for name in [*tables, "accountability_filing"]:
        both = [
            {
                column
                for (column,) in sql(
                    "SELECT column_name FROM information_schema.columns"
                    " WHERE table_schema = %s AND table_name = %s",
                    schema,
                    name,
                )
            }
            for schema in ("public", "asof")
        ]
        assert both[0] == both[1], name


def test_a_unit_bears_its_old_name_but_stands_where_it_stands_today(units: Any, at: Any) -> None:
    at(MONDAY)
    early = clock.now()
    at("2026-11-03T09:00:00")
    Unit.objects.filter(pk=units.water.pk).update(name="清江区水利局")
    moved = Unit.objects.get(pk=units.village.pk)
    Unit.objects.move(moved, Unit.objects.get(pk=units.finance.pk), "last-child")
    # Whoever may see the village today may see it on every page of the past.
    today = Unit.objects.get(pk=units.village.pk).path
    with as_of(early):
        assert Unit.objects.get(pk=units.village.pk).path == today
        assert Unit.objects.get(pk=units.water.pk).name == "清江区水务局"
