"""The pages: who may open and do what, forms that keep what was typed, lists that add up."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from accountability.models import Assignment, Checklist, ChecklistItem, TaskList
from accountability.services import checklists, tasklists
from accountability.values import EvidenceData
from tests.taken_out import take_out

from .conftest import item

ITEM = {
    "number": "3.1",
    "category": "廉政教育",
    "title": "开展警示教育",
    "content": "每季度开展一次警示教育。",
    "standard": "以案说法，全员参加。",
    "evidence": "会议照片\n学习记录（选）",
    "score": "4",
    "holder_role": "member",
    "period": "quarter",
    "due_rule": "期后5个工作日",
    "stages": "",
    "basis": "",
}
TASK = {
    "title": "开展节前廉政提醒",
    "content": "向班子成员和重点岗位人员开展节前提醒。",
    "standard": "覆盖率100%。",
    "term": "5个工作日",
    "evidence": "提醒记录",
    "groups": ["department"],
}


@pytest.fixture
def published(office, units, make_list):
    """One list in force: an item for all, one for the water bureau alone."""
    draft = make_list(
        item("1.1"), item("1.2", title="水务专项", unit_ids=frozenset({units.water.pk}))
    )
    checklists.publish(actor=office, checklist=draft)
    return draft


@pytest.fixture
def drafted(make_list, units):
    return make_list(item("2.1"), kind="supervision")


@pytest.fixture
def issued(office, units):
    return tasklists.issue(
        actor=office,
        title="报送整改情况",
        content="报送巡察整改情况。",
        standard="逐项对账。",
        term="15WD",
        units=[units.water],
        evidence=[EvidenceData("整改台账")],
    )


def address(name, *args):
    return reverse(f"accountability:{name}", args=args)


READERS = ("office", "officer", "leader", "clerk", "head", "other_clerk", "stranger")


@pytest.mark.parametrize(
    ("page", "verdicts"),
    [
        ("checklists", (200, 200, 200, 200, 200, 200, 403)),
        ("published", (200, 200, 200, 200, 200, 200, 403)),
        ("draft", (200, 200, 404, 404, 404, 404, 403)),
        ("assignments", (200, 200, 200, 200, 200, 200, 403)),
        ("my_lists", (302, 302, 302, 200, 200, 200, 403)),
        ("water_lists", (200, 200, 200, 200, 200, 404, 403)),
        ("tasks", (200, 200, 200, 200, 200, 200, 403)),
        ("task", (200, 200, 200, 200, 200, 404, 403)),
        ("checklist_new", (200, 200, 403, 403, 403, 403, 403)),
        ("item_new", (200, 200, 403, 403, 403, 403, 403)),
        ("item_edit", (200, 200, 403, 403, 403, 403, 403)),
        ("item_remove", (200, 200, 403, 403, 403, 403, 403)),
        ("discard", (200, 200, 403, 403, 403, 403, 403)),
        ("publish", (200, 403, 403, 403, 403, 403, 403)),
        ("task_new", (200, 200, 403, 403, 403, 403, 403)),
    ],
)
def test_who_opens_what(page, verdicts, request, as_user, published, drafted, issued, units):
    row = drafted.items.get()
    where = {
        "checklists": address("checklists"),
        "published": address("checklist", published.pk),
        "draft": address("checklist", drafted.pk),
        "assignments": address("assignments"),
        "my_lists": address("my_lists"),
        "water_lists": f"{address('my_lists')}?unit={units.water.pk}",
        "tasks": address("tasks"),
        "task": address("task", issued.pk),
        "checklist_new": address("checklist_new"),
        "item_new": address("item_new", drafted.pk),
        "item_edit": address("item_edit", row.pk),
        "item_remove": address("item_remove", row.pk),
        "discard": address("checklist_discard", drafted.pk),
        "publish": address("checklist_publish", drafted.pk),
        "task_new": address("task_new"),
    }[page]
    found = tuple(as_user(request.getfixturevalue(name)).get(where).status_code for name in READERS)
    assert found == verdicts


def test_a_clerk_reads_the_own_items_alone(as_user, clerk, other_clerk, published):
    where = address("checklist", published.pk)
    assert "水务专项" in as_user(clerk).get(where).content.decode()
    assert "水务专项" not in as_user(other_clerk).get(where).content.decode()


def test_both_trees_show_standard_materials_and_state(as_user, clerk, published, office, make_list):
    supervision = make_list(item("9.1", title="日常监督检查"), kind="supervision")
    checklists.publish(actor=office, checklist=supervision)
    main = as_user(clerk).get(address("my_lists")).content.decode()
    other = as_user(clerk).get(f"{address('my_lists')}?kind=supervision").content.decode()
    assert "水务专项" in main and "日常监督检查" not in main
    assert "日常监督检查" in other and "水务专项" not in other
    for text in ("由第一责任人主持", "会议纪要", "会议录音"):
        assert text in main


def test_a_list_goes_from_draft_to_published_in_the_browser(as_user, office, units, clerk):
    client = as_user(office)
    answer = client.post(address("checklist_new"), {"kind": "main", "year": "2026", "title": ""})
    draft = Checklist.objects.get()
    assert answer["Location"] == address("checklist", draft.pk)
    answer = client.post(address("item_new", draft.pk), ITEM | {"another": "1"})
    row = ChecklistItem.objects.get()
    assert answer["Location"] == f"{address('item_new', draft.pk)}?after={row.pk}"
    assert "廉政教育" in client.get(answer["Location"]).content.decode()
    assert (row.due_rule, row.evidence.count()) == ("5WD", 2)
    answer = client.post(address("item_edit", row.pk), ITEM | {"score": "6"})
    assert answer.status_code == 302
    page = client.get(address("checklist_publish", draft.pk)).content.decode()
    assert "12" in page
    answer = client.post(address("checklist_publish", draft.pk))
    assert answer.status_code == 302
    assert Assignment.objects.count() == 3
    assert client.get(address("item_edit", row.pk)).status_code == 404
    client.post(address("checklist_version", draft.pk))
    assert Checklist.objects.count() == 2
    newer = Checklist.objects.get(version=2)
    client.post(address("item_remove", newer.items.get().pk))
    assert newer.items.count() == 0
    client.post(address("checklist_discard", newer.pk))
    assert Checklist.objects.count() == 1


def test_a_wrong_form_keeps_what_was_typed(as_user, officer, drafted, published):
    client = as_user(officer)
    wrong = ITEM | {"due_rule": "尽快", "number": "2.1"}
    answer = client.post(address("item_new", drafted.pk), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "以案说法" in page and "尽快".upper() in page
    assert drafted.items.count() == 1
    answer = client.post(
        address("checklist_new"), {"kind": "main", "year": "2026", "title": "重复的"}
    )
    assert answer.status_code == 422
    assert "重复的" in answer.content.decode()


def test_the_publish_page_names_what_is_missing(as_user, office, make_list):
    draft = make_list(item("1.1"), item("1.2", standard=""), kind="supervision")
    page = as_user(office).get(address("checklist_publish", draft.pk)).content.decode()
    assert "1.2" in page
    answer = as_user(office).post(address("checklist_publish", draft.pk))
    assert answer.status_code == 302
    assert not Assignment.objects.exists()


def test_a_task_list_is_issued_to_whole_groups(as_user, officer, units):
    answer = as_user(officer).post(address("task_new"), TASK | {"units": [units.township.pk]})
    task = TaskList.objects.get()
    assert answer["Location"] == address("task", task.pk)
    assert (task.term, task.duties.count()) == ("5WD", 3)


@pytest.mark.parametrize("missing", ["title", "content", "standard", "term", "groups"])
def test_a_task_list_without_its_parts_is_not_issued(as_user, officer, units, missing):
    typed = {name: value for name, value in TASK.items() if name != missing}
    answer = as_user(officer).post(address("task_new"), typed)
    assert answer.status_code == 422
    assert "提醒记录" in answer.content.decode()
    assert not TaskList.objects.exists()


def rows(answer):
    return answer.context["page"].paginator.count


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("q=水务专项", 1),
        ("q=1.1", 3),
        ("q=第一责任人 印发", 4),
        ("q=没有的字", 0),
        ("kind=main", 4),
        ("kind=supervision", 0),
        ("year=2026", 4),
        ("category=组织领导", 4),
        ("category=没有", 0),
        ("period=quarter", 4),
        ("period=month", 0),
        ("holder=party_committee", 4),
        ("holder=member", 0),
        ("unit=999999", 0),
    ],
)
def test_the_assigned_items_are_filtered_and_counted(as_user, office, published, query, count):
    answer = as_user(office).get(f"{address('assignments')}?{query}")
    assert rows(answer) == count


def workbook(client, where):
    return list(take_out(client, where).worksheets[0].values)


def test_the_export_holds_the_rows_of_the_page(as_user, office, clerk, published, issued):
    query = urlencode({"q": "水务专项"})
    found = workbook(as_user(office), f"{address('assignments_export')}?{query}")
    assert sum("水务专项" in map(str, row) for row in found) == 1
    assert not any("财政局" in str(cell) for row in found for cell in row)
    own = workbook(as_user(clerk), address("assignments_export"))
    assert not any("财政局" in str(cell) for row in own for cell in row)
    tasks = workbook(as_user(clerk), address("tasks_export"))
    assert any(issued.number in map(str, row) for row in tasks)


def test_exports_and_pages_of_others_give_a_stranger_nothing(
    as_user, stranger, other_clerk, published, issued
):
    for name in ("assignments_export", "tasks_export"):
        assert as_user(stranger).get(address(name), follow=True).status_code == 403
    tasks = workbook(as_user(other_clerk), address("tasks_export"))
    assert not any(issued.number in map(str, row) for row in tasks)
    for name, args in (
        ("checklist_version", (published.pk,)),
        ("checklist_publish", (published.pk,)),
        ("task_new", ()),
    ):
        assert as_user(stranger).post(address(name, *args)).status_code == 403


@pytest.mark.parametrize(
    ("page", "most"),
    [("assignments", 23), ("checklists", 19), ("tasks", 21), ("my_lists", 21)],
)
def test_pages_ask_the_same_few_questions_however_long_they_are(
    as_user, clerk, office, published, issued, page, most, django_assert_max_num_queries
):
    client = as_user(clerk)
    client.get(address(page))
    with django_assert_max_num_queries(most):
        assert client.get(address(page)).status_code == 200
