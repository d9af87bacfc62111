"""Decomposition: parts of a duty trace back, each with its own day, light and filings (A20)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction

from accountability.models import Duty, DutyMonth, DutyPart, DutyTally
from accountability.selectors import overview, tasklists
from accountability.selectors.duties import duties_visible_to, light_counts
from accountability.selectors.parts import chain_of, tree_of
from accountability.services import changes
from accountability.services.locks import AssessmentLocked
from accountability.services.parts import split, withdraw_part
from accountability.values import PartData
from supervision.notifications.models import Notice


def part(unit: Any, title: str = "上游河段自查", **more: Any) -> PartData:
    said: dict[str, Any] = {"due_on": dt.date(2026, 11, 13), "holder_name": "石磊"}
    return PartData(title=title, unit_id=unit.pk, **said | more)


def said(refused: Any, key: str) -> str:
    return " ".join(refused.value.message_dict[key])


def test_a_duty_is_split_and_its_parts_trace_back(
    give_task: Callable[..., Duty], office: Any, clerk: Any, other_clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    created = split(
        actor=office,
        duty=whole,
        parts=[part(units.water, share=60), part(units.finance, "资金核对", share=40)],
    )
    first, second = (row.duty for row in created)
    assert [first.number, second.number] == [f"{whole.number}-01", f"{whole.number}-02"]
    assert first.task_list_id == whole.task_list_id and second.unit == units.finance
    assert first.ends_at < whole.ends_at and first.warn_at <= first.ends_at
    assert chain_of(second) == [whole]
    tree = tree_of(clerk, whole)
    assert [(node.duty.pk, node.is_open_to) for node in tree.nodes] == [
        (first.pk, True),
        (second.pk, False),
    ]
    assert list(duties_visible_to(other_clerk)) == [second]
    told = Notice.objects.filter(kind="accountability.new_tasks", object_id=str(second.pk))
    assert set(told.values_list("recipient", flat=True)) == {other_clerk.pk}


def test_a_unit_keeps_its_own_sub_ledger_three_levels_deep(
    give_task: Callable[..., Duty], clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    (below,) = split(actor=clerk, duty=whole, parts=[part(units.water)])
    (last,) = split(
        actor=clerk, duty=below.duty, parts=[part(units.water, "一号断面", holder_name="白若溪")]
    )
    assert (below.level, last.level) == (2, 3)
    assert last.duty.number == f"{whole.number}-01-01"
    assert chain_of(last.duty) == [whole, below.duty]
    with pytest.raises(ValidationError, match="not split further|不再"):
        split(actor=clerk, duty=last.duty, parts=[part(units.water)])


def test_a_stranger_and_an_outsider_split_nothing(
    give_task: Callable[..., Duty], stranger: Any, other_clerk: Any, clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    for actor in (stranger, other_clerk):
        with pytest.raises(PermissionDenied):
            split(actor=actor, duty=whole, parts=[part(units.finance)])
    with pytest.raises(ValidationError) as refused:
        split(actor=clerk, duty=whole, parts=[part(units.finance)])
    assert "0.unit" in refused.value.message_dict
    assert not DutyPart.objects.exists()


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([{"due_on": dt.date(2026, 11, 21)}], "0.due_on"),
        ([{"due_on": dt.date(2026, 11, 1)}], "0.due_on"),
        ([{}, {}], "1.holder_name"),
        ([{"share": 60}, {"holder_name": "白若溪", "share": 30}], "parts"),
        ([{"share": 60}, {"holder_name": "白若溪"}], "parts"),
        ([{"title": ""}], "0.title"),
        ([], "parts"),
    ],
    ids=["after the whole", "past", "twice", "shares 90", "shares of some", "nothing", "none"],
)
def test_what_cannot_stand_is_refused_at_its_place(
    give_task: Callable[..., Duty], clerk: Any, units: Any, rows: list[Any], key: str
) -> None:
    whole = give_task(units.water)
    with pytest.raises(ValidationError) as refused:
        split(actor=clerk, duty=whole, parts=[part(units.water, **row) for row in rows])
    assert said(refused, key)
    assert not DutyPart.objects.exists()


def test_what_is_over_or_locked_is_not_split(
    give_task: Callable[..., Duty],
    conclude: Callable[..., Any],
    plan: Callable[..., Any],
    at: Callable[[str], None],
    clerk: Any,
    units: Any,
) -> None:
    done = give_task(units.water)
    conclude(clerk, done)
    with pytest.raises(ValidationError):
        split(actor=clerk, duty=done, parts=[part(units.water)])
    late = give_task(units.water, "2026-11-10", "另一项")
    at("2026-11-11T09:00:00")
    with pytest.raises(ValidationError):
        split(actor=clerk, duty=late, parts=[part(units.water)])
    locked = give_task(units.water, "2026-11-20", "第三项")
    plan(units.water)
    at("2026-11-14T09:00:00")
    with pytest.raises(AssessmentLocked):
        split(actor=clerk, duty=locked, parts=[part(units.water, due_on=dt.date(2026, 11, 19))])


def test_the_whole_is_concluded_after_its_last_part(
    give_task: Callable[..., Duty], conclude: Callable[..., Any], clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    (below,) = split(actor=clerk, duty=whole, parts=[part(units.water)])
    with pytest.raises(ValidationError):
        conclude(clerk, whole)
    conclude(clerk, whole, is_final=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(pk=whole.pk).update(closed_at=whole.ends_at)
    conclude(clerk, below.duty)
    done = Notice.objects.get(kind="accountability.parts_done")
    assert (done.recipient_id, done.object_id) == (clerk.pk, str(whole.pk))
    whole.refresh_from_db()
    assert conclude(clerk, whole).is_final


def test_a_part_is_withdrawn_with_a_reason_and_stays_in_sight(
    give_task: Callable[..., Duty],
    conclude: Callable[..., Any],
    at: Callable[[str], None],
    clerk: Any,
    stranger: Any,
    units: Any,
) -> None:
    whole = give_task(units.water)
    one, two, three = split(
        actor=clerk,
        duty=whole,
        parts=[part(units.water, holder_name=name) for name in ("甲", "乙", "丙")],
    )
    with pytest.raises(PermissionDenied):
        withdraw_part(actor=stranger, part=one, reason="任务合并办理")
    with pytest.raises(ValidationError):
        withdraw_part(actor=clerk, part=one, reason="无")
    withdraw_part(actor=clerk, part=one, reason="任务合并办理")
    tree = tree_of(clerk, whole)
    assert [node.duty.pk for node in tree.nodes] == [two.duty_id, three.duty_id]
    assert [gone.reason for gone in tree.gone] == ["任务合并办理"]
    conclude(clerk, two.duty, is_final=False)
    with pytest.raises(ValidationError):
        withdraw_part(actor=clerk, part=two, reason="任务合并办理")
    at("2026-11-16T09:00:00")
    with pytest.raises(ValidationError):
        withdraw_part(actor=clerk, part=three, reason="任务合并办理")


def test_the_database_keeps_what_was_handed_on(
    give_task: Callable[..., Duty], clerk: Any, units: Any
) -> None:
    whole = give_task(units.water)
    (below,) = split(actor=clerk, duty=whole, parts=[part(units.water)])
    rows = DutyPart.objects.filter(pk=below.pk)
    for act in (lambda: rows.update(holder_name="别人"), rows.delete):
        with pytest.raises(InternalError), transaction.atomic():
            act()


def test_deadlines_of_whole_and_part_hold_together(
    give_task: Callable[..., Duty],
    ask: Callable[..., Any],
    office: Any,
    clerk: Any,
    other_clerk: Any,
    units: Any,
) -> None:
    whole = give_task(units.water)
    _own, other = split(
        actor=office, duty=whole, parts=[part(units.water), part(units.finance, "资金核对")]
    )
    with pytest.raises(ValidationError) as refused:
        ask(other_clerk, other.duty, "2026-11-25")
    assert said(refused, "last_day")
    change = ask(clerk, whole, "2026-11-30")
    changes.decide(actor=office, change=change, approve=True)
    moved = Notice.objects.filter(kind="accountability.parent_moved")
    assert set(moved.values_list("recipient", flat=True)) == {clerk.pk, other_clerk.pk}
    other.duty.refresh_from_db()
    assert ask(other_clerk, other.duty, "2026-11-25").pk


def test_parts_count_where_they_are_carried_and_lists_count_wholes(
    give_task: Callable[..., Duty],
    conclude: Callable[..., Any],
    office: Any,
    units: Any,
    clerk: Any,
) -> None:
    whole = give_task(units.water)
    (own, other) = split(
        actor=office, duty=whole, parts=[part(units.water), part(units.finance, "资金核对")]
    )
    conclude(clerk, own.duty)
    counts = {row.unit.pk: row for row in overview.unit_counts(office)}
    assert counts[units.water.pk].total == 2 and counts[units.finance.pk].total == 1
    # Lists, overview and the counters of the database say the same.
    totals = overview.totals(list(counts.values()))
    assert totals == light_counts(duties_visible_to(office))
    assert sum(totals.values()) == sum(row.count for row in DutyMonth.objects.all()) == 3
    assert DutyTally.objects.get(unit=units.water).concluded == 1
    # The task list went to one unit, whatever became of it there.
    (task,) = tasklists.with_progress(tasklists.tasks_visible_to(office), office)
    assert (task.unit_count, task.concluded_count) == (1, 0)
    assert list(tasklists.duties_of(office, task)) == [whole]
    withdraw_part(actor=office, part=other, reason="由水务局一并办理")
    assert light_counts(duties_visible_to(office))["green"] == 1
    assert sum(row.count for row in DutyMonth.objects.all()) == 2
