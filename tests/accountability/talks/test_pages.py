"""The pages of parts and talks, as each person meets them."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accountability.importers.counted import UnreadableRule, read_counted
from accountability.models import Assignment, ChecklistItem, Duty, DutyPart, TalkRecord, TalkStrike
from accountability.selectors import talks as talk_selectors
from accountability.services import assessments, checklists
from accountability.services.parts import split
from accountability.services.talks import record_talk
from accountability.values import PartData
from supervision import clock
from supervision.attachments import gates
from supervision.attachments.selectors import readable_to
from supervision.attachments.services import store
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters
from tests.accountability.talks.conftest import item, talk

AsUser = Callable[..., Client]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def url(name: str, *args: Any) -> str:
    return reverse(f"accountability:{name}", args=args)


def exported(user: Any, code: str, **params: Any) -> list[list[str]]:
    """Return the cells of an export as the person takes it out."""
    exporter = exporters.get(code)
    return [
        [str(column.value(row)) for column in exporter.columns]
        for row in exporter.rows(user, {name: str(value) for name, value in params.items()})
    ]


def rows(*parts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a sent form: the parts, and the empty rows after them as the page has them."""
    data: dict[str, Any] = {"part-TOTAL_FORMS": len(parts), "part-INITIAL_FORMS": 0, **more}
    for place, part in enumerate(parts):
        data |= {f"part-{place}-{name}": value for name, value in part.items()}
    return data


