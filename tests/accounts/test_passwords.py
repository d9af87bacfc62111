"""Passwords that come back, that grow old; accounts that end, that nobody uses."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from supervision import clock
from supervision.accounts.models import PastPassword, User
from supervision.accounts.services import accounts, disuse, requests
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cast import PASSWORD

LOGIN = "/account/login/"


def try_in(username: str, password: str = PASSWORD) -> int:
    """Sign in; 302 means let in."""
    return int(Client().post(LOGIN, {"username": username, "password": password}).status_code)


def test_the_last_five_passwords_do_not_come_back(clerk: Any) -> None:
    used = [f"Baishan-345{number}" for number in range(6)]
    for password in used:
        accounts.change_password(user=clerk, password=password)
    for password in used[:5]:
        with pytest.raises(ValidationError):
            accounts.change_password(user=clerk, password=password)
    assert PastPassword.objects.filter(user=clerk).count() == 5
    accounts.change_password(user=clerk, password=PASSWORD)


def test_a_reset_does_not_empty_the_history(clerk: Any, sysadmin: Any) -> None:
    first = accounts.reset_password(actor=sysadmin, user=clerk)
    with pytest.raises(ValidationError):
        accounts.change_password(user=clerk, password=PASSWORD)
    accounts.change_password(user=clerk, password="Baishan-3456")
    with pytest.raises(ValidationError):
        accounts.change_password(user=clerk, password=first)


def test_past_passwords_are_kept_as_hashes(clerk: Any) -> None:
    accounts.change_password(user=clerk, password="Baishan-3456")
    assert PASSWORD not in PastPassword.objects.get().password


@pytest.fixture
def aging(settings: Any, clerk: Any, at: Any) -> Any:
    """A clerk whose password was chosen on 1 June and holds 90 days: to 29 August."""
    settings.PASSWORD_MAX_AGE_DAYS = 90
    at("2026-06-01T09:00:00")
    accounts.change_password(user=clerk, password="Baishan-3456")
    return clerk


@pytest.mark.parametrize(
    ("day", "warned", "home"),
    [("2026-08-22", False, 200), ("2026-08-23", True, 200), ("2026-08-29", True, 200)],
)
def test_an_aging_password_warns_a_week_ahead(
    aging: Any, at: Any, day: str, warned: bool, home: int
) -> None:
    at(f"{day}T09:00:00")
    browser = Client()
    browser.post(LOGIN, {"username": "clerk", "password": "Baishan-3456"})
    page = browser.get("/")
    assert page.status_code == home
    assert bool([m for m in page.context["messages"] if m.level_tag == "warning"]) is warned


def test_an_old_password_must_be_changed_before_anything_else(aging: Any, at: Any) -> None:
    at("2026-08-30T09:00:00")
    browser = Client()
    browser.post(LOGIN, {"username": "clerk", "password": "Baishan-3456"})
    assert browser.get("/").url == "/account/password/"
    assert browser.get("/account/password/").context["too_old"]
    fields = {"present": "Baishan-3456", "password": "Songtai-7890", "again": "Songtai-7890"}
    assert browser.post("/account/password/", fields).status_code == 302
    assert browser.get("/").status_code == 200


def test_an_account_ends_with_its_last_day(
    clerk: Any, sysadmin: Any, secadmin: Any, as_user: Any, at: Any
) -> None:
    at("2026-11-20T09:00:00")
    accounts.limit(actor=sysadmin, user=clerk, ends_on=dt.date(2026, 11, 21))
    at("2026-11-21T23:59:00")
    browser = as_user(clerk)
    assert browser.get("/").status_code == 200
    at("2026-11-22T00:00:00")
    refused = browser.get("/")
    assert browser.get(refused.url).context["reason"]
    assert try_in("clerk") == 200
    with pytest.raises(ValidationError):
        accounts.limit(actor=sysadmin, user=clerk, ends_on=dt.date(2026, 12, 1))
    clerk.refresh_from_db()
    request = requests.ask_to_reopen(actor=sysadmin, user=clerk, reason="任务延长。")
    requests.decide(actor=secadmin, request=request, approve=True)
    assert try_in("clerk") == 302


def test_unused_accounts_are_closed_and_the_system_administrator_is_told(
    clerk: Any, head: Any, sysadmin: Any, secadmin: Any, auditor: Any, settings: Any
) -> None:
    settings.UNUSED_ACCOUNT_DAYS = 90
    long_ago, lately = clock.now() - dt.timedelta(days=91), clock.now() - dt.timedelta(days=89)
    User.objects.update(created_at=long_ago)
    User.objects.filter(pk=head.pk).update(last_login=lately)
    assert disuse.close_unused() == [clerk]
    assert disuse.close_unused() == []
    assert set(User.objects.filter(is_active=False)) == {clerk}
    notice = Notice.objects.get()
    assert notice.recipient == sysadmin and clerk.name in notice.body
    assert AuditEvent.objects.get(verb="accounts.account_closed").actor_id is None


def test_an_account_put_back_in_use_counts_its_days_anew(
    clerk: Any, sysadmin: Any, secadmin: Any, secadmin2: Any, settings: Any
) -> None:
    settings.UNUSED_ACCOUNT_DAYS = 90
    User.objects.filter(pk=clerk.pk).update(created_at=clock.now() - dt.timedelta(days=100))
    disuse.close_unused()
    clerk.refresh_from_db()
    with pytest.raises(PermissionDenied):
        requests.ask_to_reopen(actor=clerk, user=clerk, reason="重新启用。")
    request = requests.ask_to_reopen(actor=sysadmin, user=clerk, reason="重新启用。")
    requests.decide(actor=secadmin2, request=request, approve=True)
    assert disuse.close_unused() == []
    assert try_in("clerk") == 302


def test_nothing_is_closed_where_accounts_do_not_age(clerk: Any, settings: Any) -> None:
    assert settings.UNUSED_ACCOUNT_DAYS == 0
    User.objects.update(created_at=clock.now() - dt.timedelta(days=1000))
    assert disuse.close_unused() == []


def test_every_refusal_costs_the_same_and_says_the_same(
    clerk: Any, head: Any, other_clerk: Any, sysadmin: Any, monkeypatch: Any
) -> None:
    """Time is counted in password hashes, which are all that takes any."""
    accounts.close(actor=sysadmin, user=head)
    User.objects.filter(pk=other_clerk.pk).update(ends_on=dt.date(2020, 1, 1))
    hashes = []
    encode = MD5PasswordHasher.encode

    def counted(hasher: Any, *args: Any, **kwargs: Any) -> str:
        hashes.append(1)
        return encode(hasher, *args, **kwargs)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    seen = set()
    for username in ("clerk", "nobody", "head", "other_clerk"):
        hashes.clear()
        answer = Client().post(LOGIN, {"username": username, "password": "Wrong-Secret-1"})
        errors = answer.context["form"].errors.as_text()
        seen.add((answer.status_code, len(hashes), errors))
    assert len(seen) == 1


def test_the_phone_number_is_sealed_masked_and_found_whole(
    sysadmin: Any, as_user: Any, units: Any
) -> None:
    browser = as_user(sysadmin)
    fields = {"username": "wanglei", "name": "王磊", "phone": "13912345678"}
    assert browser.post("/account/open/", fields).status_code == 200
    page = browser.get("/account/?q=139-1234-5678").content.decode()
    assert "王磊" in page and "139****5678" in page and "13912345678" not in page
    assert "王磊" not in browser.get("/account/?q=1391234").content.decode()
    account = User.objects.get(username="wanglei")
    assert "13912345678" not in browser.get(f"/account/{account.pk}/").content.decode()
    assert account.phone == "13912345678"


def test_a_stranger_sets_nobodys_last_day(stranger: Any, clerk: Any, as_user: Any) -> None:
    with pytest.raises(PermissionDenied):
        accounts.limit(actor=stranger, user=clerk, ends_on=clock.today())
    assert as_user(stranger).post(f"/account/{clerk.pk}/limit/").status_code == 403
