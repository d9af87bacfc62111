"""Everything a page can be about, built by services for the water bureau; who comes to look."""

import datetime as dt
import uuid
from collections.abc import Iterator
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
from cases.models import Clue
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.project import pulses
from tests import worlds
from tests.cast import CAST, a_stranger, join, plant_offices, small_district
from tests.repository import (
    scene_cases_clocks,
    scene_cases_core,
    scene_cases_intake,
    scene_cases_orgs,
    scene_cases_outcomes,
    scene_cases_papers,
    scene_cases_surfaces,
    scene_documents,
    scene_dossier,
    scene_engine,
    scene_findings,
    scene_kernel,
    scene_letters,
    scene_ratings,
    scene_talks,
    scene_truth,
)

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
#: In the order of the columns of docs/permissions.md.
ROLES = (
    "anonymous",
    "stranger",
    "clerk",
    "head",
    "other_clerk",
    "township_clerk",
    "stationed",
    "officer",
    "office",
    "leader",
    "internal",
    "sysadmin",
    "secadmin",
    "secadmin2",
    "auditor",
    "assessor",
    "other_assessor",
    "revoked",
    "petition",
    "casesup",
    "handling_head",
    "handler1",
    "other_handler",
    "reviewer",
    "principal",
)
#: When the scene begins: a Monday in an ordinary week.
BEGINNING = dt.datetime(2026, 11, 2, 9, tzinfo=clock.CHINA)
#: Whose account is issued by the scene, and for whose unit; `revoked` was taken back again.
TEMPORARY = {"assessor": "water", "other_assessor": "finance", "revoked": "water"}


@dataclass
class Scene:
    """The people, and the arguments of each address: name, variant, arguments."""

    people: dict[str, User | None]
    arguments: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    #: The clue of the water bureau, in the hands of the first handling office.
    clue: Any = None

    def add(self, variant: str, arguments: dict[str, Any], *names: str) -> None:
        """Offer the arguments to the addresses as one variant of them."""
        for name in names:
            self.arguments.setdefault(name, {})[variant] = arguments


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
def scene(db: None, settings: Any, tmp_path: Path) -> Scene:
    """Return the world with one of everything, and everybody, as it was left by its builder."""
    world = worlds.present("scene")
    assert world is not None
    settings.MEDIA_ROOT = tmp_path
    # The crawl comes from the street, not from this machine.
    settings.METRICS_ALLOWED = []
    pulses.note(task=pulses.SWEEP, seconds=1, failed=False)
    worlds.unpack(world, tmp_path)
    found: Scene = world.known
    accounts = {user.username: user for user in User.objects.all()}
    found.people = {
        role: None if user is None else accounts[user.username]
        for role, user in found.people.items()
    }
    found.clue = Clue.objects.get(pk=found.clue.pk)
    return found


def build() -> Scene:
    """Build one of everything, and everybody: a world of its own."""
    plant_offices()
    clock.set_shift(BEGINNING - clock.real_now())
    people: dict[str, User | None] = {
        role: join(role) for role in ROLES if role in CAST and role not in TEMPORARY
    }
    found = Scene({"anonymous": None, "stranger": a_stranger(), **people})
    units = small_district()
    _lists(found, units)
    _work(found, "clerk", units.water, "")
    _work(found, "township_clerk", units.township, "township")
    _assessment(found, units)
    scene_findings.build(found, units)
    scene_kernel.build(found, units)
    scene_dossier.build(found, units)
    scene_engine.build(found, units)
    scene_documents.build(found, units)
    scene_letters.build(found, units)
    scene_ratings.build(found, units)
    scene_talks.build(found, units)
    scene_truth.build(found, units)
    scene_cases_core.build(found, units)
    scene_cases_intake.build(found, units)
    scene_cases_papers.build(found, units)
    scene_cases_surfaces.build(found)
    scene_cases_clocks.build(found, units)
    scene_cases_outcomes.build(found, units)
    scene_cases_orgs.build(found, units)
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


def _work(scene: Scene, role: str, unit: Any, variant: str) -> None:
    office, clerk = scene.people["office"], scene.people[role]
    assert office is not None and clerk is not None
    task = tasklists.issue(
        actor=office,
        title=f"河道采砂专项自查{variant}",
        content="对照清单开展自查。",
        standard="形成自查报告。",
        units=[unit],
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
    own = "accountability:{}".format
    scene.add(variant, {"pk": task.pk}, own("task"))
    scene.add(variant, {"pk": filing.pk}, own("filing"))
    scene.add(variant, {"pk": unit.pk}, own("unit"))
    of_duty = ("duty", "duty_draft", "supplement", "change_request")
    scene.add(variant, {"pk": duty.pk}, *map(own, of_duty))
    of_change = ("change", "change_decide", "change_withdraw", "change_resume")
    scene.add(variant, {"pk": change.pk}, *map(own, of_change))
    for state, stored in (("filed", file), ("staged", staged)):
        label = f"{variant} {state}".strip()
        scene.add(label, {"pk": stored.pk}, "attachments:download", "attachments:discard")


def _assessment(scene: Scene, units: Any) -> None:
    office: Any = scene.people["office"]
    planned = assessments.plan(
        actor=office,
        name="2026年度责任制考核",
        check_on=dt.date(2026, 12, 15),
        ends_on=dt.date(2026, 12, 16),
        units=[units.water, units.finance],
    )
    for role, place in TEMPORARY.items():
        unit = getattr(units, place)
        group = assessments.form_group(
            actor=office,
            assessment=planned,
            name=f"{unit.short_name}{role}组",
            leader_name="顾远山",
            members=[("江一帆", "审计局")],
            units=[unit],
            starts_at=clock.now(),
            ends_at=clock.now() + dt.timedelta(days=30),
        )
        slips = assessments.issue_accounts(actor=office, group=group)
        scene.people[role] = slips[0].account.user
        if role == "revoked":
            assessments.revoke(actor=office, account=slips[0].account)
        if role == "assessor":
            member = group.members.get()
            both = {"pk": planned.pk, "group": group.pk}
            scene.add("", both, "accountability:group_issue")
            scene.add("", {**both, "member": member.pk}, "accountability:member_revoke")
    for name in ("assessment", "assessment_edit", "assessment_cancel", "group_new"):
        scene.add("", {"pk": planned.pk}, f"accountability:{name}")
