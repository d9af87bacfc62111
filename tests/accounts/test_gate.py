"""What stands before every page: idle time, first passwords, language."""

from typing import Any

import pytest
from django.test import Client

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent


@pytest.fixture
def later(monkeypatch: Any) -> Any:
    """Return a function that moves the machine's own time, which alone counts for idleness."""
    real = clock.real_now

    def move(seconds: float) -> None:
        instant = real() + clock.dt.timedelta(seconds=seconds)
        monkeypatch.setattr(clock, "real_now", lambda: instant)

    return move


def test_an_idle_session_ends_with_the_reason(clerk: Any, as_user: Any, later: Any) -> None:
    browser = as_user(clerk)
    browser.get("/")
    later(30 * 60 + 1)
    answer = browser.get("/accountability/duties/?light=red&unit=1")
    assert answer.status_code == 302
    assert "%26unit%3D1" in answer.url
    page = browser.get(answer.url)
    assert page.context["reason"]
    assert page.context["reason"] in page.content.decode()


def test_use_within_the_time_keeps_the_session(clerk: Any, as_user: Any, later: Any) -> None:
    browser = as_user(clerk)
    for minutes in (0, 29, 58, 87):
        later(minutes * 60)
        assert browser.get("/").status_code == 200


def test_an_idle_background_request_gets_401(clerk: Any, as_user: Any, later: Any) -> None:
    browser = as_user(clerk)
    browser.get("/")
    later(30 * 60 + 1)
    answer = browser.post("/account/preferences/", headers={"X-Requested-With": "XMLHttpRequest"})
    assert answer.status_code == 401
    assert b"<html" not in answer.content


def test_a_page_that_refreshes_itself_does_not_count_as_use(
    office: Any, as_user: Any, later: Any
) -> None:
    browser = as_user(office)
    page = browser.get("/").content.decode()
    assert "X-Poll" in page
    poll = {"HX-Request": "true", "X-Poll": "1"}
    for minutes in (10, 20, 29):
        later(minutes * 60)
        assert browser.get("/panels/district-latest/", headers=poll).status_code == 200
    later(31 * 60)
    assert browser.get("/panels/district-latest/", headers=poll).status_code == 401


def test_the_moved_demo_clock_signs_nobody_out(clerk: Any, as_user: Any, at: Any) -> None:
    browser = as_user(clerk)
    browser.get("/")
    at("2031-01-01T00:00:00")
    assert browser.get("/").status_code == 200


def test_a_first_password_must_be_changed_before_anything_else(clerk: Any, as_user: Any) -> None:
    User.objects.filter(pk=clerk.pk).update(must_change_password=True)
    browser = as_user(clerk)
    for path in ("/", "/accountability/duties/", "/notices/"):
        answer = browser.get(path)
        assert (answer.status_code, answer.url) == (302, "/account/password/")
    assert browser.get("/account/password/").status_code == 200
    fresh = {"present": "Qingjiang#2026", "password": "Baishan-3456", "again": "Baishan-3456"}
    assert browser.post("/account/password/", fresh).status_code == 302
    assert browser.get("/").status_code == 200
    assert AuditEvent.objects.filter(verb="accounts.password_changed").count() == 1


@pytest.mark.parametrize(
    ("present", "password", "again"),
    [
        ("wrong", "Baishan-3456", "Baishan-3456"),
        ("Qingjiang#2026", "Baishan-3456", "Baishan-3457"),
        ("Qingjiang#2026", "Short-1", "Short-1"),
        ("Qingjiang#2026", "onlysmallletters", "onlysmallletters"),
        ("Qingjiang#2026", "small12letters", "small12letters"),
        ("Qingjiang#2026", "Password123", "Password123"),
        ("Qingjiang#2026", "Qingjiang#2026", "Qingjiang#2026"),
    ],
)
def test_a_password_that_breaks_a_rule_is_refused(
    clerk: Any, as_user: Any, present: str, password: str, again: str
) -> None:
    browser = as_user(clerk)
    answer = browser.post(
        "/account/password/", {"present": present, "password": password, "again": again}
    )
    assert answer.status_code == 200
    clerk.refresh_from_db()
    assert clerk.check_password("Qingjiang#2026")


def test_the_language_is_kept_with_the_account(clerk: Any, as_user: Any) -> None:
    browser = as_user(clerk)
    assert browser.get("/").headers["Content-Language"] == "zh-hans"
    browser.post("/language/", {"language": "en", "next": "/"})
    clerk.refresh_from_db()
    assert clerk.language == "en"
    elsewhere = as_user(clerk)
    assert 'lang="en"' in elsewhere.get("/").content.decode()


def test_an_unknown_language_changes_nothing(clerk: Any, as_user: Any) -> None:
    as_user(clerk).post("/language/", {"language": "xx", "next": "/"})
    clerk.refresh_from_db()
    assert clerk.language == "zh-hans"


def test_a_visitor_may_choose_a_language(db: None) -> None:
    browser = Client()
    assert browser.post("/language/", {"language": "en", "next": "/account/login/"}).url == (
        "/account/login/"
    )
    assert 'lang="en"' in browser.get("/account/login/").content.decode()


def test_elder_mode_is_kept_and_nobody_is_sent_elsewhere(clerk: Any, as_user: Any) -> None:
    browser = as_user(clerk)
    answer = browser.post(
        "/account/preferences/", {"elder_mode": "1", "next": "https://example.org/"}
    )
    assert answer.url == "/"
    clerk.refresh_from_db()
    assert clerk.elder_mode
    quiet = {"X-Requested-With": "XMLHttpRequest"}
    off = browser.post("/account/preferences/", {"elder_mode": "0"}, headers=quiet)
    assert off.status_code == 204
    clerk.refresh_from_db()
    assert not clerk.elder_mode


def test_a_stranger_changes_only_the_own_account(stranger: Any, clerk: Any, as_user: Any) -> None:
    as_user(stranger).post("/account/preferences/", {"elder_mode": "1", "user": clerk.pk})
    clerk.refresh_from_db()
    assert not clerk.elder_mode
