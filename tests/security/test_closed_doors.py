"""Doors that stay closed: uploads during the lock, posts that ended, other people's addresses."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accountability.doubt_enums import DoubtGrade, DoubtKind
from accountability.models import Doubt, LockAttempt
from accountability.selectors.summonses import Member
from accountability.services import changes, doubts, falsifications, summonses
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.attachments.models import Attachment
from tests.accountability.letters.conftest import FACTS, evidence

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
    assert answer.status_code == 422 and answer.context["form"].non_field_errors()
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


def test_a_post_elsewhere_opens_no_proposal_doubt_or_talk_of_a_unit(
    monthly: Any, file_it: Any, clerk: Any, officer: Any, stationed: Any, units: Any, as_user: Any
) -> None:
    """The group reads the water bureau; a clerk's post in another unit adds nothing to that."""
    Posting.objects.create(
        user=stationed, unit=units.finance, role=RoleCode.CLERK, started_on=dt.date(2020, 1, 1)
    )
    filing = file_it(clerk, monthly, "会议纪要")
    proposed = falsifications.propose(actor=officer, filing=filing, facts=FACTS, files=[evidence()])
    (talk,) = summonses.call(
        actor=officer,
        unit=units.water,
        members=[Member("魏长河", "局长")],
        reason="三项任务逾期未报，经督办仍未办理。",
        planned_at=clock.now() + dt.timedelta(days=1),
        place="第二谈话室",
    )
    doubt = Doubt.objects.create(
        key="x",
        kind=DoubtKind.LATE_ENTRY,
        grade=DoubtGrade.PLAIN,
        unit=units.water,
        filing=filing,
        measure=Decimal(99),
        threshold=Decimal(90),
        found_on=clock.today(),
        found=clock.now(),
    )
    doubts.ask(actor=officer, doubt=doubt, question="请说明录入时间晚于活动时间的原因。")
    pages = (f"falsified/{proposed.pk}/", f"summonses/{talk.pk}/", f"doubts/{doubt.pk}/")
    for page in pages:
        assert as_user(clerk).get(f"/accountability/{page}").status_code == 200, page
        assert as_user(stationed).get(f"/accountability/{page}").status_code == 404, page
    for file in proposed_files(proposed):
        assert as_user(clerk).get(f"/files/{file.pk}/").status_code == 200
        assert as_user(stationed).get(f"/files/{file.pk}/").status_code == 404


def proposed_files(proposed: Any) -> list[Attachment]:
    """Return the evidence of a proposal."""
    files = Attachment.objects.filter(owner_id=str(proposed.pk))
    return list(files.filter(owner_type="accountability.falsification"))
