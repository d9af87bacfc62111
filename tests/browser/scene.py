"""What the office has published and planned before a browser opens, made by the real services."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from accountability.models import Assessment, Assignment, Checklist, Duty, Filing
from accountability.services import assessments, checklists, tasklists
from accountability.services.filings import submit
from accountability.values import EvidenceData, ItemData
from supervision import clock
from supervision.notifications.models import Notice

#: A Monday in an ordinary week; the clock of these tests starts here.
MONDAY = "2026-11-02T09:00:00"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MINUTES = {"name": "会议纪要.pdf", "mimeType": "application/pdf", "buffer": PDF}


def item(number: str, title: str, **changes: Any) -> ItemData:
    """Return a complete item of a list."""
    fields: dict[str, Any] = {
        "number": number,
        "category": "组织领导",
        "title": title,
        "content": "领导班子专题研究全面从严治党工作,分析本单位廉政风险。",
        "standard": "由第一责任人主持,会后5个工作日内印发会议纪要。",
        "score": Decimal(5),
        "holder_role": "party_committee",
        "period": "year",
        "due_rule": "12-20",
        "evidence": (EvidenceData("会议纪要"),),
    }
    return ItemData(**(fields | changes))


def published(office: Any, *items: ItemData) -> Checklist:
    """Publish a list of 2026 with the items."""
    draft = checklists.create_checklist(actor=office, kind="main", year=2026)
    for data in items or (item("1.1", "专题研究全面从严治党工作"),):
        checklists.add_item(actor=office, checklist=draft, data=data)
    checklists.publish(actor=office, checklist=draft)
    draft.refresh_from_db()
    return draft


def event_item(office: Any, unit: Any) -> Assignment:
    """Publish an item that is recorded at each event, and return the unit's share in it."""
    talks = item(
        "2.1",
        "谈心谈话",
        period="event",
        due_rule="5WD",
        evidence=(EvidenceData("谈话记录"),),
    )
    published(office, talks)
    return Assignment.objects.get(unit=unit)


def task(office: Any, unit: Any, due_on: str = "2026-11-20") -> Duty:
    """Issue a task list without required materials to one unit, and return its duty."""
    issued = tasklists.issue(
        actor=office,
        title="河道采砂专项自查",
        content="对照清单开展自查。",
        standard="形成自查报告。",
        units=[unit],
        due_on=dt.date.fromisoformat(due_on),
    )
    return Duty.objects.get(task_list=issued)


def concluded(user: Any, duty: Duty) -> Filing:
    """File the duty and conclude it."""
    return submit(
        actor=user,
        duty=duty,
        token=uuid.uuid4(),
        event_on=clock.today(),
        text="自查完毕,发现问题三项,均已整改。",
    )


def assessment(office: Any, *units: Any) -> Assessment:
    """Plan an assessment from 16 to 18 November: filing closes on the 13th."""
    return assessments.plan(
        actor=office,
        name="2026年度责任制考核",
        check_on=dt.date(2026, 11, 16),
        ends_on=dt.date(2026, 11, 18),
        units=units,
    )


def acknowledged(user: Any) -> None:
    """Acknowledge what would stand over the page, where the test is about something else."""
    user_notices = Notice.objects.filter(recipient=user, must_acknowledge=True)
    user_notices.update(acknowledged_at=clock.now(), read_at=clock.now())
