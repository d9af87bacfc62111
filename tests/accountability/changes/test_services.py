"""Extensions and pauses: no favours, a second person, and everything on the list."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accountability.models import DeadlineChange, Duty, LockAttempt
from accountability.selectors.changes import changes_visible_to, waiting_for
from accountability.services import changes
from accountability.services.locks import AssessmentLocked
from supervision import clock
from supervision.audit.selectors import timeline
from supervision.notifications.models import Notice


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


def shown(duty: Duty) -> dt.date:
    """Return the last day of the duty as stored."""
    duty.refresh_from_db()
    return clock.local(duty.ends_at - dt.timedelta(microseconds=1)).date()


def test_an_approved_extension_moves_the_day(clerk: Any, office: Any, duty: Duty, ask: Any) -> None:
    change = ask(clerk, duty, "2026-11-30")
    assert shown(duty) == dt.date(2026, 11, 20)
    changes.decide(actor=office, change=change, approve=True)
    assert shown(duty) == dt.date(2026, 11, 30)
    assert duty.warn_at < duty.ends_at
    verbs = [event.verb for event in timeline(duty)[:2]]
    assert verbs == ["accountability.change_approved", "accountability.change_requested"]
    assert Notice.objects.filter(recipient=clerk, kind="accountability.change_answered").exists()


def test_whoever_may_decide_is_told_and_the_asker_is_not(
    officer: Any, office: Any, leader: Any, duty: Duty, ask: Any
) -> None:
    ask(officer, duty, "2026-11-30")
    told = set(
        Notice.objects.filter(kind="accountability.change_asked").values_list(
            "recipient__username", flat=True
        )
    )
    assert told == {"office", "leader"}


def test_a_refusal_needs_words_and_leaves_the_day(
    clerk: Any, office: Any, duty: Duty, ask: Any
) -> None:
    change = ask(clerk, duty, "2026-11-30")
    with pytest.raises(ValidationError):
        changes.decide(actor=office, change=change, approve=False, opinion=" ")
    changes.decide(actor=office, change=change, approve=False, opinion="理由不充分")
    change.refresh_from_db()
    assert (change.status, change.opinion) == ("refused", "理由不充分")
    assert shown(duty) == dt.date(2026, 11, 20)


def test_nobody_decides_on_their_own_request(
    units: Any, duty: Duty, ask: Any, make_user: Any
) -> None:
    both = make_user("both", "officer", units.office)
    both.postings.create(unit=units.office, role="office_head", started_on=dt.date(2020, 1, 1))
    change = ask(both, duty, "2026-11-30")
    with pytest.raises(PermissionDenied):
        changes.decide(actor=both, change=change, approve=True)
    assert not waiting_for(both).exists()
    assert shown(duty) == dt.date(2026, 11, 20)


def test_the_database_refuses_one_person_for_both(clerk: Any, duty: Duty, ask: Any) -> None:
    change = ask(clerk, duty, "2026-11-30")
    for status in ("approved", "refused"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DeadlineChange.objects.filter(pk=change.pk).update(
                status=status, decided_by=clerk, decided_at=clock.now()
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineChange.objects.filter(pk=change.pk).update(status="approved")


def test_a_decision_is_final(clerk: Any, office: Any, leader: Any, duty: Duty, ask: Any) -> None:
    change = ask(clerk, duty, "2026-11-30")
    changes.decide(actor=office, change=change, approve=False, opinion="不同意")
    with pytest.raises(ValidationError):
        changes.decide(actor=leader, change=change, approve=True)
    with pytest.raises(ValidationError):
        changes.withdraw_request(actor=clerk, change=change)


def test_a_request_is_taken_back_by_its_asker_only(
    clerk: Any, head: Any, office: Any, duty: Duty, ask: Any
) -> None:
    change = ask(clerk, duty, "2026-11-30")
    with pytest.raises(PermissionDenied):
        changes.withdraw_request(actor=head, change=change)
    changes.withdraw_request(actor=clerk, change=change)
    change.refresh_from_db()
    assert change.status == "withdrawn"
    assert ask(clerk, duty, "2026-11-30").pk != change.pk


def test_a_pause_stops_the_clock_and_its_days_are_added(
    clerk: Any, office: Any, duty: Duty, ask: Any, at: Any
) -> None:
    change = ask(clerk, duty)
    at("2026-11-04T10:00:00")
    changes.decide(actor=office, change=change, approve=True)
    duty.refresh_from_db()
    assert duty.paused_at is not None
    assert Duty.objects.get(pk=duty.pk).ends_at == duty.ends_at
    at("2026-11-30T10:00:00")
    changes.resume(actor=office, change=change)
    duty.refresh_from_db()
    change.refresh_from_db()
    assert duty.paused_at is None
    assert shown(duty) > dt.date(2026, 12, 10)
    assert change.ends_after == duty.ends_at
    with pytest.raises(ValidationError):
        changes.resume(actor=office, change=change)


def test_two_pauses_both_count(clerk: Any, office: Any, duty: Duty, ask: Any, at: Any) -> None:
    ends = []
    for start, end in (("2026-11-04", "2026-11-09"), ("2026-11-10", "2026-11-17")):
        at(f"{start}T10:00:00")
        change = ask(clerk, duty)
        changes.decide(actor=office, change=change, approve=True)
        at(f"{end}T10:00:00")
        changes.resume(actor=office, change=change)
        ends.append(shown(duty))
    assert dt.date(2026, 11, 20) < ends[0] < ends[1]


@pytest.mark.parametrize(
    ("last_day", "reason"),
    [("2026-11-20", None), ("2026-11-19", None), ("2026-11-30", "太短")],
)
def test_a_thin_or_pointless_request_is_refused(
    clerk: Any, duty: Duty, last_day: str, reason: str | None
) -> None:
    with pytest.raises(ValidationError):
        changes.request_change(
            actor=clerk,
            duty=duty,
            kind="extension",
            reason=reason or "这是一个足够长的延期理由。",
            last_day=dt.date.fromisoformat(last_day),
        )


def test_an_extension_into_the_past_is_refused(clerk: Any, duty: Duty, ask: Any, at: Any) -> None:
    at("2026-12-10T09:00:00")
    with pytest.raises(ValidationError):
        ask(clerk, duty, "2026-11-30")


def test_one_request_at_a_time(clerk: Any, head: Any, duty: Duty, ask: Any) -> None:
    ask(clerk, duty, "2026-11-30")
    with pytest.raises(ValidationError):
        ask(head, duty)


def test_a_concluded_task_has_no_deadline_to_change(
    clerk: Any, office: Any, duty: Duty, ask: Any, conclude: Any
) -> None:
    change = ask(clerk, duty, "2026-11-30")
    conclude(clerk, duty)
    with pytest.raises(ValidationError):
        changes.decide(actor=office, change=change, approve=True)
    changes.withdraw_request(actor=clerk, change=change)
    with pytest.raises(ValidationError):
        ask(clerk, duty, "2026-12-30")
    assert shown(duty) == dt.date(2026, 11, 20)


def test_the_lock_refuses_every_step_and_keeps_the_attempt(
    clerk: Any, office: Any, units: Any, duty: Duty, ask: Any, plan: Any, at: Any, give_task: Any
) -> None:
    second = give_task(units.water, title="第二件任务")
    change = ask(clerk, duty, "2026-11-30")
    plan(units.water)
    at("2026-11-13T00:00:00")
    steps: tuple[Callable[[], Any], ...] = (
        lambda: ask(clerk, second, "2026-11-30"),
        lambda: changes.decide(actor=office, change=change, approve=True),
        lambda: changes.withdraw_request(actor=clerk, change=change),
    )
    for count, step in enumerate(steps, start=1):
        with pytest.raises(AssessmentLocked):
            step()
        assert LockAttempt.objects.filter(path="change").count() == count
    assert shown(duty) == dt.date(2026, 11, 20)


def test_everybody_concerned_reads_it_and_a_stranger_nothing(
    clerk: Any, office: Any, duty: Duty, ask: Any, request: pytest.FixtureRequest
) -> None:
    change = ask(clerk, duty, "2026-11-30")
    for who in ("clerk", "head", "office", "officer", "leader"):
        assert list(changes_visible_to(request.getfixturevalue(who))) == [change]
    for who in ("stranger", "other_clerk", "township_clerk", "sysadmin", "secadmin", "auditor"):
        user = request.getfixturevalue(who)
        assert not changes_visible_to(user).exists()
        for act in (
            lambda user=user: changes.decide(actor=user, change=change, approve=True),
            lambda user=user: ask(user, duty, "2026-12-30"),
            lambda user=user: changes.withdraw_request(actor=user, change=change),
            lambda user=user: changes.resume(actor=user, change=change),
        ):
            with pytest.raises(PermissionDenied):
                act()
