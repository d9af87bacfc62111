"""A published list with three kinds of item, and the duties it brings the water bureau."""

import datetime as dt
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.enums import ChecklistStatus, HolderRole, Period, ResponsibilityKind
from accountability.models import (
    Assessment,
    Assignment,
    Checklist,
    ChecklistItem,
    Duty,
    Evidence,
    Filing,
)
from accountability.selectors.filings import draft_key
from accountability.services.duties import create_duties, create_event_duty
from accountability.services.filings import submit
from supervision import clock
from supervision.attachments.services import store

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """Keep the files of a test to itself."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def checklist(office: Any, at: Callable[[str], None]) -> Checklist:
    """A published list of 2026."""
    at("2026-11-02T09:00:00")
    return Checklist.objects.create(
        kind=ResponsibilityKind.MAIN,
        year=2026,
        title="2026年主体责任清单",
        status=ChecklistStatus.PUBLISHED,
        created_by=office,
        created_at=clock.now(),
        published_by=office,
        published_at=clock.now(),
    )


@pytest.fixture
def carry(checklist: Checklist, units: Any) -> Callable[..., Assignment]:
    """Return a function that adds an item with its materials and gives it to a unit."""

    def add(
        number: str,
        period: str,
        due_rule: str,
        *,
        unit: Any = None,
        stages: tuple[str, ...] = (),
        materials: tuple[tuple[str, bool, int], ...] = (),
        title: str = "",
    ) -> Assignment:
        item = ChecklistItem.objects.create(
            checklist=checklist,
            number=number,
            category="组织领导",
            title=title or f"事项{number}",
            content="专题研究全面从严治党工作。",
            standard="每月至少一次,形成会议纪要。",
            basis="主体责任规定第五条",
            score="5.0",
            holder_role=HolderRole.PARTY_COMMITTEE,
            period=period,
            due_rule=due_rule,
            stages=list(stages),
        )
        for position, (name, is_required, stage) in enumerate(materials):
            Evidence.objects.create(
                item=item, name=name, is_required=is_required, stage=stage, position=position
            )
        return Assignment.objects.create(
            item=item, unit=unit or units.water, assigned_at=clock.now()
        )

    return add


@pytest.fixture
def monthly(carry: Callable[..., Assignment]) -> Duty:
    """The November duty of a monthly item that needs minutes and may have a recording."""
    assignment = carry(
        "1.1",
        Period.MONTH,
        "end",
        materials=(("会议纪要", True, 0), ("会议录音", False, 0)),
        title="党组会议专题研究",
    )
    create_duties(assignments=[assignment], year=2026)
    return Duty.objects.get(assignment=assignment, period_key="2026-M11")


@pytest.fixture
def staged_duty(carry: Callable[..., Assignment]) -> Duty:
    """A duty in three named stages, whose second asks for minutes."""
    assignment = carry(
        "1.2",
        Period.EVENT,
        "5WD",
        stages=("会前酝酿", "会议纪要", "结果公开"),
        materials=(("会议纪要", True, 2), ("公开截图", True, 0)),
        title="三重一大集体决策纪实",
    )
    return create_event_duty(assignment=assignment, event_on=dt.date(2026, 11, 2))


@pytest.fixture
def event_item(carry: Callable[..., Assignment]) -> Assignment:
    """An item recorded at each event, five working days."""
    return carry("2.1", Period.EVENT, "5WD", title="谈心谈话")


@pytest.fixture
def foreign(carry: Callable[..., Assignment], units: Any) -> Duty:
    """A duty of the finance bureau."""
    assignment = carry("3.1", Period.MONTH, "end", unit=units.finance, title="财政局专题会")
    create_duties(assignments=[assignment], year=2026)
    return Duty.objects.get(assignment=assignment, period_key="2026-M11")


@pytest.fixture
def upload() -> Callable[..., SimpleUploadedFile]:
    """Return a function that makes a file as a browser sends it."""

    def make(name: str = "会议纪要.pdf", content: bytes = PDF) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    return make


@pytest.fixture
def stage_file(upload: Callable[..., SimpleUploadedFile]) -> Callable[..., Any]:
    """Return a function that uploads a file for the form of a duty or an item."""

    def put(user: Any, subject: Any, slot: str = "会议纪要") -> Any:
        return store(actor=user, upload=upload(), slot=slot, draft=draft_key(subject))

    return put


@pytest.fixture
def file_it(stage_file: Callable[..., Any]) -> Callable[..., Filing]:
    """Return a function that files a duty by its service."""

    def act(user: Any, duty: Duty, *slots: str, **changes: Any) -> Filing:
        wanted: dict[str, Any] = {
            "token": uuid.uuid4(),
            "event_on": clock.today(),
            "text": "党组会议研究了河道采砂监管。",
            "attachments": [stage_file(user, duty, slot) for slot in slots],
        }
        return submit(actor=user, duty=duty, **(wanted | changes))

    return act


@pytest.fixture
def lock(office: Any, units: Any, checklist: Checklist) -> Assessment:
    """An assessment of the water bureau on 16 November: filing closes on the 13th."""
    found = Assessment.objects.create(
        name="2026年度责任制考核",
        year=2026,
        check_on=dt.date(2026, 11, 16),
        ends_on=dt.date(2026, 11, 18),
        locks_at=clock.start_of(dt.date(2026, 11, 13)),
        unlocks_at=clock.start_of(dt.date(2026, 11, 19)),
        created_by=office,
        created_at=clock.now(),
    )
    found.units.add(units.water)
    return found


@pytest.fixture
def fields() -> Callable[..., dict[str, Any]]:
    """Return a function that fills in the form as a browser posts it."""

    def fill(**changes: Any) -> dict[str, Any]:
        return {
            "token": str(uuid.uuid4()),
            "event_on": "2026-11-02",
            "text": "党组会议研究了河道采砂监管,形成三条意见。",
            "archive_box": "2026-党组-07",
            "is_final": "on",
        } | changes

    return fill
