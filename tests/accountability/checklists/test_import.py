"""Items from Excel: read rightly, refused at the cell, and the same file again changes nothing."""

import io

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from accountability.models import ChecklistItem
from accountability.selectors.checklists import item_data
from accountability.services import checklists
from accountability.values import EvidenceData
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, importers, services
from supervision.exchange.enums import ImportState
from tests.exchange.books import book, upload

from .conftest import item

HEADINGS = (
    *("编号", "类别", "事项", "内容", "工作标准", "必备材料", "分值", "责任主体"),
    *("周期", "截止规则", "阶段", "依据", "适用单位"),
)
GOOD = (
    (
        *("主-01", "组织领导", "专题研究全面从严治党工作", "每半年至少召开1次会议。"),
        *("由第一责任人主持，印发纪要。", "会议纪要;会议签到表；形势分析材料（选）", 5),
        *("党委（党组）", "半年", "期末", "", "主体责任规定", ""),
    ),
    (
        *("主-02", "民主决策", "“三重一大”集体决策纪实", "重大事项集体讨论决定。"),
        *("主要负责人末位表态。", "会议纪要（阶段2）；表决材料", "３．５"),
        *("第一责任人", "按事项", "5个工作日", "会前酝酿；会议纪要", ""),
        "水务局；清江区财政局、T01",
    ),
)


def table(*rows, headings=HEADINGS):
    return upload(book(rows or GOOD, headings=headings, title="清单事项"), "清单.xlsx")


def check(user, file):
    importer = importers.get("checklist_items")
    return services.check_upload(actor=user, importer=importer, upload=file)


def changed(row=0, **cells):
    """Return the good rows with some cells of one changed."""
    rows = [list(one) for one in GOOD]
    for heading, value in cells.items():
        rows[row][HEADINGS.index(heading)] = value
    return rows


def take_back(user, job):
    services.undo(actor=user, job=job, queue=False)
    services.run_undo(job.pk)
    job.refresh_from_db()


