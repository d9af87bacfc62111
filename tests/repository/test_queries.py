"""How many queries each list and dashboard takes, and that more rows take no more.

`UPDATE_QUERY_COUNTS=1` writes query_counts.json anew; the difference is reviewed.
"""

import datetime as dt
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accountability.models import Duty
from accountability.services import changes, tasklists
from tests.repository.scene import Scene

COUNTS = Path(__file__).with_name("query_counts.json")
UPDATE = os.environ.get("UPDATE_QUERY_COUNTS") == "1"
PAGES = (
    ("office", "dashboards:home"),
    ("clerk", "dashboards:home"),
    ("head", "dashboards:home"),
    ("assessor", "dashboards:home"),
    ("office", "accountability:duties"),
    ("clerk", "accountability:duties"),
    ("assessor", "accountability:duties"),
    ("office", "accountability:units"),
    ("office", "accountability:ledger"),
    ("clerk", "accountability:ledger"),
    ("clerk", "accountability:calendar"),
    ("clerk", "accountability:quick"),
    ("office", "accountability:checklists"),
    ("clerk", "accountability:my_lists"),
    ("office", "accountability:assignments"),
    ("office", "accountability:tasks"),
    ("office", "accountability:changes"),
    ("clerk", "accountability:changes"),
    ("office", "accountability:assessments"),
    ("clerk", "notifications:inbox"),
    ("clerk", "notifications:todos"),
    ("office", "notifications:todos"),
    ("sysadmin", "accounts:list"),
    ("sysadmin", "organizations:tree"),
    ("auditor", "audit:events"),
)


def count(browser: Any, name: str) -> tuple[int, list[str]]:
    """Return how many queries the page takes, and which."""
    browser.get(reverse(name))
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(reverse(name)).status_code == 200, name
    return len(queries), [query["sql"][:200] for query in queries]


def _more_rows(scene: Scene, units: Any) -> None:
    """Add task lists, duties, changes, notices and events."""
    office, clerk = scene.people["office"], scene.people["clerk"]
    assert office is not None and clerk is not None
    for number in range(6):
        task = tasklists.issue(
            actor=office,
            title=f"增补任务{number}",
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=[units.water, units.finance],
            due_on=dt.date(2026, 11, 9 + number),
        )
        duty = Duty.objects.get(task_list=task, unit=units.water)
        changes.request_change(
            actor=clerk, duty=duty, kind="pause", reason="等待上级部门的书面答复意见。"
        )


def test_the_number_of_queries_is_pinned_and_does_not_grow(
    scene: Scene, units: Any, as_user: Any
) -> None:
    pinned = json.loads(COUNTS.read_text(encoding="utf-8")) if COUNTS.exists() else {}
    before = {f"{role} {name}": count(as_user(scene.people[role]), name) for role, name in PAGES}
    _more_rows(scene, units)
    grown = []
    for role, name in PAGES:
        label = f"{role} {name}"
        after, statements = count(as_user(scene.people[role]), name)
        if after > before[label][0]:
            fresh = [sql for sql in statements if statements.count(sql) > 1]
            grown.append((label, before[label][0], after, fresh[:3]))
    assert not grown
    found = {label: number for label, (number, _statements) in before.items()}
    if UPDATE:
        COUNTS.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    else:
        assert found == pinned


@pytest.mark.parametrize("name", ["accountability:duties", "accountability:ledger"])
def test_a_stranger_costs_next_to_nothing(stranger: Any, as_user: Any, name: str) -> None:
    browser = as_user(stranger)
    browser.get(reverse(name))  # the first request enters the session in the register
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(reverse(name)).status_code == 403
    assert len(queries) <= 8
