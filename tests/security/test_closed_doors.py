"""Doors that stay closed: uploads during the lock, posts that ended, other people's addresses."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accountability.models import LockAttempt
from accountability.services import changes
from supervision import clock
from supervision.accounts.models import Posting
from supervision.attachments.models import Attachment

LOCKED = "2026-11-13T00:00:00"
EVIL = ("//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)")


def test_during_the_lock_an_upload_is_not_taken_back_and_the_try_is_kept(
    clerk: Any, stranger: Any, monthly: Any, stage_file: Any, lock: Any, at: Any, as_user: Any
) -> None:
    file = stage_file(clerk, monthly)
    at(LOCKED)
    assert as_user(stranger).post(f"/files/{file.pk}/discard/").status_code == 404
    answer = as_user(clerk).post(f"/files/{file.pk}/discard/")
    assert answer.status_code == 403
    assert lock.name in answer.json()["error"]
    assert Attachment.objects.filter(pk=file.pk).exists()
    assert LockAttempt.objects.get().user == clerk


def test_an_ended_post_is_not_given_life_again(
    secadmin: Any, clerk: Any, stranger: Any, as_user: Any
) -> None:
    post = clerk.postings.get()
    Posting.objects.filter(pk=post.pk).update(ended_on=dt.date(2021, 1, 1))
    address = f"/account/{clerk.pk}/posts/{post.pk}/end/"
    assert as_user(stranger).post(address).status_code == 403
    as_user(secadmin).post(address)
    post.refresh_from_db()
    assert post.ended_on == dt.date(2021, 1, 1)


def test_a_post_that_has_not_begun_is_refused_in_words(
    secadmin: Any, clerk: Any, as_user: Any
) -> None:
    post = clerk.postings.get()
    Posting.objects.filter(pk=post.pk).update(started_on=dt.date(2099, 1, 1))
    fields = {"ends_on": clock.today().isoformat(), "reason": "岗位调整。"}
    answer = as_user(secadmin).post(f"/account/{clerk.pk}/posts/{post.pk}/end/", fields)
    assert answer.status_code == 200 and answer.context["form"].non_field_errors()
    post.refresh_from_db()
    assert post.ended_on is None


@pytest.mark.parametrize("target", EVIL)
def test_no_redirect_leads_out_of_the_portal(target: str, stranger: Any, as_user: Any) -> None:
    client = as_user(stranger)
    for address in (
        "/notices/acknowledge/",
        "/notices/read/",
        "/account/preferences/",
        "/language/",
    ):
        answer = client.post(address, {"next": target, "language": "en", "all": "1"})
        assert "evil" not in answer.get("Location", "")
        assert not answer.get("Location", "").startswith("javascript")
    answer = client.get("/account/login/", {"next": target})
    assert "evil" not in answer.get("Location", "")


def test_a_pause_does_not_stretch_an_extension_beyond_the_approved_day(
    clerk: Any, office: Any, stranger: Any, monthly: Any, at: Any
) -> None:
    reason = "防汛值守与会议冲突,申请顺延办理。"
    at("2026-11-05T09:00:00")
    pause = changes.request_change(actor=clerk, duty=monthly, kind="pause", reason=reason)
    changes.decide(actor=office, change=pause, approve=True)
    at("2026-12-10T09:00:00")
    last_day = dt.date(2026, 12, 20)
    asked: dict[str, Any] = {"kind": "extension", "reason": reason, "last_day": last_day}
    for user, refusal in ((clerk, ValidationError), (stranger, PermissionDenied)):
        with pytest.raises(refusal):
            changes.request_change(actor=user, duty=monthly, **asked)