@pytest.fixture
def draft(make_list, units, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_list()


def test_the_columns_become_items(officer, draft, units):
    job = services.apply_job(actor=officer, job=check(officer, table()))
    assert (job.state, job.created_count) == (ImportState.DONE, 2)
    first, second = (item_data(row) for row in draft.items.all())
    assert (first.period, first.due_rule, first.holder_role) == (
        "half_year",
        "end",
        "party_committee",
    )
    assert first.evidence == (
        EvidenceData("会议纪要"),
        EvidenceData("会议签到表"),
        EvidenceData("形势分析材料", is_required=False),
    )
    assert (second.due_rule, str(second.score)) == ("5WD", "3.5")
    assert second.stages == ("会前酝酿", "会议纪要")
    assert second.evidence[0].stage == 2
    assert second.unit_ids == {units.water.pk, units.finance.pk, units.township.pk}


def test_the_same_file_again_changes_nothing(officer, draft):
    services.apply_job(actor=officer, job=check(officer, table()))
    before = list(ChecklistItem.objects.order_by("pk").values())
    written = AuditEvent.objects.filter(verb__startswith="accountability.item_").count()
    job = services.apply_job(actor=officer, job=check(officer, table()))
    assert (job.created_count, job.updated_count, job.unchanged_count) == (0, 0, 2)
    assert list(ChecklistItem.objects.order_by("pk").values()) == before
    assert AuditEvent.objects.filter(verb__startswith="accountability.item_").count() == written


def test_what_is_exported_is_imported_unchanged(officer, office, draft):
    services.apply_job(actor=officer, job=check(officer, table()))
    taken = services.export(
        actor=office,
        exporter=exporters.get("checklist_items"),
        params=QueryDict(f"list={draft.pk}"),
        purpose="核对",
    )
    path = services.fetch(actor=office, job=taken)
    job = check(officer, upload(path.read_bytes(), "导出.xlsx"))
    assert job.problems == []
    assert (job.created_count, job.updated_count, job.unchanged_count) == (0, 0, 2)


def test_an_import_is_taken_back_item_by_item(officer, draft):
    services.apply_job(actor=officer, job=check(officer, table()))
    before = {item.number: item_data(item) for item in draft.items.all()}
    rows = [*changed(事项="换了说法"), *changed(编号="主-77")[:1]]
    job = services.apply_job(actor=officer, job=check(officer, table(*rows)))
    assert (job.created_count, job.updated_count, job.unchanged_count) == (1, 1, 1)
    take_back(officer, job)
    assert job.state == ImportState.UNDONE
    assert {item.number: item_data(item) for item in draft.items.all()} == before


def test_an_import_stays_once_its_items_went_on(officer, draft):
    job = services.apply_job(actor=officer, job=check(officer, table()))
    draft.items.filter(number="主-01").update(title="另有改动")
    take_back(officer, job)
    assert job.state == ImportState.DONE and "主-01" in job.undo_refusal
    assert draft.items.count() == 2


@pytest.mark.parametrize(
    ("cells", "heading"),
    [
        ({"编号": ""}, "编号"),
        ({"编号": "主-0123456789012345"}, "编号"),
        ({"事项": None}, "事项"),
        ({"内容": " "}, "内容"),
        ({"分值": "五分"}, "分值"),
        ({"分值": 0}, "分值"),
        ({"分值": 1.25}, "分值"),
        ({"责任主体": "局长办公会"}, "责任主体"),
        ({"周期": "每周"}, "周期"),
        ({"截止规则": "尽快"}, "截止规则"),
        ({"周期": "一次", "截止规则": "end"}, "截止规则"),
        ({"周期": "年", "截止规则": "02-30"}, "截止规则"),
        ({"必备材料": "会议纪要;会议纪要"}, "必备材料"),
        ({"必备材料": "会议纪要（阶段3）"}, "必备材料"),
        ({"适用单位": "水务局;不存在的单位"}, "适用单位"),
        ({"适用单位": "松台村"}, "适用单位"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(officer, draft, cells, heading):
    job = check(officer, table(*changed(**cells)))
    assert job.state == ImportState.REFUSED
    (problem,) = job.found_problems
    assert (problem.row, problem.index) == (2, HEADINGS.index(heading))
    assert problem.text
    assert not ChecklistItem.objects.exists()


def test_one_wrong_row_keeps_the_right_ones_out(officer, draft):
    job = check(officer, table(*changed(row=1, 分值="x")))
    assert [problem.row for problem in job.found_problems] == [3]
    assert not ChecklistItem.objects.exists()


def test_a_number_twice_and_a_missing_column_are_named(officer, draft):
    job = check(officer, table(*changed(row=1, 编号="主-01")))
    assert [problem.code for problem in job.found_problems] == ["duplicate"]
    without = [heading if heading != "周期" else "频率" for heading in HEADINGS]
    job = check(officer, table(headings=without))
    assert {problem.code for problem in job.found_problems} <= {"missing_column", "renamed_column"}


def test_with_two_drafts_the_row_says_which(officer, draft, make_list):
    other = make_list(kind="supervision")
    job = check(officer, table())
    assert {problem.row for problem in job.found_problems} == {2, 3}
    rows = [(*row, other.title) for row in GOOD]
    job = check(officer, table(*rows, headings=(*HEADINGS, "清单")))
    services.apply_job(actor=officer, job=job)
    assert (draft.items.count(), other.items.count()) == (0, 2)


def test_a_published_list_takes_no_rows(office, officer, units, make_list, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    checklists.publish(actor=office, checklist=make_list(item()))
    job = check(officer, table())
    assert job.state == ImportState.REFUSED
    assert ChecklistItem.objects.count() == 1


def test_the_template_can_be_filled_and_read_back(office, draft, as_user):
    answer = as_user(office).get("/exchange/template/checklist_items/")
    content = b"".join(answer.streaming_content)
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.max_column == 15


def test_a_stranger_and_a_clerk_import_nothing(clerk, leader, stranger, draft, as_user):
    for user in (clerk, leader, stranger):
        client = as_user(user)
        assert client.get("/exchange/import/checklist_items/").status_code == 403
        answer = client.post("/exchange/import/checklist_items/", {"file": table()})
        assert answer.status_code == 403
    assert not ChecklistItem.objects.exists()
