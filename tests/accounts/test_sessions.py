"""Sessions: how many, how long, how they end, and that a key is never carried over."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from supervision import clock
from supervision.accounts.models import SignInSession
from supervision.accounts.services import accounts, sessions, temporary
from supervision.audit.models import AuditEvent
from tests.cast import PASSWORD

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140.0 Safari/537.36"


def sign_in(user: Any, **headers: str) -> Client:
    """Sign in at the page and open the first one."""
    browser = Client(headers=headers or None)
    browser.post("/account/login/", {"username": user.username, "password": PASSWORD})
    assert browser.get("/").status_code == 200
    return browser


def is_in(browser: Client) -> bool:
    """Tell whether the browser still gets a page."""
    return browser.get("/").status_code == 200


def test_the_newest_session_stays_and_the_oldest_is_told_why(clerk: Any, settings: Any) -> None:
    settings.SESSION_LIMIT = 2
    first, second, third = sign_in(clerk), sign_in(clerk), sign_in(clerk)
    assert [is_in(browser) for browser in (second, third)] == [True, True]
    answer = first.get("/")
    assert answer.status_code == 302
    reason = first.get(answer.url).context["reason"]
    assert reason == SignInSession.objects.earliest("id").get_ended_because_display()
    assert AuditEvent.objects.filter(verb="accounts.session_ended").count() == 1


def test_an_administrator_has_one_session(sysadmin: Any, as_user: Any) -> None:
    first = as_user(sysadmin)
    assert is_in(first)
    second = as_user(sysadmin)
    assert is_in(second)
    assert not is_in(first)


def test_whoever_knows_the_password_alone_ends_no_session(auditor: Any, as_user: Any) -> None:
    whole = as_user(auditor)
    assert is_in(whole)
    half = Client()
    half.post("/account/login/", {"username": "auditor", "password": PASSWORD})
    assert half.get("/").status_code == 302
    assert is_in(whole)


def test_a_session_long_unused_makes_room_before_one_in_use(clerk: Any, settings: Any) -> None:
    settings.SESSION_LIMIT = 2
    used, unused = sign_in(clerk), sign_in(clerk)
    number = SignInSession.objects.latest("id").pk
    SignInSession.objects.filter(pk=number).update(seen_at=clock.real_now() - dt.timedelta(hours=1))
    sign_in(clerk)
    assert is_in(used)
    assert not is_in(unused)


def test_the_own_sessions_are_listed_and_can_be_ended(clerk: Any) -> None:
    here, there = sign_in(clerk), sign_in(clerk, **{"User-Agent": CHROME})
    page = here.get("/account/me/").content.decode()
    assert "Chrome · Windows" in page and "127.0.0.1" in page
    number = SignInSession.objects.latest("id").pk
    assert here.post(f"/account/me/sessions/{number}/end/").status_code == 302
    assert not is_in(there)
    assert is_in(here)
    assert here.post(f"/account/me/sessions/{number}/end/").status_code == 404


def test_nobody_ends_somebody_elses_session(clerk: Any, stranger: Any, sysadmin: Any) -> None:
    browser = sign_in(clerk)
    number = SignInSession.objects.get().pk
    assert sign_in(stranger).post(f"/account/me/sessions/{number}/end/").status_code == 404
    assert is_in(browser)


def test_a_session_key_from_before_sign_in_is_worth_nothing_after_it(clerk: Any) -> None:
    browser = Client()
    browser.post("/language/", {"language": "en"})
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies["sessionid"] = session.session_key
    browser.post("/account/login/", {"username": "clerk", "password": PASSWORD})
    assert browser.session.session_key != session.session_key
    thief = Client()
    thief.cookies["sessionid"] = session.session_key
    assert not is_in(thief)


def test_twelve_hours_are_the_end_even_in_use(clerk: Any, monkeypatch: Any) -> None:
    browser = sign_in(clerk)
    real = clock.real_now()
    for minutes in range(25, 12 * 60, 25):
        monkeypatch.setattr(
            clock, "real_now", lambda minutes=minutes: real + dt.timedelta(minutes=minutes)
        )
        assert is_in(browser), minutes
    monkeypatch.setattr(clock, "real_now", lambda: real + dt.timedelta(hours=12, minutes=1))
    assert browser.get("/").status_code == 302


def test_a_new_password_ends_every_other_session(clerk: Any) -> None:
    here, there = sign_in(clerk), sign_in(clerk)
    fields = {"present": PASSWORD, "password": "Baishan-3456", "again": "Baishan-3456"}
    here.post("/account/password/", fields)
    assert is_in(here)
    assert not is_in(there)


def test_closing_an_account_ends_its_sessions(clerk: Any, sysadmin: Any) -> None:
    browser = sign_in(clerk)
    accounts.close(actor=sysadmin, user=clerk)
    assert not is_in(browser)
    assert SignInSession.objects.get().ended_because == "closed"


@pytest.fixture
def slip(office: Any, units: Any) -> Any:
    """An account for the water bureau that is open now."""
    return temporary.issue(
        actor=office,
        name="考核员",
        purpose="年度考核",
        starts_at=clock.now() - dt.timedelta(minutes=5),
        ends_at=clock.now() + dt.timedelta(days=2),
        units=[units.water],
    )


def test_a_revoked_temporary_account_is_out_at_its_next_request(slip: Any, office: Any) -> None:
    browser = Client()
    browser.post("/account/login/", {"username": slip.username, "password": slip.password})
    assert is_in(browser)
    part = {"HX-Request": "true"}
    listed = "/accountability/duties/"
    assert browser.get(listed, headers=part).status_code == 200
    temporary.revoke(actor=office, account=slip.account)
    assert browser.get(listed, headers=part).status_code == 401
    answers = [
        browser.get(path)
        for path in (listed, "/exchange/export/duties/", f"/files/{uuid.uuid4()}/")
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert all(answer.url.startswith("/account/login/") for answer in answers)


def test_the_rows_of_old_sessions_are_forgotten(clerk: Any, at: Any) -> None:
    number = sessions.start(user=clerk, agent="", is_proved=True)
    sessions.signed_out(user=clerk, sign_in=number)
    open_still = sessions.start(user=clerk, agent="", is_proved=True)
    at(clock.now() + dt.timedelta(days=181))
    assert sessions.forget_old() == 1
    assert SignInSession.objects.get().pk == open_still


def test_what_an_over_session_held_is_wiped(clerk: Any, as_user: Any) -> None:
    kept, over = as_user(clerk).session.session_key, as_user(clerk).session.session_key
    Session.objects.filter(pk=over).update(expire_date=clock.real_now() - dt.timedelta(seconds=1))
    sessions.forget_old()
    assert list(Session.objects.values_list("pk", flat=True)) == [kept]


def test_a_stranger_sees_the_own_session_alone(stranger: Any, clerk: Any) -> None:
    sign_in(clerk, **{"User-Agent": CHROME})
    page = sign_in(stranger).get("/account/me/").content.decode()
    assert "Chrome" not in page
