"""Signing in: wrong passwords, the lock after five, closed accounts, signing out."""

from typing import Any

import pytest
from django.test import Client

from supervision.accounts.forms import SignInForm
from supervision.accounts.services import accounts
from supervision.audit.models import AuditEvent
from tests.cast import PASSWORD

LOGIN = "/account/login/"
REFUSED = SignInForm.error_messages["invalid_login"]


def sign_in(browser: Client, username: str, password: str = PASSWORD, **extra: Any) -> Any:
    """Post the sign-in form."""
    return browser.post(LOGIN, {"username": username, "password": password, **extra})


def verbs() -> list[str]:
    """Return the recorded acts on sign-in, oldest first."""
    rows = AuditEvent.objects.filter(verb__startswith="accounts.log").order_by("id")
    return list(rows.values_list("verb", flat=True))


def test_the_right_password_opens_the_home_page_and_is_recorded(clerk: Any) -> None:
    browser = Client()
    answer = sign_in(browser, "clerk")
    assert (answer.status_code, answer.url) == (302, "/")
    assert browser.get("/").status_code == 200
    assert verbs() == ["accounts.logged_in"]


def test_the_account_is_known_in_any_case(clerk: Any) -> None:
    assert sign_in(Client(), " CLERK ").status_code == 302


def test_a_wrong_password_says_so_keeps_the_account_and_is_recorded(clerk: Any) -> None:
    answer = sign_in(Client(), "clerk", "wrong-Password1")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert str(REFUSED) in page
    assert 'value="clerk"' in page
    assert "wrong-Password1" not in page
    event = AuditEvent.objects.get(verb="accounts.login_failed")
    assert event.object_id == str(clerk.pk)
    assert "wrong" not in str(event.details)


def test_an_unknown_account_gets_the_same_words_as_a_wrong_password(clerk: Any) -> None:
    wrong = sign_in(Client(), "clerk", "x").content.decode()
    unknown = sign_in(Client(), "nobody", "x").content.decode()
    assert str(REFUSED) in wrong and str(REFUSED) in unknown


def test_a_password_typed_as_the_account_is_not_kept(clerk: Any) -> None:
    sign_in(Client(), PASSWORD, "clerk")
    event = AuditEvent.objects.get(verb="accounts.login_failed")
    assert event.object_label == f"{PASSWORD[:2]}…" and PASSWORD not in str(vars(event))


def test_five_wrong_tries_lock_the_account_even_for_the_right_password(clerk: Any) -> None:
    browser = Client()
    statuses = [sign_in(browser, "clerk", f"wrong{n}").status_code for n in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    locked = sign_in(browser, "clerk")
    assert locked.status_code == 429
    assert "15" in locked.content.decode()
    assert browser.get("/").status_code == 302
    assert verbs().count("accounts.login_failed") == 6


def test_another_spelling_gets_no_tries_of_its_own(clerk: Any) -> None:
    browser = Client()
    for name in ("clerk", "Clerk", "CLERK", "cLerk", "clErk"):
        sign_in(browser, name, "wrong")
    assert sign_in(browser, "ClerK").status_code == 429


def test_the_lock_is_of_one_account(clerk: Any, head: Any) -> None:
    browser = Client()
    for _number in range(5):
        sign_in(browser, "clerk", "wrong")
    assert sign_in(browser, "head").status_code == 302


def test_a_right_password_in_between_starts_the_count_anew(clerk: Any) -> None:
    browser = Client()
    for _number in range(4):
        sign_in(browser, "clerk", "wrong")
    assert sign_in(browser, "clerk").status_code == 302
    assert sign_in(Client(), "clerk", "wrong").status_code == 200


def test_a_closed_account_is_refused_and_its_session_ends(
    clerk: Any, sysadmin: Any, as_user: Any
) -> None:
    browser = as_user(clerk)
    assert browser.get("/").status_code == 200
    accounts.close(actor=sysadmin, user=clerk)
    assert browser.get("/").status_code == 302
    assert sign_in(Client(), "clerk").status_code == 200


def test_signing_out_is_a_post_and_is_recorded(clerk: Any, as_user: Any) -> None:
    browser = as_user(clerk)
    assert browser.get("/account/logout/").status_code == 405
    assert browser.post("/account/logout/").status_code == 302
    assert browser.get("/").status_code == 302
    assert verbs() == ["accounts.logged_out"]


def test_a_visitor_is_sent_to_the_sign_in_page_and_back(clerk: Any) -> None:
    browser = Client()
    answer = browser.get("/accountability/duties/?light=red&unit=1")
    assert answer.status_code == 302
    assert answer.url == "/account/login/?next=/accountability/duties/%3Flight%3Dred%26unit%3D1"
    back = browser.post(answer.url, {"username": "clerk", "password": PASSWORD})
    assert back.url == "/accountability/duties/?light=red&unit=1"


def test_nobody_is_sent_to_another_site(clerk: Any) -> None:
    answer = Client().post(
        "/account/login/?next=https://example.org/", {"username": "clerk", "password": PASSWORD}
    )
    assert answer.url == "/"


@pytest.mark.parametrize("header", ["X-Requested-With", "HX-Request"])
def test_a_visitors_background_request_gets_401_and_no_page(db: None, header: str) -> None:
    answer = Client().get("/", headers={header: "true"})
    assert answer.status_code == 401
    assert b"<form" not in answer.content


def test_a_stranger_signs_in_and_finds_nothing(stranger: Any) -> None:
    browser = Client()
    assert sign_in(browser, "stranger").status_code == 302
    assert browser.get("/").status_code == 200
    assert browser.get("/accountability/duties/").status_code == 403
