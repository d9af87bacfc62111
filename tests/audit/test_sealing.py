"""Seals hold every event once, in one chain that the database itself keeps from forking."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction

from supervision import clock
from supervision.audit import rules
from supervision.audit.models import AuditDigest, AuditEvent, AuditSeal
from supervision.audit.selectors import seals as selectors
from supervision.audit.services import make_digests, record, seal
from supervision.audit.services.exporting import export_lines
from supervision.organizations.verbs import UNIT_CHANGED
from tools.verify_audit import Checker, parse_printed


@pytest.fixture
def write(units: Any, clerk: Any) -> Callable[[int], None]:
    """Return a function that records some acts."""

    def act(count: int) -> None:
        for _n in range(count):
            record(verb=UNIT_CHANGED, actor=clerk, target=units.water, details={"n": 1.50})

    return act


def members() -> list[int]:
    """Return the sealed events in the order of the chain."""
    return [one for found in AuditSeal.objects.order_by("number") for one in found.event_ids]


def all_ids() -> list[int]:
    """Return every event."""
    return list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))


def test_every_event_is_sealed_once_and_in_order(write: Callable[[int], None]) -> None:
    write(5)
    assert seal(batch=4) == len(all_ids())
    assert members() == all_ids()
    write(3)
    assert seal(batch=4) == 3
    assert seal() == 0
    assert members() == all_ids()
    assert Checker().check(export_lines()).is_whole


def test_each_seal_holds_the_digest_of_the_one_before(write: Callable[[int], None]) -> None:
    write(9)
    seal(batch=3)
    previous = rules.GENESIS
    for number, found in enumerate(AuditSeal.objects.order_by("number"), start=1):
        assert (found.number, found.previous) == (number, previous)
        previous = found.digest


def test_an_event_that_was_left_behind_is_found_by_the_comparison_of_everything(
    write: Callable[[int], None],
) -> None:
    write(3)
    left = AuditEvent.objects.order_by("pk").first()
    assert left is not None
    seal(until=left.at)
    ids = [one for one in all_ids() if one != left.pk]
    with transaction.atomic():
        # As if the number had been drawn, and its transaction had come to light only later.
        AuditSeal.objects.create(**_seal_of(ids))
    assert seal(everything=True) == 1
    assert sorted(members()) == all_ids()


def _seal_of(ids: list[int]) -> dict[str, Any]:
    return {
        "number": 1,
        "first_id": ids[0],
        "last_id": ids[-1],
        "count": len(ids),
        "event_ids": ids,
        "leaves": b"",
        "algorithm": "sha256",
        "previous": rules.GENESIS,
        "digest": "a" * 64,
        "sealed_at": clock.now(),
    }


def test_what_is_settled_is_not_looked_at_again(write: Callable[[int], None]) -> None:
    write(9)
    seal(batch=4)
    found = list(AuditSeal.objects.order_by("number"))
    # In the middle of a run nothing is settled that the run did not look for from below.
    assert found[0].settled == found[1].settled == found[0].last_id
    assert found[-1].settled == found[-1].last_id == all_ids()[-1]
    assert selectors.settled() == all_ids()[-1]
    assert selectors.unsealed_ids(selectors.settled(), 10) == []
    assert seal() == 0


def test_what_was_chosen_by_time_settles_nothing(write: Callable[[int], None], at: Any) -> None:
    at("2026-11-02T09:00:00")
    write(2)
    seal(until=clock.now() + dt.timedelta(days=1))
    assert selectors.settled() == 0


def test_a_clock_set_back_does_no_harm(write: Callable[[int], None], at: Any) -> None:
    write(2)
    seal()
    at("2020-01-01T08:00:00")
    write(2)
    assert seal() == 2
    make_digests()
    assert members() == all_ids()
    assert Checker().check(export_lines()).is_whole


def test_a_digest_of_a_day_to_come_does_not_end_the_daily_line(
    write: Callable[[int], None], at: Any
) -> None:
    at("2026-11-02T09:00:00")
    write(1)
    seal()
    AuditDigest.objects.create(
        date=dt.date(2100, 1, 1), seal=AuditSeal.objects.get(), event_count=1, made_at=clock.now()
    )
    at("2026-11-04T09:00:00")
    assert make_digests() == 2


def test_a_second_chain_is_refused_by_the_database(write: Callable[[int], None]) -> None:
    write(2)
    seal()
    first = AuditSeal.objects.get()
    beside = _seal_of(list(first.event_ids)) | {"digest": "b" * 64}
    other = {"number": 2, "previous": "c" * 64}
    third = {"number": 3, "previous": first.digest}
    for wrong in ({"number": 1}, {"number": 2}, other, third):
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditSeal.objects.create(**{**beside, **wrong})


@pytest.mark.parametrize("table", ["audit_auditseal", "audit_auditdigest"])
def test_seals_and_digests_are_append_only(
    table: str, write: Callable[[int], None], at: Any
) -> None:
    at("2026-11-02T09:00:00")
    write(1)
    seal()
    at("2026-11-03T09:00:00")
    assert make_digests() == 1
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    column = {"audit_auditseal": "sealed_at", "audit_auditdigest": "made_at"}[table]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column}")


def test_sm3_by_setting_continues_the_same_chain(
    write: Callable[[int], None], settings: Any
) -> None:
    write(2)
    seal()
    settings.AUDIT_DIGEST = "sm3"
    write(2)
    seal()
    assert [one.algorithm for one in AuditSeal.objects.order_by("number")] == ["sha256", "sm3"]
    assert Checker().check(export_lines()).is_whole


def test_each_day_that_is_over_leaves_one_line(write: Callable[[int], None], at: Any) -> None:
    for day in ("2026-11-02", "2026-11-04"):
        at(f"{day}T09:00:00")
        write(2)
        seal()
    at("2026-11-05T00:00:05")
    assert (make_digests(), make_digests()) == (3, 0)
    found = list(AuditDigest.objects.order_by("date"))
    assert [one.date.day for one in found] == [2, 3, 4]
    # Nothing happened on the third: the line says the same as that of the second.
    assert found[0].seal_id == found[1].seal_id == 1
    assert found[2].line == (
        f"2026-11-04/2/{len(all_ids())}/sha256:{AuditSeal.objects.get(number=2).digest}"
    )
    result = Checker([parse_printed(one.line) for one in found]).check(export_lines())
    assert result.is_whole and len(result.notes) == 3


def test_a_change_under_the_walls_is_found_in_the_live_database(
    write: Callable[[int], None], capsys: pytest.CaptureFixture[str]
) -> None:
    write(6)
    seal(batch=3)
    call_command("verify_audit")
    victim = AuditEvent.objects.order_by("pk")[4]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        cursor.execute("UPDATE audit_auditevent SET actor_name = 'x' WHERE id = %s", [victim.pk])
        cursor.execute("ALTER TABLE audit_auditevent ENABLE TRIGGER USER")
    with pytest.raises(SystemExit) as left:
        call_command("verify_audit")
    assert left.value.code == 1
    holder = selectors.seal_of(victim.pk)
    assert holder is not None
    said = capsys.readouterr().out
    assert f"event {victim.pk} of batch {holder.number} was changed" in said


def test_the_export_seals_what_waits_and_the_script_reads_it(
    write: Callable[[int], None], tmp_path: Any, at: Any
) -> None:
    at("2026-11-02T09:00:00")
    write(4)
    file = tmp_path / "audit.jsonl"
    call_command("export_audit", str(file))
    with file.open("rb") as lines:
        result = Checker().check(lines)
    assert result.is_whole and result.events == len(all_ids())
    with pytest.raises(CommandError):
        call_command("export_audit", str(tmp_path / "none" / "audit.jsonl"))


def test_the_line_of_a_day_is_printed(
    write: Callable[[int], None], at: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    at("2026-11-02T09:00:00")
    write(1)
    seal()
    at("2026-11-03T09:00:00")
    call_command("audit_digest")
    call_command("audit_digest", "2026-11-02")
    first, second = capsys.readouterr().out.splitlines()
    assert first == second and first.startswith("2026-11-02/1/")
    with pytest.raises(CommandError):
        call_command("audit_digest", "2026-11-03")


def test_an_act_whose_record_fails_does_not_happen(
    units: Any, sysadmin: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise DatabaseError("the record cannot be written")

    from supervision.organizations.services import save_unit  # noqa: PLC0415

    monkeypatch.setattr(AuditEvent.objects, "create", fail)
    fields = {"name": "水务局改名", "short_name": "水务", "kind": units.water.kind, "position": 1}
    with pytest.raises(DatabaseError):
        save_unit(actor=sysadmin, code=units.water.code, parent_code="D", **fields)
    units.water.refresh_from_db()
    assert units.water.name != "水务局改名"


def test_what_happened_before_an_instant_is_sealed_alone(
    write: Callable[[int], None], at: Any
) -> None:
    at("2026-11-02T09:00:00")
    write(2)
    at("2026-11-03T09:00:00")
    write(2)
    early = AuditEvent.objects.filter(at__lt=clock.start_of(dt.date(2026, 11, 3))).count()
    assert seal(until=clock.start_of(dt.date(2026, 11, 3))) == early
    assert seal() == len(all_ids()) - early
    assert sorted(members()) == all_ids()
