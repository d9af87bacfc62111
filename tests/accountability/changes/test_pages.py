"""The open list of extensions and pauses, the form, and the decision."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accountability.models import DeadlineChange, Duty
from tests.accountability.conftest import REASON


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


@pytest.fixture
def change(clerk: Any, duty: Duty, ask: Callable[..., DeadlineChange]) -> DeadlineChange:
    """A request of the clerk that waits."""
    return ask(clerk, duty, "2026-11-30")


def test_a_clerk_asks_on_the_page(clerk: Any, duty: Duty, as_user: Callable[..., Client]) -> None:
    browser = as_user(clerk)
    url = f"/accountability/duties/{duty.pk}/change/"
    assert browser.get(url).status_code == 200
    kept = browser.post(url, {"kind": "extension", "last_day": "2026-11-30", "reason": "短"})
    assert kept.status_code == 422
    assert "短" in kept.content.decode()
    sent = browser.post(url, {"kind": "extension", "last_day": "2026年11月30日", "reason": REASON})
    found = DeadlineChange.objects.get()
    assert sent.url == f"/accountability/changes/{found.pk}/"
    assert REASON in browser.get(sent.url).content.decode()


def test_the_office_and_the_unit_find_it_on_the_list(
    change: DeadlineChange, request: pytest.FixtureRequest, as_user: Callable[..., Client]
) -> None:
    for who in ("clerk", "head", "office", "officer", "leader"):
        page = as_user(request.getfixturevalue(who)).get("/accountability/changes/")
        assert REASON in page.content.decode()


def test_outsiders_find_nothing(
    change: DeadlineChange, request: pytest.FixtureRequest, as_user: Callable[..., Client]
) -> None:
    other = as_user(request.getfixturevalue("other_clerk"))
    assert REASON not in other.get("/accountability/changes/").content.decode()
    assert other.get(f"/accountability/changes/{change.pk}/").status_code == 404
    assert other.post(f"/accountability/changes/{change.pk}/withdraw/").status_code == 404
    assert other.get(f"/accountability/duties/{change.duty_id}/change/").status_code == 404
    stranger = as_user(request.getfixturevalue("stranger"))
    for path in ("changes/", f"changes/{change.pk}/", f"duties/{change.duty_id}/change/"):
        assert stranger.get(f"/accountability/{path}").status_code == 403


def test_the_office_approves_on_the_page(
    change: DeadlineChange, office: Any, as_user: Callable[..., Client]
) -> None:
    browser = as_user(office)
    url = f"/accountability/changes/{change.pk}/"
    assert "decide/" in browser.get(url).content.decode()
    assert browser.post(f"{url}decide/", {"act": "approve", "opinion": ""}).status_code == 302
    change.refresh_from_db()
    assert change.status == "approved"
    assert "decide/" not in browser.get(url).content.decode()


def test_a_refusal_without_words_comes_back_with_what_was_chosen(
    change: DeadlineChange, office: Any, as_user: Callable[..., Client]
) -> None:
    answer = as_user(office).post(
        f"/accountability/changes/{change.pk}/decide/", {"act": "refuse", "opinion": ""}
    )
    assert answer.status_code == 422
    change.refresh_from_db()
    assert change.status == "pending"


@pytest.mark.parametrize("act", ["", "nonsense"])
def test_a_decision_must_be_named(
    change: DeadlineChange, office: Any, as_user: Callable[..., Client], act: str
) -> None:
    as_user(office).post(
        f"/accountability/changes/{change.pk}/decide/", {"act": act, "opinion": "同意"}
    )
    change.refresh_from_db()
    assert change.status == "pending"


def test_the_clerk_sees_no_decision_form_and_takes_the_request_back(
    change: DeadlineChange, clerk: Any, as_user: Callable[..., Client]
) -> None:
    browser = as_user(clerk)
    url = f"/accountability/changes/{change.pk}/"
    assert "decide/" not in browser.get(url).content.decode()
    assert browser.post(f"{url}decide/", {"act": "approve"}).status_code == 403
    assert browser.post(f"{url}withdraw/").status_code == 302
    change.refresh_from_db()
    assert change.status == "withdrawn"


def test_a_pause_is_ended_on_the_page(
    clerk: Any, office: Any, duty: Duty, ask: Any, as_user: Callable[..., Client], at: Any
) -> None:
    change = ask(clerk, duty)
    browser = as_user(office)
    url = f"/accountability/changes/{change.pk}/"
    browser.post(f"{url}decide/", {"act": "approve", "opinion": ""})
    at("2026-11-09T09:00:00")
    assert "resume/" in browser.get(url).content.decode()
    assert browser.post(f"{url}resume/").status_code == 302
    duty.refresh_from_db()
    assert duty.paused_at is None


def test_the_lock_answers_403_with_the_assessments_name(
    change: DeadlineChange,
    office: Any,
    clerk: Any,
    units: Any,
    plan: Any,
    as_user: Callable[..., Client],
    at: Any,
) -> None:
    assessment = plan(units.water)
    at("2026-11-13T00:00:00")
    for user, path, fields in (
        (office, "decide/", {"act": "approve"}),
        (clerk, "withdraw/", {}),
    ):
        answer = as_user(user).post(f"/accountability/changes/{change.pk}/{path}", fields)
        assert answer.status_code == 403
        assert assessment.name in answer.content.decode()
