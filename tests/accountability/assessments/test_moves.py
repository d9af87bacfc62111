"""A moved assessment takes its groups along; a lock that has begun stays, whoever writes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from accountability.models import Assessment, AssessmentGroup
from accountability.services import assessments
from supervision import clock
from supervision.accounts.models import UnitGrant
from supervision.audit.selectors import timeline

STARTS = dt.datetime(2026, 11, 10, tzinfo=clock.CHINA)
ENDS = dt.datetime(2026, 11, 19, tzinfo=clock.CHINA)
DAY = dt.timedelta(days=1)


@pytest.fixture
def group(
    plan: Callable[..., Assessment], office: Any, units: Any, at: Callable[[str], None]
) -> AssessmentGroup:
    """A group for the water bureau, with its account issued, of a check from 16 to 18 November."""
    at("2026-11-02T09:00:00")
    made = assessments.form_group(
        actor=office,
        assessment=plan(units.water),
        name="第一组",
        leader_name="顾远山",
        members=[("江一帆", "审计局")],
        units=[units.water],
        starts_at=STARTS,
        ends_at=ENDS,
    )
    assessments.issue_accounts(actor=office, group=made)
    return made


def replan(actor: Any, group: AssessmentGroup, check_on: str, ends_on: str) -> None:
    """Move the group's assessment."""
    assessments.replan(
        actor=actor,
        assessment=group.assessment,
        check_on=dt.date.fromisoformat(check_on),
        ends_on=dt.date.fromisoformat(ends_on),
    )


def test_the_windows_follow_with_everything_issued(office: Any, group: AssessmentGroup) -> None:
    replan(office, group, "2026-11-20", "2026-11-23")
    group.refresh_from_db()
    assert (group.starts_at, group.ends_at) == (STARTS + 4 * DAY, ENDS + 5 * DAY)
    account = group.members.get().account
    assert (account.starts_at, account.ends_at) == (group.starts_at, group.ends_at)
    grant = UnitGrant.objects.get(user=account.user)
    assert (grant.starts_at, grant.ends_at) == (group.starts_at, group.ends_at)
    post = account.user.postings.get()
    assert (post.started_on, post.ended_on) == (dt.date(2026, 11, 14), dt.date(2026, 11, 24))
    moved = timeline(group.assessment)[0].details["groups"]
    assert [row["name"] for row in moved] == ["第一组"]
    assert timeline(account)[0].verb == "accounts.temporary_moved"


def test_a_revoked_account_stays_revoked(office: Any, group: AssessmentGroup) -> None:
    account = group.members.get().account
    assessments.revoke(actor=office, account=account)
    replan(office, group, "2026-11-20", "2026-11-23")
    account.refresh_from_db()
    assert account.ends_at == ENDS
    assert account.revoked_at is not None


def test_a_group_without_a_window_left_keeps_the_assessment(
    office: Any, group: AssessmentGroup
) -> None:
    AssessmentGroup.objects.filter(pk=group.pk).update(starts_at=ENDS - DAY)
    with pytest.raises(ValidationError, match="第一组"):
        replan(office, group, "2026-11-18", "2026-11-18")
    group.assessment.refresh_from_db()
    assert group.assessment.check_on == dt.date(2026, 11, 16)


def test_a_stranger_moves_nothing(stranger: Any, group: AssessmentGroup) -> None:
    with pytest.raises(PermissionDenied):
        replan(stranger, group, "2026-11-20", "2026-11-23")


@pytest.mark.parametrize(
    "change",
    [
        {"locks_at": STARTS + 30 * DAY, "unlocks_at": STARTS + 31 * DAY},
        {"unlocks_at": STARTS + 4 * DAY},
        {"status": "cancelled"},
    ],
)
def test_the_database_keeps_a_lock_that_has_begun(
    group: AssessmentGroup, at: Callable[[str], None], change: dict[str, Any]
) -> None:
    rows = Assessment.objects.filter(pk=group.assessment_id)
    at("2026-11-13T00:00:01")
    with pytest.raises(DatabaseError, match="has begun"), transaction.atomic():
        rows.update(**change)
    rows.update(name="只改名称")
    at("2026-11-12T23:59:00")
    rows.update(**change)
