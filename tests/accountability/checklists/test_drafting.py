"""Drafting lists: who writes, what is refused, and that a published list stands still."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accountability.models import Checklist, ChecklistItem
from accountability.selectors.checklists import checklists_visible_to, item_data
from accountability.services import checklists
from accountability.values import EvidenceData
from supervision.audit.selectors import timeline

from .conftest import item


def test_a_list_is_drafted_once_a_year(office):
    draft = checklists.create_checklist(actor=office, kind="main", year=2026)
    assert draft.version == 1
    assert "2026" in draft.title
    checklists.create_checklist(actor=office, kind="supervision", year=2026)
    with pytest.raises(ValidationError):
        checklists.create_checklist(actor=office, kind="main", year=2026)


def test_an_item_says_the_same_after_it_is_stored(office, make_list, units):
    data = item(
        "2.1",
        stages=("会前酝酿", "会议纪要"),
        evidence=(EvidenceData("会议纪要", stage=2), EvidenceData("录音", is_required=False)),
        unit_ids=frozenset({units.water.pk, units.township.pk}),
    )
    draft = make_list(data)
    assert item_data(draft.items.get()) == data


def test_saying_the_same_again_changes_nothing(office, make_list):
    draft = make_list(item())
    events = timeline(draft).count()
    assert checklists.save_item(actor=office, checklist=draft, data=item()) == "unchanged"
    assert timeline(draft).count() == events
    changed = item(score=Decimal("4.5"))
    assert checklists.save_item(actor=office, checklist=draft, data=changed) == "updated"
    event = timeline(draft).first()
    assert event.details["changes"]["score"][1] == "4.5"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "x" * 17}, "number"),
        ({"category": ""}, "category"),
        ({"title": ""}, "title"),
        ({"title": "长" * 121}, "title"),
        ({"content": " "}, "content"),
        ({"score": Decimal(0)}, "score"),
        ({"score": Decimal("1.25")}, "score"),
        ({"holder_role": "mayor"}, "holder_role"),
        ({"period": "weekly"}, "period"),
        ({"period": "once", "due_rule": "end"}, "due_rule"),
        ({"due_rule": "tomorrow"}, "due_rule"),
        ({"stages": tuple("甲乙丙丁戊己庚辛壬")}, "stages"),
        ({"stages": ("甲", "甲")}, "stages"),
        ({"evidence": (EvidenceData("纪要"), EvidenceData("纪要"))}, "evidence"),
        ({"evidence": (EvidenceData("纪要", stage=3),)}, "evidence"),
    ],
)
def test_a_wrong_item_is_refused_at_its_field(office, make_list, changes, field):
    draft = make_list()
    with pytest.raises(ValidationError) as refused:
        checklists.add_item(actor=office, checklist=draft, data=item(**changes))
    assert field in refused.value.message_dict
    assert not ChecklistItem.objects.exists()


def test_two_items_never_share_a_number(office, make_list):
    draft = make_list(item("1.1"), item("1.2"))
    with pytest.raises(ValidationError) as refused:
        checklists.edit_item(actor=office, item=draft.items.get(number="1.2"), data=item("1.1"))
    assert "number" in refused.value.message_dict


def test_units_that_carry_no_responsibility_are_refused(office, make_list, units):
    with pytest.raises(ValidationError) as refused:
        make_list(item(unit_ids=frozenset({units.village.pk})))
    assert "unit_ids" in refused.value.message_dict


def test_a_published_list_stands_still(office, units, make_list):
    draft = make_list(item())
    checklists.publish(actor=office, checklist=draft)
    row = draft.items.get()
    for act in (
        lambda: checklists.add_item(actor=office, checklist=draft, data=item("9")),
        lambda: checklists.edit_item(actor=office, item=row, data=item(title="别的")),
        lambda: checklists.remove_item(actor=office, item=row),
        lambda: checklists.discard_draft(actor=office, checklist=draft),
    ):
        with pytest.raises(ValidationError):
            act()
    assert draft.items.count() == 1


def test_a_new_version_copies_everything_and_there_is_one_draft(office, units, make_list):
    data = item(
        unit_ids=frozenset({units.water.pk}),
        stages=("甲", "乙"),
        evidence=(EvidenceData("纪要", stage=1), EvidenceData("录音", is_required=False)),
    )
    draft = make_list(data)
    with pytest.raises(ValidationError):
        checklists.new_version(actor=office, checklist=draft)
    checklists.publish(actor=office, checklist=draft)
    newer = checklists.new_version(actor=office, checklist=draft)
    assert (newer.version, newer.status) == (2, "draft")
    assert item_data(newer.items.get()) == data
    with pytest.raises(ValidationError):
        checklists.new_version(actor=office, checklist=draft)
    checklists.discard_draft(actor=office, checklist=newer)
    assert Checklist.objects.count() == 1


def test_the_database_knows_one_row_a_version(office):
    draft = checklists.create_checklist(actor=office, kind="main", year=2026)
    with pytest.raises(IntegrityError), transaction.atomic():
        Checklist.objects.create(
            kind="main", year=2026, title="x", created_by=office, created_at=draft.created_at
        )


def test_officers_write_and_nobody_else(officer, leader, clerk, head, stranger, make_list):
    draft = make_list(item())
    row = draft.items.get()
    assert checklists.edit_item(actor=officer, item=row, data=item(title="改")) == "updated"
    for user in (leader, clerk, head, stranger):
        for act in (
            lambda user=user: checklists.create_checklist(actor=user, kind="main", year=2027),
            lambda user=user: checklists.add_item(actor=user, checklist=draft, data=item("2")),
            lambda user=user: checklists.edit_item(actor=user, item=row, data=item()),
            lambda user=user: checklists.remove_item(actor=user, item=row),
            lambda user=user: checklists.discard_draft(actor=user, checklist=draft),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_draft_is_seen_by_its_writers_alone(
    office, officer, leader, clerk, stranger, units, make_list
):
    draft = make_list(item(unit_ids=frozenset({units.water.pk})))
    seen = [checklists_visible_to(user).count() for user in (office, officer)]
    assert seen == [1, 1]
    assert [checklists_visible_to(user).count() for user in (leader, clerk, stranger)] == [0, 0, 0]
    checklists.publish(actor=office, checklist=draft)
    assert [checklists_visible_to(user).count() for user in (leader, clerk, stranger)] == [1, 1, 0]
