"""From three days before the assessment: every writing path is closed, every try is kept."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accountability.models import Filing, FilingDraft, LockAttempt
from accountability.selectors.filings import draft_key
from accountability.services.locks import AssessmentLocked
from supervision import clock
from supervision.attachments.models import Attachment


@pytest.fixture
def locked(lock, at, monthly, event_item):
    """The first second of the lock."""
    at("2026-11-13T00:00:00")
    return lock


def test_the_second_before_the_lock_filing_is_open(lock, clerk, monthly, file_it, at):
    at("2026-11-12T23:59:00")
    assert file_it(clerk, monthly, "会议纪要").pk


def test_the_page_says_why_and_shows_no_form(as_user, clerk, office, stranger, monthly, locked):
    address = reverse("accountability:duty", args=[monthly.pk])
    text = as_user(clerk).get(address).content.decode()
    assert "is-lock" in text and locked.name in text and 'id="filing"' not in text
    assert as_user(office).get(address).status_code == 200
    assert as_user(stranger).get(address).status_code == 404


def test_every_writing_path_is_refused_with_the_reason_and_kept(
    as_user, clerk, monthly, event_item, locked, fields, upload
):
    client = as_user(clerk)
    tries = (
        ("filing", reverse("accountability:duty", args=[monthly.pk]), fields()),
        ("filing", reverse("accountability:supplement", args=[monthly.pk]), fields()),
        ("draft", reverse("accountability:duty_draft", args=[monthly.pk]), {"text": "x"}),
        ("quick", reverse("accountability:quick_record", args=[event_item.pk]), fields()),
        ("draft", reverse("accountability:quick_draft", args=[event_item.pk]), {"text": "x"}),
        (
            "attachment",
            reverse("attachments:upload"),
            {"draft": draft_key(monthly), "file": upload()},
        ),
        (
            "attachment",
            reverse("attachments:upload"),
            {"draft": draft_key(event_item), "file": upload()},
        ),
    )
    for count, (way, address, posted) in enumerate(tries, start=1):
        answer = client.post(address, posted)
        assert answer.status_code == 403, address
        assert locked.name in (
            answer.json()["error"] if "json" in answer["Content-Type"] else answer.content.decode()
        )
        assert LockAttempt.objects.count() == count
        attempt = LockAttempt.objects.order_by("-id").first()
        assert (attempt.path, attempt.user, attempt.unit) == (way, clerk, monthly.unit)
    assert not Filing.objects.exists()
    assert not FilingDraft.objects.exists()
    assert not Attachment.objects.exists()


def test_an_uploaded_file_does_not_get_in_behind_the_lock(
    clerk, monthly, lock, stage_file, file_it, at
):
    file = stage_file(clerk, monthly)
    at("2026-11-14T09:00:00")
    with pytest.raises(AssessmentLocked):
        file_it(clerk, monthly, attachments=[file])
    file.refresh_from_db()
    assert not file.is_attached


def test_the_databases_own_wall_stands_behind_the_service(clerk, monthly, locked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.create(
            token=uuid.uuid4(),
            duty=monthly,
            unit=monthly.unit,
            kind="stage",
            stage=1,
            event_on=dt.date(2026, 11, 12),
            text="绕过",
            submitted_by=clerk,
            submitted_at=clock.now(),
            due_at=monthly.ends_at,
            is_late=False,
            gap_days=0,
            receipt="HZ-X",
        )


def test_other_units_and_later_days_are_open(
    clerk, other_clerk, monthly, foreign, locked, file_it, at
):
    assert file_it(other_clerk, foreign).pk
    at("2026-11-19T00:00:00")
    assert file_it(clerk, monthly, "会议纪要").pk
