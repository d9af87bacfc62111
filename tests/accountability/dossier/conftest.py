"""Filings of two units, a patrol over them, a second officer, and a task that is traced back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from accountability.models import Filing, PatrolRound, Trace
from accountability.services import changes, patrol_readings, patrols, traces
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User


@pytest.fixture
def filed(
    units: Any, give_task: Callable[..., Any], conclude: Callable[..., Filing], clerk: Any
) -> Callable[..., list[Filing]]:
    """Return a function that lets a unit file so many tasks."""

    def act(unit: Any = None, user: Any = None, count: int = 3) -> list[Filing]:
        return [
            conclude(user or clerk, give_task(unit or units.water, title=f"专项自查{number}"))
            for number in range(1, count + 1)
        ]

    return act


@pytest.fixture
def two_units(
    filed: Callable[..., list[Filing]], units: Any, other_clerk: Any
) -> dict[str, list[Filing]]:
    """Return three filings of the water bureau and two of the finance bureau."""
    return {"water": filed(), "finance": filed(units.finance, other_clerk, 2)}


@pytest.fixture
def patrol(two_units: Any, office: Any) -> PatrolRound:
    """Return an open patrol over the five filings."""
    today = clock.today()
    return patrols.open_patrol(
        actor=office, name="十一月线上巡查", since=today - dt.timedelta(days=30), until=today
    )


@pytest.fixture
def second_officer(units: Any, make_user: Callable[..., User]) -> User:
    """Another officer of the office."""
    return make_user("officer2", RoleCode.OFFICER, units.office, "傅明岐", "干部")


@pytest.fixture
def story(
    give_task: Any,
    conclude: Any,
    ask: Any,
    clerk: Any,
    office: Any,
    officer: Any,
    units: Any,
    at: Any,
) -> Any:
    """A task given, extended, filed and read on patrol, each on its own day."""
    duty = give_task(units.water)
    at("2026-11-03T10:00:00")
    change = ask(clerk, duty, "2026-11-30")
    at("2026-11-04T10:00:00")
    changes.decide(actor=office, change=change, approve=True, opinion="同意。")
    at("2026-11-06T10:00:00")
    duty.refresh_from_db()
    conclude(clerk, duty)
    at("2026-11-09T10:00:00")
    day = dt.date(2026, 11, 1)
    patrol = patrols.open_patrol(actor=office, name="巡查", since=day, until=dt.date(2026, 11, 9))
    entry = patrols.take_next(actor=officer, patrol=patrol)
    assert entry is not None
    patrol_readings.read(actor=officer, entry=entry, verdict="problem", note="缺签到表。")
    at("2026-11-12T10:00:00")
    return duty


@pytest.fixture
def trace(story: Any, office: Any, units: Any) -> Trace:
    return traces.begin_trace(
        actor=office,
        unit=units.water,
        problem="群众反映采砂台账不实。",
        purpose="研究是否问责",
        since=dt.date(2026, 11, 1),
        until=dt.date(2026, 11, 30),
        known_on=dt.date(2026, 11, 5),
    )
