"""Task lists: issued at any time, one duty a unit, numbers never given twice."""

import datetime as dt
import threading
import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction

from accountability.models import Duty, TaskList
from accountability.selectors.tasklists import tasks_visible_to
from accountability.services import numbers, tasklists
from accountability.values import EvidenceData
from supervision.audit.selectors import timeline
from supervision.notifications.models import Notice
from supervision.web.formats import due_day


def issue(actor, units, **changes):
    fields = {
        "title": "开展专项资金使用情况自查",
        "content": "对2025年以来专项资金的申报、拨付和使用情况进行自查。",
        "standard": "逐笔核对指标文件和付款凭证，发现问题即查即改。",
        "basis": "区纪委工作安排",
        "term": "15WD",
        "units": units,
        "evidence": (EvidenceData("自查报告"), EvidenceData("整改凭证", is_required=False)),
    }
    return tasklists.issue(actor=actor, **(fields | changes))


def test_each_unit_gets_its_duty_and_its_clerk_a_notice(officer, units, clerk, other_clerk, at):
    at("2026-09-21T10:00")
    task = issue(officer, [units.water, units.township, units.water])
    assert task.number == "RW-2026-001"
    rows = list(task.duties.order_by("number"))
    assert [duty.number for duty in rows] == ["RW-2026-001-01", "RW-2026-001-02"]
    assert {duty.unit_id for duty in rows} == {units.water.pk, units.township.pk}
    # Mid-Autumn and National Day lie in between, and Saturday 10 October is worked.
    assert {due_day(duty.due_at) for duty in rows} == {dt.date(2026, 10, 19)}
    notice = Notice.objects.get()
    assert (notice.recipient_id, notice.must_acknowledge) == (clerk.pk, True)
    assert task.title in notice.title
    assert [row.name for row in task.evidence.all()] == ["自查报告", "整改凭证"]
    assert timeline(task).count() == 1


def test_a_set_day_and_hours_are_counted(office, units, at):
    at("2026-09-21T10:00")
    by_day = issue(office, [units.water], term="", due_on=dt.date(2026, 10, 1))
    assert due_day(by_day.duties.get().due_at) == dt.date(2026, 10, 1)
    by_hour = issue(office, [units.water], term="24H")
    assert by_hour.duties.get().due_at == by_hour.issued_at + dt.timedelta(hours=24)
    assert by_hour.number == "RW-2026-002"


def test_issuing_twice_makes_two_task_lists_with_two_numbers(office, units):
    assert issue(office, [units.water]).number != issue(office, [units.water]).number
    assert Duty.objects.values("number").distinct().count() == 2


@pytest.mark.django_db
def test_two_at_once_never_share_a_number():
    taken: list[int] = []
    # The threads commit, and a series is never deleted: each run has its own.
    series = f"TEST-{uuid.uuid4().hex[:8]}"

    def work() -> None:
        for _round in range(20):
            with transaction.atomic():
                taken.extend(numbers.take(series))
        connection.close()

    in_threads(work, work, work, work)
    assert sorted(taken) == list(range(1, 81))


def in_threads(*targets: Callable[[], None]) -> None:
    """Run each function in a thread of its own and wait for all."""
    threads = [threading.Thread(target=target) for target in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"content": ""}, "content"),
        ({"standard": ""}, "standard"),
        ({"term": ""}, "due_on"),
        ({"due_on": dt.date(2099, 1, 1)}, "due_on"),
        ({"term": "", "due_on": dt.date(2020, 1, 1)}, "due_on"),
        ({"term": "", "due_on": dt.date(2099, 1, 1)}, "due_on"),
        ({"term": "soon"}, "term"),
        ({"units": []}, "units"),
        ({"evidence": (EvidenceData("甲"), EvidenceData("甲"))}, "evidence"),
    ],
)
def test_a_wrong_task_list_is_refused_at_its_field(office, units, changes, field):
    with pytest.raises(ValidationError) as refused:
        issue(office, changes.pop("units", [units.water]), **changes)
    assert field in refused.value.message_dict
    assert not TaskList.objects.exists()
    assert not Notice.objects.exists()


def test_a_unit_without_the_responsibilities_is_refused(office, units):
    with pytest.raises(ValidationError) as refused:
        issue(office, [units.water, units.village])
    assert "units" in refused.value.message_dict


def test_only_the_office_issues_and_only_the_addressed_read(
    office, officer, leader, clerk, other_clerk, head, stranger, units
):
    for user in (leader, clerk, head, stranger):
        with pytest.raises(PermissionDenied):
            issue(user, [units.water])
    issue(officer, [units.water])
    seen = {
        user.username: tasks_visible_to(user).count()
        for user in (office, officer, leader, clerk, head, other_clerk, stranger)
    }
    assert seen == {
        "office": 1,
        "officer": 1,
        "leader": 1,
        "clerk": 1,
        "head": 1,
        "other_clerk": 0,
        "stranger": 0,
    }
