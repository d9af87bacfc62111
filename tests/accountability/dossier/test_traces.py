"""From a later problem back to who filed, who read, who decided, and what was known (A32)."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, transaction

from accountability.models import Trace
from accountability.selectors import traces as selectors
from accountability.services import (
    findings,
    traces,
)
from accountability.tracing import Question
from supervision.audit.models import AuditEvent


@pytest.fixture(autouse=True)
def _early(at: Any) -> None:
    """Let the units be founded before anything happens to them."""
    at("2026-01-05T09:00:00")


def answers(user: Any, trace: Trace, day: dt.date | None = None) -> dict[Question, list[Any]]:
    traced = selectors.follow(user, trace, day or trace.known_on)
    return {answer.question: answer.lines for answer in traced.answers}


def test_each_question_is_answered_from_the_record(
    trace: Trace, office: Any, clerk: Any, officer: Any
) -> None:
    found = answers(office, trace)
    assert {line.event.actor_name for line in found[Question.FILED]} == {clerk.name}
    assert [line.event.actor_name for line in found[Question.READ]] == [officer.name]
    assert [line.event.actor_name for line in found[Question.DECIDED]] == [clerk.name, office.name]
    for lines in found.values():
        for line in lines:
            assert AuditEvent.objects.filter(pk=line.event.pk).exists()
            assert line.url and line.posts


@pytest.mark.parametrize(
    ("day", "light", "filings", "known"),
    [
        ("2026-11-02", "neutral", 0, 0),
        ("2026-11-05", "neutral", 0, 2),
        ("2026-11-10", "green", 1, 4),
    ],
)
def test_what_was_known_on_a_day(
    day: str, light: str, filings: int, known: int, trace: Trace, office: Any
) -> None:
    traced = selectors.follow(office, trace, dt.date.fromisoformat(day))
    (state,) = traced.known
    assert (state.duty.light, len(state.filings)) == (light, filings)
    lines = [line for answer in traced.answers for line in answer.lines]
    decided = [line for line in lines if line.event.verb.startswith("accountability.")]
    assert sum(line.was_known for line in decided) >= known
    assert any(not line.was_known for line in lines) is (day != "2026-11-10")


def test_before_the_task_nothing_was_known(trace: Trace, office: Any) -> None:
    assert selectors.follow(office, trace, dt.date(2026, 10, 1)).known == []


def test_reading_a_trace_is_recorded_with_its_purpose(
    trace: Trace, as_user: Any, leader: Any
) -> None:
    page = as_user(leader).get(f"/accountability/traces/{trace.pk}/?on=2026-11-10")
    assert page.status_code == 200 and page.context["traced"].day == dt.date(2026, 11, 10)
    event = AuditEvent.objects.get(verb="accountability.trace_read")
    assert (event.actor_id, event.details["purpose"]) == (leader.pk, "研究是否问责")


def test_a_trace_begins_from_a_record(story: Any, as_user: Any, office: Any, units: Any) -> None:
    browser = as_user(office)
    filing = story.filings.get()
    form = browser.get(f"/accountability/traces/new/?filing={filing.pk}").context["form"]
    assert (form.initial["filing"], form.initial["unit"]) == (filing.pk, units.water.pk)
    data = {
        "problem": "签到表系补造。",
        "unit": units.water.pk,
        "since": "2026-11-01",
        "until": "2026-11-12",
        "known_on": "2026-11-12",
        "purpose": "倒查",
        "filing": filing.pk,
        "words": "",
    }
    assert browser.post("/accountability/traces/new/", {**data, "purpose": ""}).status_code == 422
    assert browser.post("/accountability/traces/new/", data).status_code == 302
    trace = Trace.objects.get()
    assert trace.duty == story
    page = browser.get(f"/accountability/duties/{story.pk}/").content.decode()
    assert trace.problem in page


def test_bad_questions_are_refused(story: Any, office: Any, units: Any) -> None:
    good = {
        "unit": units.water,
        "problem": "问题",
        "purpose": "倒查",
        "since": dt.date(2026, 1, 1),
        "until": dt.date(2026, 2, 1),
        "known_on": dt.date(2026, 2, 1),
    }
    for bad in (
        {"problem": " "},
        {"purpose": ""},
        {"until": dt.date(2025, 1, 1)},
        {"known_on": dt.date(2027, 1, 1)},
        {"unit": units.finance, "duty": story},
    ):
        with pytest.raises(ValidationError):
            traces.begin_trace(actor=office, **{**good, **bad})


def test_a_trace_is_never_changed(trace: Trace) -> None:
    with pytest.raises(InternalError), transaction.atomic():
        Trace.objects.update(purpose="别的")


def test_a_finding_leads_to_its_trace(
    trace: Trace, story: Any, as_user: Any, office: Any, clerk: Any, units: Any
) -> None:
    finding = findings.raise_finding(
        actor=office,
        unit=units.water,
        source="daily_check",
        track="matter",
        title="采砂台账不实",
        description="台账与现场核查情况不一致。",
        found_on=dt.date(2026, 11, 12),
        duty=story,
    )
    link = f"/accountability/traces/new/?finding={finding.pk}"
    page = f"/accountability/findings/{finding.pk}/"
    assert link in as_user(office).get(page).content.decode()
    assert link not in as_user(clerk).get(page).content.decode()
    initial = as_user(office).get(link).context["form"].initial
    assert (initial["finding"], initial["duty"]) == (finding.pk, story.pk)


@pytest.mark.parametrize("who", ["stranger", "clerk", "head", "sysadmin", "auditor"])
def test_others_do_not_trace(
    who: str, trace: Trace, as_user: Any, request: Any, units: Any
) -> None:
    user = request.getfixturevalue(who)
    for url in ("/accountability/traces/", f"/accountability/traces/{trace.pk}/"):
        assert as_user(user).get(url).status_code == 403
    with pytest.raises(PermissionDenied):
        traces.open_trace(actor=user, trace=trace)