def test_a_unit_splits_its_task_row_by_row(
    give_task: Callable[..., Duty], as_user: AsUser, clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    client = as_user(clerk)
    page = client.get(url("duty_split", whole.pk))
    assert page.status_code == 200 and "财政局" not in page.content.decode()
    first = {"unit": units.water.pk, "due_on": "2026年11月20日"}
    typed = {**first, "title": "上游河段自查", "holder_name": "石磊", "due_on": "2026-11-13"}
    more = client.post(url("duty_split", whole.pk), rows(typed, {**first, "title": ""}, act="more"))
    text = more.content.decode()
    assert "上游河段自查" in text and 'value="6"' in text and "is-invalid" not in text
    wrong = client.post(
        url("duty_split", whole.pk),
        rows({**typed, "due_on": "2026-11-25"}, {**first, "title": ""}),
    )
    assert wrong.status_code == 422 and "上游河段自查" in wrong.content.decode()
    assert not DutyPart.objects.exists()
    done = client.post(url("duty_split", whole.pk), rows(typed, {**first, "title": ""}))
    assert done.status_code == 302
    part = DutyPart.objects.get()
    assert (part.holder_name, part.duty.title) == ("石磊", "上游河段自查")
    assert "上游河段自查" in client.get(url("duty", whole.pk)).content.decode()
    below = client.get(url("duty", part.duty_id)).content.decode()
    assert url("duty", whole.pk) in below
    asked = client.get(url("change_request", whole.pk)).content.decode()
    assert "p-note is-yellow" in asked


def test_pages_of_parts_answer_each_person_rightly(
    give_task: Callable[..., Duty],
    as_user: AsUser,
    clerk: Any,
    office: Any,
    other_clerk: Any,
    leader: Any,
    stranger: Any,
    units: Any,
) -> None:
    whole = give_task(units.water)
    (part,) = split(
        actor=office,
        duty=whole,
        parts=[PartData("资金核对", units.finance.pk, dt.date(2026, 11, 13))],
    )
    for name, pk in (("duty_split", whole.pk), ("part_withdraw", part.duty_id)):
        address = url(name, pk)
        assert as_user(None).get(address).status_code == 302
        assert as_user(stranger).get(address).status_code == 403
        assert as_user(leader).get(address).status_code == 403
        assert as_user(clerk).get(address).status_code == 200
        assert as_user(office).get(address).status_code == 200
    # Whoever carries the part reads the chain above it, but does not open it.
    page = as_user(other_clerk).get(url("duty", part.duty_id)).content.decode()
    assert whole.title in page and f'href="{url("duty", whole.pk)}"' not in page
    assert as_user(other_clerk).get(url("duty_split", whole.pk)).status_code == 404
    assert as_user(other_clerk).get(url("part_withdraw", part.duty_id)).status_code == 404
    gone = as_user(clerk).post(url("part_withdraw", part.duty_id), {"reason": "由水务局一并办理"})
    assert gone.status_code == 302
    assert "由水务局一并办理" in as_user(clerk).get(url("duty", whole.pk)).content.decode()


def test_the_list_is_narrowed_by_parts_and_the_tree_is_exported(
    give_task: Callable[..., Duty], as_user: AsUser, clerk: Any, other_clerk: Any, units: Any
) -> None:
    whole, plain = give_task(units.water), give_task(units.water, title="另一项任务")
    (part,) = split(
        actor=clerk,
        duty=whole,
        parts=[PartData("上游河段", units.water.pk, dt.date(2026, 11, 13), "石磊")],
    )
    found = {}
    for state in ("split", "whole", "part"):
        page = as_user(clerk).get(url("duties"), {"split": state})
        found[state] = [row.record.pk for row in page.context["table"].paginated_rows]
    assert found == {"split": [whole.pk], "whole": [plain.pk], "part": [part.duty_id]}
    cells = [row[1] for row in exported(clerk, "duty_parts", duty=whole.pk)]
    assert cells.index(whole.number) + 1 == cells.index(part.duty.number)
    others = exported(other_clerk, "duty_parts", duty=whole.pk)
    assert whole.number not in [cell for row in others for cell in row]


def test_an_assigned_item_leads_to_the_split_of_its_next_duty(
    counted: Callable[..., Duty],
    plain_item: Any,
    as_user: AsUser,
    clerk: Any,
    units: Any,
) -> None:
    duty = counted(counted=None, evidence=plain_item().evidence)
    row = Assignment.objects.get(item=duty.assignment.item_id, unit=units.water)
    answer = as_user(clerk).get(url("assignment_split", row.pk))
    assert answer.headers["Location"] == url("duty_split", duty.pk)


def form(**more: Any) -> dict[str, Any]:
    said = {name: value for name, value in vars(talk()).items()}
    return said | {"token": uuid.uuid4(), "talked_on": "2026-11-02"} | more


def test_a_talk_is_recorded_corrected_and_struck_off_in_the_browser(
    counted: Callable[..., Duty], as_user: AsUser, clerk: Any
) -> None:
    counted()
    client = as_user(clerk)
    new = client.get(url("talk_new"))
    assert new.status_code == 200 and "魏长河" in new.content.decode()
    wrong = client.post(url("talk_new"), form(summary="短"))
    assert wrong.status_code == 422 and "白若溪" in wrong.content.decode()
    client.post(url("talk_new"), form())
    record = TalkRecord.objects.get()
    page = client.get(url("talk", record.pk)).content.decode()
    assert "白若溪" in page and "现场踏勘" in page
    client.post(url("talk_correct", record.pk), form(place="会议室", correction="地点写错"))
    newest = TalkRecord.objects.get(version=2)
    assert newest.place == "会议室"
    assert url("talk", newest.pk) in client.get(url("talk", record.pk)).content.decode()
    struck = client.post(url("talk_strike", newest.pk), {"reason": "重复录入"})
    assert struck.status_code == 302 and TalkStrike.objects.get().talk == newest
    assert client.get(url("talk_strike", record.pk)).status_code == 404


def test_opening_a_record_is_recorded_and_lists_name_nobody(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    as_user: AsUser,
    clerk: Any,
    officer: Any,
) -> None:
    counted()
    record = held()
    for name, args in (
        ("talks", ()),
        ("unit_talks", (record.unit_id,)),
        ("duty", (record.counts.get().duty_id,)),
    ):
        page = as_user(officer).get(url(name, *args)).content.decode()
        assert record.number in page and "白若溪" not in page and "白**" in page
    before = AuditEvent.objects.filter(verb="accountability.talk_read").count()
    as_user(officer).get(url("talk", record.pk))
    read = AuditEvent.objects.filter(verb="accountability.talk_read").latest("pk")
    assert AuditEvent.objects.filter(verb="accountability.talk_read").count() == before + 1
    assert read.actor_id == officer.pk and "白若溪" not in str(read.details)
    cells = {cell for row in exported(clerk, "talks") for cell in row}
    assert "白**" in cells and not any("白若溪" in str(cell) for cell in cells)


def test_records_are_closed_to_others_and_assessors_read_counts_only(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    as_user: AsUser,
    office: Any,
    other_clerk: Any,
    internal: Any,
    stationed: Any,
    stranger: Any,
    head: Any,
    units: Any,
) -> None:
    duty = counted()
    record = held()
    planned = assessments.plan(
        actor=office,
        name="考核",
        check_on=dt.date(2026, 12, 15),
        ends_on=dt.date(2026, 12, 16),
        units=[units.water],
    )
    group = assessments.form_group(
        actor=office,
        assessment=planned,
        name="一组",
        leader_name="顾远山",
        members=[("江一帆", "")],
        units=[units.water],
        starts_at=clock.now(),
        ends_at=clock.now() + dt.timedelta(days=30),
    )
    assessor = assessments.issue_accounts(actor=office, group=group)[0].account.user
    assert as_user(head).get(url("talk", record.pk)).status_code == 200
    assert as_user(other_clerk).get(url("talk", record.pk)).status_code == 404
    assert as_user(other_clerk).get(url("unit_talks", units.water.pk)).status_code == 404
    for user in (stranger, internal, stationed, assessor):
        assert as_user(user).get(url("talk", record.pk)).status_code == 403
        assert as_user(user).get(url("talks")).status_code == 403
    for user in (internal, stationed, assessor):
        page = as_user(user).get(url("unit_talks", units.water.pk)).content.decode()
        assert "1/2" in page and record.number not in page
        own = as_user(user).get(url("duty", duty.pk)).content.decode()
        assert f'href="{url("talk", record.pk)}"' not in own and "白" not in own


def test_the_office_sees_every_unit_by_quarter(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    as_user: AsUser,
    officer: Any,
    clerk: Any,
) -> None:
    counted()
    held()
    page = as_user(officer).get(url("counted_talks"))
    (grid,) = page.context["grids"]
    assert grid.keys == [f"2026-Q{n}" for n in range(1, 5)]
    assert len(grid.rows) == 3 and grid.unmet == 9
    assert "1/2" in page.content.decode()
    assert as_user(clerk).get(url("counted_talks")).status_code == 403


def test_the_rule_is_written_in_the_draft_exported_and_imported(
    office: Any, as_user: AsUser, counted: Callable[..., Duty]
) -> None:
    duty = counted()
    listed = duty.assignment.item.checklist
    page = as_user(office).get(url("checklist", listed.pk)).content.decode()
    assert duty.assignment.item.title in page
    rows_out = exported(office, "checklist_items", list=listed.pk)
    assert any(";2" in str(cell) for row in rows_out for cell in row)
    draft = checklists.new_version(actor=office, checklist=listed)
    copied = ChecklistItem.objects.get(checklist=draft)
    assert copied.counted_rule.minimum == 2
    edit = as_user(office).get(url("item_edit", copied.pk)).content.decode()
    assert 'name="counted_minimum"' in edit and 'value="2"' in edit
    typed = {
        "number": "1.6",
        "category": "支持执纪",
        "title": "谈话提醒",
        "content": "一",
        "standard": "二",
        "score": "4.0",
        "holder_role": "first_person",
        "period": "month",
        "due_rule": "end",
        "counted": "reminder",
        "counted_talker": "leader",
        "counted_minimum": "3",
    }
    assert as_user(office).post(url("item_edit", copied.pk), typed).status_code == 302
    copied = ChecklistItem.objects.get(pk=copied.pk)
    assert (copied.counted_rule.measure, copied.counted_rule.minimum) == ("reminder", 3)
    event = as_user(office).post(url("item_edit", copied.pk), {**typed, "period": "event"})
    assert event.status_code == 422
    as_user(office).post(url("item_edit", copied.pk), {**typed, "counted": "", "evidence": "材料"})
    assert getattr(ChecklistItem.objects.get(pk=copied.pk), "counted_rule", None) is None


@pytest.mark.parametrize("text", ["", "任一;2", "表扬;主要负责人;2", "第一种形态;主要负责人;无"])
def test_a_rule_in_a_workbook_is_read_or_refused_in_words(text: str) -> None:

    if not text:
        assert read_counted(text) is None
        assert read_counted("第一种形态；主要负责人；2次") == item().counted
        return
    with pytest.raises(UnreadableRule):
        read_counted(text)


def test_files_of_a_talk_open_for_its_readers_alone(
    counted: Callable[..., Duty],
    clerk: Any,
    head: Any,
    other_clerk: Any,
    stranger: Any,
    units: Any,
    as_user: AsUser,
) -> None:
    counted()
    paper = store(
        actor=clerk,
        upload=SimpleUploadedFile("谈话记录.pdf", PDF),
        draft=talk_selectors.draft_key(units.water),
    )
    record_talk(actor=clerk, unit=units.water, token=uuid.uuid4(), data=talk(), attachments=[paper])
    for user, status in ((clerk, 200), (head, 200), (other_clerk, 404), (stranger, 404)):
        assert as_user(user).get(f"/files/{paper.pk}/").status_code == status, user
        found = readable_to(user).filter(pk=paper.pk).exists()
        assert found == (status == 200), user


def test_every_kind_of_file_has_a_whole_gate() -> None:
    # A gate that cannot list what it opens hides files from search, lists and the reach map.
    assert [gate.owner_type for gate in gates.everything() if gate.readable is None] == []
