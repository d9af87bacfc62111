"""The commands `due` and `time_machine`, and the service behind the clock."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.deadlines import services
from supervision.deadlines.models import ClockShift
from tests.deadlines.package_days import at, day

pytestmark = pytest.mark.django_db


def due(*args: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("due", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("15WD", "2026-09-21", "2026-10-19"),
        ("named_ack", "2026-09-21", "2026-10-19"),
        ("60CD", "2026-06-01", "2026-07-31"),
        ("3CM", "2026-07-03", "2026-10-08"),
        ("detention", "2026-07-03", "2026-10-03"),
        ("24H", "2026-09-21T10:00", "2026-09-22T10:00:00+08:00"),
        ("24H", "2026-09-21T02:00:00+00:00", "2026-09-22T10:00:00+08:00"),
        ("24H", "2026-09-21", "2026-09-22T00:00:00+08:00"),
        ("safety_incident", "2026-09-30T18:00", "2026-10-01T18:00:00+08:00"),
        ("report_about_own_head", "2026-09-21", "2026-09-21"),
        ("return_supplement", "2026-09-21", None),
    ],
)
def test_due_answers_in_json(rule: str, start: str, expected: str | None) -> None:
    answer = due(rule, "--start", start)
    assert set(answer) == {"due", "provisional", "skipped", "basis"}
    assert answer["due"] == expected
    assert answer["provisional"] is False
    assert answer["basis"].startswith("《")


def test_due_lists_the_skipped_days_and_marks_a_provisional_date() -> None:
    answer = due("15WD", "--start", "2026-12-21")
    assert answer["due"] == "2027-01-12"
    assert answer["provisional"] is True
    assert {"date", "reason"} == set(answer["skipped"][0])
    assert len(answer["skipped"]) == 7


def test_due_speaks_plainly() -> None:
    out = io.StringIO()
    call_command("due", "detention", "--start", "2026-07-03", stdout=out)
    assert out.getvalue().startswith("due: 2026-10-03\nbasis: 《中华人民共和国监察法》")


@pytest.mark.parametrize(
    ("rule", "start"),
    [("no_such_rule", "2026-09-21"), ("0WD", "2026-09-21"), ("15WD", "21.9.2026"), ("3CM", "")],
)
def test_due_refuses_with_a_message(rule: str, start: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("due", rule, "--start", start)
    assert str(refused.value)


@pytest.mark.usefixtures("time_machine")
def test_the_time_machine_moves_by_days_months_and_to_a_date() -> None:
    real = clock.real_now()
    call_command("time_machine", "--days", "2", stdout=io.StringIO())
    assert abs((clock.now() - real).total_seconds() - 2 * 86400) < 60
    call_command("time_machine", "--to", "2026-01-31", stdout=io.StringIO())
    assert clock.local(clock.now()).strftime("%Y-%m-%d %H:%M") == "2026-01-31 09:00"
    call_command("time_machine", "--months", "1", stdout=io.StringIO())
    assert clock.today() == day("2026-02-28")
    call_command("time_machine", "--to", "2026-11-23T23:59:30", stdout=io.StringIO())
    assert clock.local(clock.now()).strftime("%H:%M") in ("23:59", "00:00")
    # What every other process reads.
    clock.set_shift(clock.shift() * 0)
    clock.refresh()
    assert clock.today() >= day("2026-11-23")
    call_command("time_machine", "--reset", stdout=io.StringIO())
    assert not clock.shift()
    assert ClockShift.objects.count() == 5
    assert AuditEvent.objects.filter(verb="deadlines.clock_shifted").count() == 5


@pytest.mark.usefixtures("time_machine")
@pytest.mark.parametrize("target", ["tomorrow", "1999-01-01"])
def test_the_time_machine_refuses_what_it_cannot_reach(target: str) -> None:
    with pytest.raises(CommandError):
        call_command("time_machine", "--to", target)
    with pytest.raises(ValidationError):
        services.shift_clock(actor=None, months=20_000)


def test_there_is_no_time_machine_in_production(settings: Any) -> None:
    settings.TIME_MACHINE = False
    with pytest.raises(PermissionDenied):
        services.shift_clock(actor=None, days=1)
    assert not ClockShift.objects.exists()


@pytest.mark.usefixtures("time_machine")
def test_a_stranger_moves_no_clock(sysadmin: User, stranger: User) -> None:
    with pytest.raises(PermissionDenied):
        services.shift_clock(actor=stranger, days=1)
    assert services.shift_clock(actor=sysadmin, to=at("2026-12-01T10:00")) == at("2026-12-01T10:00")
