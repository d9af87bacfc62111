"""What the tests of row history share: work as in life, and the pages' data at an instant."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accountability.models import Duty, Filing
from accountability.selectors import changes, duties, month, newest, overview
from accountability.selectors.duty_page import duty_page
from accountability.services import tasklists
from accountability.services.filings import submit
from supervision import clock


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def new_year(at: Callable[[str], None]) -> None:
    """Let the units come before anything that the tests do in the year."""
    at("2026-01-02T09:00:00")


@pytest.fixture
def issue(office: Any) -> Callable[..., list[Duty]]:
    """Return a function that issues a task list to units now and returns the duties."""

    def act(*units: Any, days: int = 10, title: str = "河道采砂专项自查") -> list[Duty]:
        task = tasklists.issue(
            actor=office,
            title=title,
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=units,
            due_on=clock.today() + dt.timedelta(days=days),
        )
        return list(Duty.objects.filter(task_list=task).order_by("id"))

    return act


@pytest.fixture
def file_it() -> Callable[..., Filing]:
    """Return a function that files a duty, and concludes it unless told otherwise."""

    def act(user: Any, duty: Duty, is_final: bool = True, materials: Sequence[Any] = ()) -> Filing:
        return submit(
            actor=user,
            duty=duty,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="自查完毕，发现问题三项，均已整改。",
            is_final=is_final,
            attachments=materials,
        )

    return act


def sql(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    """Run a statement as whoever has the database in hand would."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall() if cursor.description else []


def seen_by(user: Any) -> dict[str, Any]:
    """Return what every page shows the account now, in values that can be compared."""
    rows = duties.with_light(duties.duties_visible_to(user))
    found = list(rows)
    return {
        "overview": [
            (row.unit.pk, row.unit.name, row.unit.kind, row.counts, row.late)
            for row in overview.unit_counts(user)
        ],
        "duties": [
            (d.pk, d.number, d.title, d.unit.short_name, d.light, d.ends_at, d.filed_count)
            + (d.is_late, d.paused_at, d.closed_at, d.last_filed_at)
            for d in found
        ],
        "counts": duties.light_counts(rows),
        "duty pages": {d.pk: _duty_page(user, d) for d in found[:12]},
        "ledger": [
            (f.pk, f.unit.short_name, f.duty.title, f.is_late, f.receipt)
            for f in newest.filings_visible_to(user)
        ],
        "trend": newest.filings_by_month(user),
        "issued": newest.issued(user),
        "changes": [
            (c.pk, c.kind, c.status, c.ends_after, c.opinion, c.resumed_at, c.duty.title)
            for c in changes.changes_visible_to(user)
        ],
        "month": [
            (day.date, day.lights)
            for week in month.month_of(user, clock.today().replace(day=1)).weeks
            for day in week
        ],
    }


def _duty_page(user: Any, duty: Duty) -> Any:
    page = duty_page(user, duty)
    return (
        [record.filing.pk for record in page.records],
        page.steps,
        page.needs,
        (page.next_stage, page.stage_name),
        repr(page.explanation),
        duty.assignment.holder_name if duty.assignment else "",
    )
