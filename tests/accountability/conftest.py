"""Tasks given to units by the service that gives them in life, and what is done with them."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accountability.enums import ChangeKind
from accountability.models import Assessment, DeadlineChange, Duty, Filing
from accountability.services import assessments, changes, tasklists
from accountability.services.filings import submit
from supervision import clock

#: A Monday in an ordinary week; the clock of these tests starts here.
MONDAY = "2026-11-02T09:00:00"
REASON = "牵头部门的方案推迟到下月才能定稿。"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def give_task(office: Any, at: Callable[..., None]) -> Callable[..., Duty]:
    """Return a function that issues a task list to one unit on Monday and returns its duty."""
    at(MONDAY)

    def give(unit: Any, due_on: str = "2026-11-20", title: str = "河道采砂专项自查") -> Duty:
        task = tasklists.issue(
            actor=office,
            title=title,
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=[unit],
            due_on=dt.date.fromisoformat(due_on),
        )
        return Duty.objects.get(task_list=task)

    return give


@pytest.fixture
def conclude() -> Callable[..., Filing]:
    """Return a function that files a duty and concludes it."""

    def act(user: Any, duty: Duty, is_final: bool = True) -> Filing:
        return submit(
            actor=user,
            duty=duty,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="自查完毕,发现问题三项,均已整改。",
            is_final=is_final,
        )

    return act


@pytest.fixture
def ask() -> Callable[..., DeadlineChange]:
    """Return a function that asks for an extension, or for a pause."""

    def act(user: Any, duty: Duty, last_day: str = "") -> DeadlineChange:
        return changes.request_change(
            actor=user,
            duty=duty,
            kind=ChangeKind.EXTENSION if last_day else ChangeKind.PAUSE,
            reason=REASON,
            last_day=dt.date.fromisoformat(last_day) if last_day else None,
        )

    return act


@pytest.fixture
def plan(office: Any) -> Callable[..., Assessment]:
    """Return a function that plans an assessment of units."""

    def act(*units: Any, check_on: str = "2026-11-16", ends_on: str = "2026-11-18") -> Assessment:
        return assessments.plan(
            actor=office,
            name="2026年度责任制考核",
            check_on=dt.date.fromisoformat(check_on),
            ends_on=dt.date.fromisoformat(ends_on),
            units=units,
        )

    return act
