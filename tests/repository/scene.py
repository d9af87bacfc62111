"""Everything a page can be about, built by services for the water bureau; who comes to look."""

import datetime as dt
import io
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver

from accountability.enums import HolderRole, Period, ResponsibilityKind
from accountability.models import Assignment, Duty
from accountability.selectors.filings import draft_key
from accountability.services import assessments, changes, checklists, publishing, tasklists
from accountability.services.filings import submit
from accountability.values import EvidenceData, ItemData
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.exchange import exporters, importers
from supervision.exchange import services as exchange
from supervision.exchange.template_workbook import write_template
from supervision.notifications.models import Notice

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#: In the order of the columns of docs/permissions.md.
ROLES = (
    "anonymous",
    "stranger",
    "clerk",
    "head",
    "other_clerk",
    "officer",
    "office",
    "leader",
    "sysadmin",
    "secadmin",
    "auditor",
    "assessor",
    "other_assessor",
)


@dataclass
class Scene:
    """The people, and the arguments of each address: name, variant, arguments."""

    people: dict[str, User | None]
    arguments: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)


def patterns(
    found: list[Any] | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Yield every route of the portal with its full name."""
    for pattern in get_resolver().url_patterns if found is None else found:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from patterns(pattern.url_patterns, inner)
        else:
            yield f"{namespace}{pattern.name}", pattern


@pytest.fixture
def scene(
    units: Any,
    request: pytest.FixtureRequest,
    settings: Any,
    tmp_path: Path,
    at: Callable[[str], None],
) -> Scene:
    """Build one of everything, and everybody."""
    settings.MEDIA_ROOT = tmp_path
    at("2026-11-02T09:00:00")
    people = {
        role: None if role == "anonymous" else request.getfixturevalue(role)
        for role in ROLES
        if "assessor" not in role
    }
    found = Scene(people)
    _lists(found, units)
    _work(found, units)
    _assessment(found, units)
    _kernel(found)
    return found


def _item(number: str, period: Period, due_rule: str) -> ItemData:
    return ItemData(
        number=number,
        category="组织领导",
        title=f"事项{number}",
        content="专题研究全面从严治党工作。",
        standard="形成会议纪要。",
        score=Decimal("5.0"),
        holder_role=HolderRole.PARTY_COMMITTEE,
        period=period,
        due_rule=due_rule,
        evidence=(EvidenceData("会议纪要"),),
    )


def _lists(scene: Scene, units: Any) -> None:
    office: Any = scene.people["office"]
    listed = checklists.create_checklist(actor=office, kind=ResponsibilityKind.MAIN, year=2026)
    item = checklists.add_item(
        actor=office, checklist=listed, data=_item("1.1", Period.MONTH, "end")
    )
    checklists.add_item(actor=office, checklist=listed, data=_item("2.1", Period.EVENT, "5WD"))
    publishing.publish(actor=office, checklist=listed)
    draft = checklists.create_checklist(
        actor=office, kind=ResponsibilityKind.SUPERVISION, year=2026
    )
    new = checklists.add_item(actor=office, checklist=draft, data=_item("1.1", Period.YEAR, "end"))
    lists = {"published": {"pk": listed.pk}, "draft": {"pk": draft.pk}}
    for name in ("checklist", "checklist_publish", "checklist_version", "checklist_discard"):
        scene.arguments[f"accountability:{name}"] = lists
    scene.arguments["accountability:item_new"] = lists
    for name in ("item_edit", "item_remove"):
        scene.arguments[f"accountability:{name}"] = {
            "published": {"pk": item.pk},
            "draft": {"pk": new.pk},
        }
    event = Assignment.objects.get(item__number="2.1", unit=units.water)
    for name in ("quick_record", "quick_draft"):
        scene.arguments[f"accountability:{name}"] = {"": {"pk": event.pk}}


def _work(scene: Scene, units: Any) -> None:
    office, clerk = scene.people["office"], scene.people["clerk"]
    assert office is not None and clerk is not None
    task = tasklists.issue(
        actor=office,
        title="河道采砂专项自查",
        content="对照清单开展自查。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=dt.date(2026, 11, 20),
    )
    duty = Duty.objects.get(task_list=task)
    upload = SimpleUploadedFile("自查报告.pdf", PDF)
    file = store(actor=clerk, upload=upload, slot="", draft=draft_key(duty))
    filing = submit(
        actor=clerk,
        duty=duty,
        token=uuid.uuid4(),
        event_on=clock.today(),
        text="自查完毕。",
        is_final=False,
        attachments=[file],
    )
    staged = store(
        actor=clerk, upload=SimpleUploadedFile("草稿.pdf", PDF), slot="", draft=draft_key(duty)
    )
    change = changes.request_change(
        actor=clerk,
        duty=duty,
        kind="extension",
        reason="牵头部门的方案推迟到下月才能定稿。",
        last_day=dt.date(2026, 11, 30),
    )
    scene.arguments |= {
        "accountability:task": {"": {"pk": task.pk}},
        "accountability:filing": {"": {"pk": filing.pk}},
        "accountability:unit": {"": {"pk": units.water.pk}},
        "attachments:download": {"filed": {"pk": file.pk}, "staged": {"pk": staged.pk}},
        "attachments:discard": {"filed": {"pk": file.pk}, "staged": {"pk": staged.pk}},
    }
    for name in ("duty", "duty_draft", "supplement", "change_request"):
        scene.arguments[f"accountability:{name}"] = {"": {"pk": duty.pk}}
    for name in ("change", "change_decide", "change_withdraw", "change_resume"):
        scene.arguments[f"accountability:{name}"] = {"": {"pk": change.pk}}


def _assessment(scene: Scene, units: Any) -> None:
    office: Any = scene.people["office"]
    planned = assessments.plan(
        actor=office,
        name="2026年度责任制考核",
        check_on=dt.date(2026, 12, 15),
        ends_on=dt.date(2026, 12, 16),
        units=[units.water, units.finance],
    )
    for role, unit in (("assessor", units.water), ("other_assessor", units.finance)):
        group = assessments.form_group(
            actor=office,
            assessment=planned,
            name=f"{unit.short_name}组",
            leader_name="顾远山",
            members=[("江一帆", "审计局")],
            units=[unit],
            starts_at=clock.now(),
            ends_at=clock.now() + dt.timedelta(days=30),
        )
        slips = assessments.issue_accounts(actor=office, group=group)
        scene.people[role] = slips[0].account.user
        if role == "assessor":
            member = group.members.get()
            both = {"pk": planned.pk, "group": group.pk}
            scene.arguments["accountability:group_issue"] = {"": both}
            scene.arguments["accountability:member_revoke"] = {"": {**both, "member": member.pk}}
    for name in ("assessment", "assessment_edit", "assessment_cancel", "group_new"):
        scene.arguments[f"accountability:{name}"] = {"": {"pk": planned.pk}}


def _kernel(scene: Scene) -> None:
    clerk, sysadmin = scene.people["clerk"], scene.people["sysadmin"]
    assert clerk is not None and sysadmin is not None
    for name in ("detail", "reset", "in_use"):
        scene.arguments[f"accounts:{name}"] = {"": {"pk": clerk.pk}}
    post = clerk.postings.get()
    scene.arguments["accounts:end_post"] = {"": {"pk": clerk.pk, "posting": post.pk}}
    scene.arguments["dashboards:panel"] = {
        key: {"key": key} for key in ("district-tiles", "district-latest", "own-tiles", "none")
    }
    scene.arguments["deadlines:year"] = {"": {"year": 2026}}
    notice = Notice.objects.filter(recipient=clerk).latest("id")
    scene.arguments["notifications:open"] = {"": {"pk": notice.pk}}
    book = io.BytesIO()
    write_template(importers.get("units"), book)
    job = exchange.check_upload(
        actor=sysadmin,
        importer=importers.get("units"),
        upload=SimpleUploadedFile("单位.xlsx", book.getvalue()),
    )
    for name in ("import_check", "import_apply", "import_errors"):
        scene.arguments[f"exchange:{name}"] = {"": {"pk": job.pk}}
    incoming = {importer.code: {"code": importer.code} for importer in importers.everything()}
    scene.arguments["exchange:import_start"] = incoming
    scene.arguments["exchange:template"] = incoming
    scene.arguments["exchange:export"] = {
        exporter.code: {"code": exporter.code} for exporter in exporters.everything()
    }
