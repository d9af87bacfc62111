"""Temporary accounts: to the second, at sign-in and at every request."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from supervision import clock
from supervision.accounts.models import TemporaryAccount, UnitGrant
from supervision.accounts.selectors import visible_units
from supervision.accounts.services import requests, temporary
from supervision.audit.models import AuditEvent

STARTS = dt.datetime(2026, 11, 20, 8, 0, tzinfo=clock.CHINA)
ENDS = dt.datetime(2026, 11, 22, 18, 0, tzinfo=clock.CHINA)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def slip(office: Any, units: Any, at: Any) -> Any:
    """An account for the water bureau, issued two days ahead."""
    at(STARTS - dt.timedelta(days=2))
    return temporary.issue(
        actor=office,
        name="考核员",
        purpose="年度考核",
        starts_at=STARTS,
        ends_at=ENDS,
        units=[units.water],
    )


def try_in(slip: Any) -> int:
    """Sign in with the slip; 302 means let in."""
    fields = {"username": slip.username, "password": slip.password}
    return int(Client().post("/account/login/", fields).status_code)


@pytest.mark.parametrize(
    ("instant", "status"),
    [(STARTS - SECOND, 200), (STARTS, 302), (ENDS - SECOND, 302), (ENDS, 200)],
)
def test_sign_in_is_open_exactly_inside_the_window(
    slip: Any, at: Any, monkeypatch: Any, instant: dt.datetime, status: int
) -> None:
    standing = clock.real_now()
    monkeypatch.setattr(clock, "real_now", lambda: standing)
    at(instant)
    assert try_in(slip) == status


def test_outside_the_window_the_holder_of_the_password_is_told_when(slip: Any, at: Any) -> None:
    at(ENDS)
    fields = {"username": slip.username, "password": slip.password}
    told = Client().post("/account/login/", fields).context["form"].non_field_errors()
    assert "2026" in str(told) and "18:00" in str(told)
    guessed = Client().post("/account/login/", fields | {"password": "wrong"})
    assert "18:00" not in str(guessed.context["form"].non_field_errors())


def test_every_request_is_checked_not_only_the_sign_in(slip: Any, at: Any, as_user: Any) -> None:
    browser = as_user(slip.account.user)
    at(ENDS - dt.timedelta(seconds=5))
    assert browser.get("/").status_code == 200
    at(ENDS)
    refused = browser.get("/")
    assert refused.status_code == 302
    assert browser.get(refused.url).context["reason"]


def test_before_the_window_a_session_is_refused_too(slip: Any, at: Any, as_user: Any) -> None:
    at(STARTS - SECOND)
    assert as_user(slip.account.user).get("/").status_code == 302


def test_a_background_request_outside_the_window_gets_401(slip: Any, at: Any, as_user: Any) -> None:
    at(ENDS)
    answer = as_user(slip.account.user).get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 401


def test_a_revoked_account_ends_at_once(slip: Any, office: Any, at: Any, as_user: Any) -> None:
    at(STARTS)
    browser = as_user(slip.account.user)
    assert browser.get("/").status_code == 200
    temporary.revoke(actor=office, account=slip.account)
    temporary.revoke(actor=office, account=slip.account)
    assert browser.get("/").status_code == 302
    assert try_in(slip) == 200
    assert AuditEvent.objects.filter(verb="accounts.temporary_revoked").count() == 1


def test_it_sees_its_units_inside_the_window_only(slip: Any, units: Any, at: Any) -> None:
    user = slip.account.user
    for instant, seen in ((STARTS - SECOND, []), (STARTS, [units.water]), (ENDS, [])):
        at(instant)
        assert list(visible_units(user)) == seen


def test_last_use_is_noted(slip: Any, at: Any) -> None:
    at(STARTS + SECOND)
    try_in(slip)
    account = TemporaryAccount.objects.get(pk=slip.account.pk)
    assert account.last_used_at is not None
    assert abs(account.last_used_at - (STARTS + SECOND)) < dt.timedelta(minutes=1)


def test_the_password_is_stored_hashed_and_nowhere_else(slip: Any) -> None:
    assert slip.password not in slip.account.user.password
    assert not [e for e in AuditEvent.objects.all() if slip.password in f"{e.details}"]


@pytest.mark.parametrize(("starts", "ends"), [(ENDS, STARTS), (STARTS, STARTS)])
def test_an_empty_window_is_refused(
    office: Any, units: Any, starts: dt.datetime, ends: dt.datetime
) -> None:
    with pytest.raises(ValidationError):
        temporary.issue(
            actor=office, name="x", purpose="y", starts_at=starts, ends_at=ends, units=[units.water]
        )


def test_a_past_window_and_no_units_are_refused(office: Any, units: Any, at: Any) -> None:
    at(ENDS)
    window = {"starts_at": STARTS, "ends_at": ENDS}
    with pytest.raises(ValidationError):
        temporary.issue(actor=office, name="x", purpose="y", units=[units.water], **window)
    at(STARTS)
    with pytest.raises(ValidationError):
        temporary.issue(actor=office, name="x", purpose="y", units=[], **window)


def test_it_can_be_given_no_post(slip: Any, secadmin: Any, units: Any) -> None:
    with pytest.raises(ValidationError):
        requests.ask_for_post(
            actor=secadmin,
            user=slip.account.user,
            unit=units.finance,
            role="clerk",
            title="",
            starts_on=clock.today(),
            reason="临时需要。",
        )


@pytest.mark.parametrize("who", ["stranger", "clerk", "head", "sysadmin", "secadmin", "auditor"])
def test_others_issue_and_revoke_nothing(
    slip: Any, units: Any, who: str, request: pytest.FixtureRequest
) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        temporary.revoke(actor=actor, account=slip.account)
    with pytest.raises(PermissionDenied):
        temporary.issue(
            actor=actor, name="x", purpose="y", starts_at=STARTS, ends_at=ENDS, units=[units.water]
        )
    assert UnitGrant.objects.count() == 1
