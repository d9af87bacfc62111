"""Sudo mode: who sits at the screen is asked again before what cannot be taken back."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.backends.db import SessionStore

from supervision import clock
from supervision.accounts import proofs, rules
from supervision.accounts.models import User
from supervision.accounts.services import factors
from supervision.audit.models import AuditEvent
from tests.cast import PASSWORD

CONFIRM = "/account/confirm/"


def test_a_page_behind_it_leads_there_and_back(sysadmin: Any, as_user: Any) -> None:
    browser = as_user(sysadmin, sudo=False)
    to = browser.get("/account/open/?a=1").url
    assert to == "/account/confirm/?next=%2Faccount%2Fopen%2F%3Fa%3D1"
    assert 'value="/account/open/?a=1"' in browser.get(to).content.decode()
    answer = browser.post(CONFIRM, {"password": PASSWORD, "next": "/account/open/?a=1"})
    assert answer.url == "/account/open/?a=1"
    assert browser.get(answer.url).status_code == 200
    assert AuditEvent.objects.filter(verb="accounts.confirmed").count() == 1


def test_a_button_behind_it_does_nothing_yet(sysadmin: Any, clerk: Any, as_user: Any) -> None:
    browser = as_user(sysadmin, sudo=False)
    page = f"http://testserver/account/{clerk.pk}/"
    answer = browser.post(f"/account/{clerk.pk}/reset/", headers={"Referer": page})
    assert answer.url == f"/account/confirm/?next=%2Faccount%2F{clerk.pk}%2F"
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)
    parts = {"HX-Request": "true", "HX-Current-URL": page}
    quiet = browser.post(f"/account/{clerk.pk}/reset/", headers=parts)
    assert quiet.headers["HX-Redirect"].endswith(f"%2Faccount%2F{clerk.pk}%2F")
    script = {"X-Requested-With": "XMLHttpRequest"}
    assert browser.post(f"/account/{clerk.pk}/reset/", headers=script).status_code == 403
    assert User.objects.get(pk=clerk.pk).check_password(PASSWORD)


def test_the_right_is_asked_before_the_password(clerk: Any, as_user: Any) -> None:
    assert as_user(clerk, sudo=False).get("/account/open/").status_code == 403


def test_it_holds_for_a_quarter_of_an_hour(sysadmin: Any, as_user: Any, monkeypatch: Any) -> None:
    browser = as_user(sysadmin)
    real = clock.real_now()
    for minutes, status in ((14, 200), (15.1, 302)):
        instant = real + clock.dt.timedelta(minutes=minutes)
        monkeypatch.setattr(clock, "real_now", lambda instant=instant: instant)
        assert browser.get("/account/open/").status_code == status


def test_it_holds_in_this_session_alone(sysadmin: Any, as_user: Any, settings: Any) -> None:
    settings.ADMINISTRATOR_SESSION_LIMIT = 2
    assert as_user(sysadmin).get("/account/open/").status_code == 200
    assert as_user(sysadmin, sudo=False).get("/account/open/").status_code == 302


def test_a_wrong_password_confirms_nothing_and_is_recorded(sysadmin: Any, as_user: Any) -> None:
    browser = as_user(sysadmin, sudo=False)
    page = browser.post(CONFIRM, {"password": "wrong", "next": "/account/open/"})
    assert page.context["form"].errors["password"]
    assert b"wrong" not in page.content.split(b"<form")[1]
    assert browser.get("/account/open/").status_code == 302
    assert AuditEvent.objects.get(verb="accounts.confirm_failed").actor_id == sysadmin.pk


def test_guessing_is_stopped_after_five_tries(sysadmin: Any, as_user: Any) -> None:
    browser = as_user(sysadmin, sudo=False)
    statuses = [browser.post(CONFIRM, {"password": f"no{n}"}).status_code for n in range(5)]
    assert statuses[-1] == 429
    browser.post(CONFIRM, {"password": PASSWORD})
    assert browser.get("/account/open/").status_code == 302


def test_another_accounts_password_confirms_nothing(
    sysadmin: Any, clerk: Any, as_user: Any
) -> None:
    User.objects.filter(pk=clerk.pk).update(password=User(password="").password)
    clerk.set_password("Other-Secret-9")
    clerk.save()
    browser = as_user(sysadmin, sudo=False)
    fields = {"password": "Other-Secret-9", "username": clerk.username}
    assert browser.post(CONFIRM, fields).context["form"].errors


def test_the_code_is_asked_for_where_there_is_one(clerk: Any, as_user: Any) -> None:
    secret = factors.pending_secret(user=clerk)
    step = rules.step_at(clock.real_now())
    factors.enrol(user=clerk, code=rules.code_at(secret, step - 1))
    browser = as_user(clerk, sudo=False)
    missing = browser.post(CONFIRM, {"password": PASSWORD, "next": "/account/factor/"})
    assert missing.context["form"].errors["code"]
    wrong = browser.post(CONFIRM, {"password": PASSWORD, "code": "000000"})
    assert wrong.context["form"].errors["code"]
    assert browser.get("/account/factor/").status_code == 302
    browser.post(CONFIRM, {"password": PASSWORD, "code": rules.code_at(secret, step)})
    assert browser.get("/account/factor/").status_code == 200


def test_it_sends_nobody_to_another_site(clerk: Any, as_user: Any) -> None:
    browser = as_user(clerk, sudo=False)
    for bad in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert browser.post(CONFIRM, {"password": PASSWORD, "next": bad}).url == "/"


def test_a_visitor_confirms_nothing(db: None, as_user: Any) -> None:
    assert as_user(None).get(CONFIRM).url.startswith("/account/login/")
    assert not proofs.is_confirmed(SessionStore())


@pytest.mark.parametrize("act", ["reset", "close", "limit"])
def test_every_act_on_an_account_asks(act: str, sysadmin: Any, clerk: Any, as_user: Any) -> None:
    answer = as_user(sysadmin, sudo=False).post(f"/account/{clerk.pk}/{act}/")
    assert answer.url.startswith(CONFIRM)


@pytest.mark.parametrize("path", ["/account/{}/ask/give_post/", "/account/{}/ask/reopen/"])
def test_every_request_of_two_persons_asks(
    path: str, secadmin: Any, clerk: Any, as_user: Any
) -> None:
    assert as_user(secadmin, sudo=False).get(path.format(clerk.pk)).url.startswith(CONFIRM)


def test_a_stranger_confirms_for_nobody_else(stranger: Any, as_user: Any) -> None:
    browser = as_user(stranger, sudo=False)
    assert browser.post(CONFIRM, {"password": PASSWORD}).url == "/"
    assert browser.get("/account/open/").status_code == 403


def test_the_page_for_a_new_password_is_no_place_to_guess_the_present_one(
    clerk: Any, as_user: Any
) -> None:
    browser, fresh = as_user(clerk), "Baiyan#Town2031"
    for tried in [*(f"Wrong#{n}" for n in range(5)), PASSWORD]:
        fields = {"present": tried, "password": fresh, "again": fresh}
        assert browser.post("/account/password/", fields).status_code in (200, 429)
    assert not User.objects.get(pk=clerk.pk).check_password(fresh)
    refused = AuditEvent.objects.filter(verb="accounts.confirm_failed", actor_id=clerk.pk)
    assert refused.count() >= 5
    kept = str(list(AccessAttempt.objects.values_list("post_data", flat=True)))
    assert "present" in kept and fresh not in kept and "Wrong" not in kept
