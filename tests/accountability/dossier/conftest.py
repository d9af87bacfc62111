"""Filings of two units, a patrol over them, and a second officer."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from accountability.models import Filing, PatrolRound
from accountability.services import patrols
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
