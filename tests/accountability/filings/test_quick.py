"""One matter, one record: events make their own duty, recurring items take it into the period."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accountability.models import Duty, Filing
from accountability.services.quick import quick_record
from supervision import clock
from supervision.deadlines.rules import day_of


def note(user, assignment, day=None, **changes):
    wanted = {
        "token": uuid.uuid4(),
        "event_on": day or clock.today(),
        "text": "与采砂管理股负责人谈话。",
    }
    return quick_record(actor=user, assignment=assignment, **(wanted | changes))


def test_an_event_makes_its_own_concluded_duty(clerk, event_item, at):
    at("2026-11-13T15:00:00")
    filing = note(clerk, event_item)
    duty = filing.duty
    assert duty.assignment == event_item and duty.closed_at == filing.submitted_at
    assert day_of(duty.due_at - dt.timedelta(seconds=1)) == dt.date(2026, 11, 20)
    assert filing.kind == "quick" and filing.gap_days == 0


def test_each_event_is_one_dated_record(clerk, event_item):
    keys = {note(clerk, event_item).duty.period_key for _ in range(3)}
    assert len(keys) == 3 == Filing.objects.count()


def test_entries_made_long_after_their_events_are_flagged(clerk, event_item, at, as_user):
    at("2026-11-20T09:00:00")
    for day in (2, 3, 4):
        note(clerk, event_item, dt.date(2026, 11, day))
    assert list(Filing.objects.order_by("id").values_list("gap_days", flat=True)) == [18, 17, 16]
    text = as_user(clerk).get(reverse("accountability:ledger")).content.decode()
    assert all(str(days) in text for days in (18, 17, 16))


def test_the_same_form_twice_makes_one_event(clerk, event_item):
    token = uuid.uuid4()
    assert note(clerk, event_item, token=token).pk == note(clerk, event_item, token=token).pk
    assert Duty.objects.filter(assignment=event_item).count() == 1


def test_an_event_with_stages_stays_open(clerk, staged_duty):
    filing = note(clerk, staged_duty.assignment)
    assert filing.stage_name == "会前酝酿"
    assert filing.duty.closed_at is None


def test_a_recurring_item_takes_the_record_into_its_period(clerk, monthly, stage_file):
    item = monthly.assignment
    filing = note(clerk, item, attachments=[stage_file(clerk, item)])
    assert filing.duty_id == monthly.pk
    monthly.refresh_from_db()
    assert monthly.filed_count == 1 and monthly.closed_at is None
    note(clerk, item, is_final=True)
    monthly.refresh_from_db()
    assert monthly.closed_at is not None


def test_a_day_outside_every_period_is_said_at_the_day(clerk, monthly, event_item):
    for item in (monthly.assignment, event_item):
        with pytest.raises(ValidationError) as refusal:
            note(clerk, item, dt.date(2025, 3, 1))
        assert set(refusal.value.message_dict) == {"event_on"}
    assert not Filing.objects.exists()


def test_an_item_the_unit_no_longer_carries_takes_nothing(clerk, event_item):
    event_item.ended_at = clock.now()
    event_item.save(update_fields=["ended_at"])
    with pytest.raises(ValidationError):
        note(clerk, event_item)


def test_others_cannot_record(stranger, other_clerk, head, office, event_item):
    for user in (stranger, other_clerk, head, office):
        with pytest.raises(PermissionDenied):
            note(user, event_item)
    assert not Duty.objects.exists()


def test_the_pages(as_user, clerk, other_clerk, head, stranger, event_item, monthly):
    choose = reverse("accountability:quick")
    address = reverse("accountability:quick_record", args=[event_item.pk])
    text = as_user(clerk).get(choose).content.decode()
    assert text.index(event_item.item.title) < text.index(monthly.title)
    assert monthly.title not in as_user(clerk).get(choose, {"q": "谈心"}).content.decode()
    assert as_user(clerk).get(address).status_code == 200
    assert as_user(other_clerk).get(address).status_code == 404
    for user in (head, stranger):
        assert as_user(user).get(choose).status_code == 403
        assert as_user(user).get(address).status_code == 403


def test_recording_from_a_phone(as_user, clerk, event_item, fields, upload):
    address = reverse("accountability:quick_record", args=[event_item.pk])
    client = as_user(clerk)
    bad = client.post(address, fields(text=""))
    assert bad.status_code == 200 and "2026-党组-07" in bad.content.decode()
    answer = client.post(address, fields(files=[upload("照片.pdf")]), follow=True)
    filing = Filing.objects.get()
    assert filing.receipt in answer.content.decode() and filing.file_count == 1


def test_a_quick_draft_comes_back(as_user, clerk, stranger, event_item):
    draft = reverse("accountability:quick_draft", args=[event_item.pk])
    assert as_user(clerk).post(draft, {"text": "路上先记一句"}).status_code == 200
    assert as_user(stranger).post(draft, {"text": "x"}).status_code == 404
    page = reverse("accountability:quick_record", args=[event_item.pk])
    assert "路上先记一句" in as_user(clerk).get(page).content.decode()
