"""Publishing: assigns, creates, tells each unit once; twice changes nothing; versions take over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accountability.enums import ChecklistStatus
from accountability.models import Assignment, Checklist, Duty
from accountability.selectors.checklists import checklists_visible_to
from accountability.services import checklists
from accountability.values import EvidenceData
from supervision import clock
from supervision.audit.selectors import timeline
from supervision.notifications.models import Notice
from supervision.organizations.enums import UnitKind
from supervision.organizations.services import save_unit

from .conftest import item


def state():
    """Return everything publishing may touch."""
    return (
        list(Assignment.objects.order_by("pk").values_list("pk", "item", "unit", "ended_at")),
        list(Duty.objects.order_by("pk").values_list("pk", "number", "assignment", "withdrawn_at")),
        list(Notice.objects.order_by("pk").values_list("pk", "title")),
    )


def test_every_responsible_unit_gets_the_items_and_no_other(office, units, make_list):
    draft = make_list(item("1.1"), item("1.2", unit_ids=frozenset({units.water.pk})))
    done = checklists.publish(actor=office, checklist=draft)
    assert (done.items, done.units, done.assignments, done.duties) == (2, 3, 4, 16)
    carried = set(Assignment.objects.values_list("unit__code", "item__number"))
    assert carried == {("U01", "1.1"), ("U02", "1.1"), ("T01", "1.1"), ("U01", "1.2")}
    draft.refresh_from_db()
    assert draft.status == ChecklistStatus.PUBLISHED
    assert draft.published_by == office


def test_publishing_twice_changes_nothing(office, units, make_list, clerk):
    draft = make_list(item("1.1"), item("1.2", period="month"))
    checklists.publish(actor=office, checklist=draft)
    before, events = state(), timeline(draft).count()
    again = checklists.publish(actor=office, checklist=draft)
    assert again.changes_nothing
    assert state() == before
    assert timeline(draft).count() == events


def test_each_clerk_is_told_once_and_must_acknowledge(
    office, units, make_list, clerk, other_clerk, head
):
    draft = make_list(item("1.1"), item("1.2"))
    checklists.publish(actor=office, checklist=draft)
    notices = Notice.objects.all()
    assert {notice.recipient_id for notice in notices} == {clerk.pk, other_clerk.pk}
    assert notices.count() == 2
    notice = notices.get(recipient=clerk)
    assert notice.must_acknowledge
    assert draft.title in notice.title
    assert "8" in notice.title
    assert notice.unit_id == units.water.pk


def test_a_unit_that_joins_later_owes_only_what_is_still_to_come(office, units, make_list, at):
    at("2026-02-02T09:00")
    draft = make_list(item(period="quarter"))
    checklists.publish(actor=office, checklist=draft)
    at("2026-07-10T09:00")
    save_unit(
        actor=None,
        code="U03",
        name="清江区教育局",
        short_name="教育局",
        kind=UnitKind.DEPARTMENT,
        parent_code="D",
        position=3,
    )
    done = checklists.publish(actor=office, checklist=draft)
    assert (done.assignments, done.duties) == (1, 2)
    keys = Duty.objects.filter(unit__code="U03").values_list("period_key", flat=True)
    assert set(keys) == {"2026-Q3", "2026-Q4"}
    assert checklists.publish(actor=office, checklist=draft).changes_nothing


def test_a_first_list_brings_the_whole_year_even_late(office, units, make_list, at):
    at("2026-11-22T09:00")
    draft = make_list(item(period="month"))
    preview = checklists.preview(actor=office, checklist=draft)
    assert preview.overdue == 3 * 10
    assert checklists.publish(actor=office, checklist=draft).duties == 36


def test_the_preview_says_what_happens_and_does_nothing(office, units, make_list, clerk):
    draft = make_list(item("1.1"), item("1.2", period="year"))
    before = state()
    preview = checklists.preview(actor=office, checklist=draft)
    assert state() == before
    assert Checklist.objects.get().status == ChecklistStatus.DRAFT
    done = checklists.publish(actor=office, checklist=draft)
    assert (preview.units, preview.assignments, preview.duties) == (
        done.units,
        done.assignments,
        done.duties,
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"standard": " "},
        {"evidence": ()},
        {"evidence": (EvidenceData("会议录音", is_required=False),)},
    ],
)
def test_an_item_without_standard_or_material_is_not_published(office, make_list, changes):
    draft = make_list(item("1.1"), item("1.2", **changes))
    with pytest.raises(ValidationError) as refused:
        checklists.publish(actor=office, checklist=draft)
    assert len(refused.value.messages) == 1
    assert "1.2" in refused.value.messages[0]
    assert not Assignment.objects.exists()
    assert Checklist.objects.get().status == ChecklistStatus.DRAFT


def test_an_empty_list_is_not_published(office, make_list):
    with pytest.raises(ValidationError):
        checklists.publish(actor=office, checklist=make_list())


def test_only_the_office_head_publishes(officer, leader, clerk, head, auditor, stranger, make_list):
    draft = make_list(item())
    for user in (officer, leader, clerk, head, auditor, stranger):
        with pytest.raises(PermissionDenied):
            checklists.publish(actor=user, checklist=draft)
        with pytest.raises(PermissionDenied):
            checklists.preview(actor=user, checklist=draft)
    assert not checklists_visible_to(stranger).exists()
    assert not Assignment.objects.exists()


# ------------------------------------------------------------------ versions


@pytest.fixture
def running(office, units, make_list, at):
    """Return a list published in February and seen on 10 July."""
    at("2026-02-02T09:00")
    draft = make_list(item("1.1"), item("1.2"), item("1.3"), item("1.4"))
    checklists.publish(actor=office, checklist=draft)
    at("2026-07-10T09:00")
    return draft


def row(version, number):
    return version.items.get(number=number)


def second(office, running, **edits):
    """Draft the next version, change what `edits` names, publish it."""
    draft = checklists.new_version(actor=office, checklist=running)
    for number, changes in edits.items():
        number = number.replace("n", "1.")
        if changes is None:
            checklists.remove_item(actor=office, item=row(draft, number))
        else:
            checklists.edit_item(
                actor=office, item=row(draft, number), data=item(number, **changes)
            )
    checklists.publish(actor=office, checklist=draft)
    return draft


def keys(units, number, **where):
    rows = Duty.objects.filter(
        unit=units.water, assignment__item__number=number, withdrawn_at__isnull=True, **where
    )
    return sorted(rows.values_list("period_key", flat=True))


def test_an_unchanged_item_keeps_its_duties(office, units, running):
    before = set(Duty.objects.values_list("pk", "number"))
    newer = second(office, running)
    assert set(Duty.objects.values_list("pk", "number")) == before
    assert not Duty.objects.filter(withdrawn_at__isnull=False).exists()
    assert Assignment.objects.filter(ended_at__isnull=True).count() == 12
    assert Assignment.objects.filter(item__checklist=newer).count() == 12
    running.refresh_from_db()
    assert running.status == ChecklistStatus.SUPERSEDED


def test_a_removed_item_loses_only_what_is_still_to_come(office, units, running):
    filed = Duty.objects.get(unit=units.water, assignment__item__number="1.1", period_key="2026-Q3")
    Duty.objects.filter(pk=filed.pk).update(filed_count=1)
    second(office, running, n1=None)
    # Q1 and Q2 are overdue and Q3 has been begun: no new version talks them away.
    assert keys(units, "1.1") == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert Duty.objects.filter(withdrawn_at__isnull=False).count() == 3 * 2 - 1
    ended = Assignment.objects.filter(item__number="1.1", ended_at__isnull=False)
    assert ended.count() == 3


def test_a_reworded_item_takes_the_duties_to_come_with_it(office, units, running):
    numbers = set(Duty.objects.filter(unit=units.water).values_list("number", flat=True))
    newer = second(office, running, n2={"title": "新的说法", "stages": ("甲", "乙")})
    assert keys(units, "1.2") == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    moved = Duty.objects.filter(unit=units.water, assignment__item=row(newer, "1.2"))
    assert sorted(moved.values_list("period_key", flat=True)) == ["2026-Q3", "2026-Q4"]
    assert {duty.title for duty in moved} == {"新的说法"}
    assert {duty.stage_count for duty in moved} == {2}
    assert set(Duty.objects.filter(unit=units.water).values_list("number", flat=True)) == numbers


def test_a_retimed_item_gets_new_duties_for_what_is_to_come(office, units, running):
    newer = second(office, running, n3={"period": "month"})
    new = Duty.objects.filter(unit=units.water, assignment__item=row(newer, "1.3"))
    assert sorted(new.values_list("period_key", flat=True)) == [
        f"2026-M{month:02d}" for month in range(7, 13)
    ]
    assert keys(units, "1.3", assignment__item__checklist=running) == ["2026-Q1", "2026-Q2"]


def test_a_begun_period_is_not_asked_for_a_second_time(office, units, running):
    Duty.objects.filter(
        unit=units.water, assignment__item__number="1.3", period_key="2026-Q3"
    ).update(filed_count=1, closed_at=clock.now())
    newer = second(office, running, n3={"due_rule": "5WD"})
    new = Duty.objects.filter(unit=units.water, assignment__item=row(newer, "1.3"))
    # Q2 now ends five working days after 30 June and had not run out by 10 July.
    assert set(new.values_list("period_key", flat=True)) == {"2026-Q4"}


def test_a_new_item_owes_only_what_is_to_come_and_twice_changes_nothing(office, units, running):
    draft = checklists.new_version(actor=office, checklist=running)
    checklists.add_item(actor=office, checklist=draft, data=item("1.5", period="half_year"))
    preview = checklists.preview(actor=office, checklist=draft)
    done = checklists.publish(actor=office, checklist=draft)
    assert (done.duties, done.withdrawn) == (preview.duties, preview.withdrawn) == (3, 0)
    assert keys(units, "1.5") == ["2026-H2"]
    before = state()
    assert checklists.publish(actor=office, checklist=draft).changes_nothing
    assert state() == before


def test_a_unit_taken_off_an_item_is_relieved_of_what_is_to_come(office, units, running):
    draft = checklists.new_version(actor=office, checklist=running)
    wanted = item("1.1", unit_ids=frozenset({units.water.pk}))
    checklists.edit_item(actor=office, item=row(draft, "1.1"), data=wanted)
    checklists.publish(actor=office, checklist=draft)
    assert keys(units, "1.1") == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    others = Duty.objects.filter(unit=units.finance, assignment__item__number="1.1")
    assert others.filter(withdrawn_at__isnull=False).count() == 2


def test_a_replaced_version_is_never_published_again(office, units, running):
    second(office, running)
    with pytest.raises(ValidationError):
        checklists.publish(actor=office, checklist=running)
