"""Filing by its service: stages, materials, lateness, receipts, one record for one form."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, transaction

from accountability.enums import FilingKind
from accountability.models import DeadlineChange, Duty, Filing, FilingDraft
from accountability.selectors.filings import records_of
from accountability.services.drafts import save_draft
from accountability.services.filings import submit, supplement
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications.kinds import everything
from supervision.notifications.models import Notice
from supervision.notifications.services import notify


def test_a_filing_concludes_the_duty_with_the_servers_time(clerk, monthly, file_it):
    filing = file_it(clerk, monthly, "会议纪要", archive_box="2026-党组-07")
    monthly.refresh_from_db()
    assert filing.is_final and not filing.is_late
    assert filing.submitted_at == monthly.closed_at == monthly.last_filed_at
    assert abs(filing.submitted_at - clock.now()) < dt.timedelta(minutes=1)
    assert filing.due_at == monthly.ends_at
    assert filing.receipt.startswith("HZ-20261102-")
    assert monthly.filed_count == 1 and not monthly.is_late


def test_each_filing_leaves_one_event_on_the_duty(clerk, monthly, file_it):
    filing = file_it(clerk, monthly, "会议纪要")
    events = AuditEvent.objects.filter(object_type="accountability.duty", object_id=str(monthly.pk))
    assert [event.verb for event in events] == ["accountability.filed"]
    assert filing.receipt in events[0].details["note"]


def test_without_the_required_material_nothing_is_filed(clerk, monthly, file_it):
    with pytest.raises(ValidationError) as refusal:
        file_it(clerk, monthly, "会议录音")
    assert "会议纪要" in str(refusal.value.message_dict["files"])
    assert not Filing.objects.exists()


def test_an_entry_on_the_way_needs_a_trace_but_not_everything(clerk, monthly, file_it):
    with pytest.raises(ValidationError):
        file_it(clerk, monthly, is_final=False)
    first = file_it(clerk, monthly, "会议录音", is_final=False)
    monthly.refresh_from_db()
    assert not first.is_final and monthly.closed_at is None
    second = file_it(clerk, monthly, "会议纪要")
    assert (first.stage, second.stage) == (1, 2)


def test_three_stages_are_three_records_each_with_its_own_files(clerk, staged_duty, file_it):
    first = file_it(clerk, staged_duty, "其他", text="会前征求意见。")
    second = file_it(clerk, staged_duty, "会议纪要", text="会议作出决定。")
    third = file_it(clerk, staged_duty, "公开截图", text="结果已公开。")
    assert [f.stage_name for f in (first, second, third)] == ["会前酝酿", "会议纪要", "结果公开"]
    assert [f.is_final for f in (first, second, third)] == [False, False, True]
    records = records_of(staged_duty)
    assert [len(record.files) for record in records] == [1, 1, 1]
    assert [record.filing.text for record in records][0] == "会前征求意见。"
    staged_duty.refresh_from_db()
    assert staged_duty.closed_at == third.submitted_at


def test_a_stage_waits_for_the_material_of_its_own(clerk, staged_duty, file_it):
    file_it(clerk, staged_duty)
    with pytest.raises(ValidationError) as refusal:
        file_it(clerk, staged_duty)
    assert "会议纪要" in str(refusal.value)


def test_a_form_of_a_stage_already_filed_is_refused(clerk, staged_duty, file_it):
    file_it(clerk, staged_duty, stage=1)
    with pytest.raises(ValidationError) as refusal:
        file_it(clerk, staged_duty, "会议纪要", stage=1)
    assert "1" in refusal.value.messages[0]
    assert Filing.objects.count() == 1


def test_the_same_form_twice_makes_one_record(clerk, monthly, file_it):
    token = uuid.uuid4()
    first = file_it(clerk, monthly, "会议纪要", token=token)
    again = submit(actor=clerk, duty=monthly, token=token, event_on=clock.today(), text="又一次")
    assert again.pk == first.pk
    assert Filing.objects.count() == 1
    monthly.refresh_from_db()
    assert monthly.filed_count == 1


def test_a_token_serves_one_duty_only(clerk, monthly, staged_duty, file_it):
    token = uuid.uuid4()
    file_it(clerk, monthly, "会议纪要", token=token)
    with pytest.raises(ValidationError):
        file_it(clerk, staged_duty, token=token)


def granted(duty, clerk, office, kind):
    """Put on record that two persons agreed to more time; the database wants to see it."""
    now = clock.now()
    return DeadlineChange.objects.create(
        duty=duty,
        kind=kind,
        status="approved",
        reason="等待上级文件。",
        ends_before=duty.due_at,
        requested_by=clerk,
        requested_at=now,
        decided_by=office,
        decided_at=now,
    )


def test_one_second_decides_and_late_is_late_for_ever(clerk, office, monthly, carry, file_it, at):
    at("2026-12-01T00:00:01")
    filing = file_it(clerk, monthly, "会议录音", is_final=False)
    monthly.refresh_from_db()
    assert filing.is_late and monthly.is_late
    granted(monthly, clerk, office, "extension")
    Duty.objects.filter(pk=monthly.pk).update(extended_to=monthly.due_at + dt.timedelta(days=9))
    monthly.refresh_from_db()
    last = file_it(clerk, monthly, "会议纪要")
    monthly.refresh_from_db()
    assert not last.is_late and monthly.is_late


def test_the_second_before_the_end_is_in_time(clerk, monthly, file_it, at):
    at("2026-11-30T23:59:00")
    assert not file_it(clerk, monthly, "会议纪要").is_late


def test_while_the_clock_stands_nothing_becomes_late(clerk, office, monthly, file_it, at):
    granted(monthly, clerk, office, "pause")
    Duty.objects.filter(pk=monthly.pk).update(paused_at=clock.now())
    at("2026-12-05T09:00:00")
    filing = file_it(clerk, monthly, "会议纪要")
    monthly.refresh_from_db()
    assert not filing.is_late
    assert monthly.closed_at == filing.submitted_at and monthly.paused_at is None


def test_days_between_event_and_entry_are_kept(clerk, monthly, file_it, at):
    at("2026-11-20T09:00:00")
    filing = file_it(clerk, monthly, "会议纪要", event_on=dt.date(2026, 11, 8))
    assert filing.gap_days == 12
    assert records_of(monthly)[0].is_entered_afterwards


def test_a_day_to_come_no_words_and_long_words_are_refused(clerk, monthly, file_it):
    with pytest.raises(ValidationError) as refusal:
        file_it(clerk, monthly, "会议纪要", event_on=dt.date(2026, 11, 3), text="  ")
    assert set(refusal.value.message_dict) == {"event_on", "text"}
    with pytest.raises(ValidationError):
        file_it(clerk, monthly, "会议纪要", text="字" * 10_001)


def test_a_supplement_changes_nothing_of_the_conclusion(clerk, monthly, file_it, at):
    filing = file_it(clerk, monthly, "会议纪要")
    at("2026-12-10T09:00:00")
    with pytest.raises(ValidationError):
        file_it(clerk, monthly, "会议纪要")
    added = supplement(
        actor=clerk, duty=monthly, token=uuid.uuid4(), event_on=clock.today(), text="补充签到表。"
    )
    monthly.refresh_from_db()
    assert added.kind == FilingKind.SUPPLEMENT and added.stage == 0
    assert monthly.closed_at == filing.submitted_at and not monthly.is_late
    assert monthly.filed_count == 2


def test_there_is_no_supplement_to_an_open_duty(clerk, monthly):
    with pytest.raises(ValidationError):
        supplement(
            actor=clerk, duty=monthly, token=uuid.uuid4(), event_on=clock.today(), text="补充。"
        )


def test_a_withdrawn_duty_takes_nothing(clerk, monthly, file_it):
    Duty.objects.filter(pk=monthly.pk).update(withdrawn_at=clock.now())
    with pytest.raises(ValidationError):
        file_it(clerk, monthly, "会议纪要")


def test_concluding_takes_back_what_waits_in_the_inbox(clerk, monthly, file_it):
    notify(kind=everything()[0], recipients=[clerk.pk], title="快到期", target=monthly)
    file_it(clerk, monthly, "会议录音", is_final=False)
    assert not Notice.objects.filter(withdrawn_at__isnull=False).exists()
    file_it(clerk, monthly, "会议纪要")
    assert Notice.objects.filter(withdrawn_at__isnull=False).count() == 1


def test_filing_clears_the_draft(clerk, monthly, file_it):
    save_draft(actor=clerk, subject=monthly, fields={"text": "写了一半"})
    file_it(clerk, monthly, "会议纪要")
    assert not FilingDraft.objects.exists()


def test_nobody_changes_a_filing_not_even_by_sql(clerk, monthly, file_it):
    filing = file_it(clerk, monthly, "会议纪要")
    for change in (
        lambda: Filing.objects.filter(pk=filing.pk).update(submitted_at=clock.now()),
        lambda: Filing.objects.filter(pk=filing.pk).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()


def test_receipt_numbers_never_repeat(clerk, monthly, foreign, other_clerk, file_it):
    one = file_it(clerk, monthly, "会议纪要")
    other = file_it(other_clerk, foreign)
    assert one.receipt != other.receipt


def test_only_the_units_clerk_files(
    stranger, other_clerk, head, office, officer, leader, monthly, file_it
):
    for user in (stranger, other_clerk, head, office, officer, leader):
        with pytest.raises(PermissionDenied):
            file_it(user, monthly, "会议纪要")
    assert not Filing.objects.exists()


def test_a_filing_costs_a_fixed_number_of_queries(
    clerk, monthly, stage_file, django_assert_max_num_queries
):
    files = [stage_file(clerk, monthly)]
    with django_assert_max_num_queries(24):
        submit(
            actor=clerk,
            duty=monthly,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="会议研究。",
            attachments=files,
        )
