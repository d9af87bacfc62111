"""A small district with a published list and one filing, built as the portal builds it."""

from __future__ import annotations

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.enums import HolderRole, Period, ResponsibilityKind
from accountability.models import Duty
from accountability.selectors.filings import draft_key
from accountability.services import checklists, publishing, tasklists
from accountability.services.filings import submit
from accountability.values import EvidenceData, ItemData
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.attachments.services import store
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit
from tests.cast import TREE
from tests.operations import fill

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def _units() -> dict[str, Unit]:
    for code, name, short_name, kind, parent, position in TREE:
        save_unit(
            actor=None,
            code=code,
            name=name,
            short_name=short_name,
            kind=kind,
            parent_code=parent,
            position=position,
        )
    return {unit.code: unit for unit in Unit.objects.all()}


def person(username: str, name: str, role: str, unit: Unit) -> Any:
    """Return a new account with one post, whose password holds."""
    user = User.objects.create_user(
        username, fill.PASSWORD, name=name, phone=fill.PHONE, must_change_password=False
    )
    Posting.objects.create(user=user, unit=unit, role=role, started_on=dt.date(2020, 1, 1))
    return user


def build() -> Duty:
    """Publish a list, issue a task, file once with an attachment; return the task's duty."""
    units = _units()
    office = person("planted-office", fill.OTHER_NAME, RoleCode.OFFICE_HEAD, units["C01"])
    clerk = person("planted-clerk", fill.NAME, RoleCode.CLERK, units["U01"])
    today = clock.today()
    listed = checklists.create_checklist(
        actor=office, kind=ResponsibilityKind.MAIN, year=today.year
    )
    item = ItemData(
        number="1.1",
        category="组织领导",
        title=fill.TEXT,
        content=fill.TEXT,
        standard="形成会议纪要。",
        score=Decimal("5.0"),
        holder_role=HolderRole.PARTY_COMMITTEE,
        period=Period.MONTH,
        due_rule="end",
        evidence=(EvidenceData("会议纪要"),),
    )
    checklists.add_item(actor=office, checklist=listed, data=item)
    publishing.publish(actor=office, checklist=listed)
    task = tasklists.issue(
        actor=office,
        title=fill.TEXT,
        content=fill.TEXT,
        standard="形成自查报告。",
        units=[units["U01"]],
        due_on=today + dt.timedelta(days=20),
    )
    duty = Duty.objects.get(task_list=task)
    upload = SimpleUploadedFile("自查报告.pdf", PDF)
    file = store(actor=clerk, upload=upload, draft=draft_key(duty))
    submit(
        actor=clerk,
        duty=duty,
        token=uuid.uuid4(),
        event_on=today,
        text=fill.TEXT,
        is_final=False,
        attachments=[file],
    )
    return duty
