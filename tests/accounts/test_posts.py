"""Posts and the separation of the three administrators: nobody for themselves."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from supervision import clock
from supervision.accounts import roles
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.accounts.services import accounts
from supervision.audit.models import AuditEvent

ADMINISTRATORS = ("system_admin", "security_admin", "auditor")


def give(actor: Any, user: Any, unit: Any, role: str, started_on: dt.date | None = None) -> Posting:
    """Give a post from today on."""
    return accounts.give_post(
        actor=actor,
        user=user,
        unit=unit,
        role=role,
        title="",
        started_on=started_on or clock.today(),
    )


def test_a_post_is_given_and_recorded(secadmin: Any, stranger: Any, units: Any) -> None:
    give(secadmin, stranger, units.water, "clerk")
    fresh = User.objects.get(pk=stranger.pk)
    assert fresh.can_in("accountability.file", units.water)
    assert not fresh.can_in("accountability.file", units.finance)
    assert AuditEvent.objects.get(verb="accounts.post_given").object_id == str(stranger.pk)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_an_administrator_gets_no_second_role(
    secadmin: Any, stranger: Any, units: Any, role: str
) -> None:
    give(secadmin, stranger, units.commission, role)
    for other in RoleCode.values:
        if other not in (role, RoleCode.ASSESSOR):
            with pytest.raises(ValidationError):
                give(secadmin, stranger, units.commission, other)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_a_clerk_becomes_no_administrator(secadmin: Any, clerk: Any, units: Any, role: str) -> None:
    with pytest.raises(ValidationError):
        give(secadmin, clerk, units.commission, role)


def test_a_post_of_tomorrow_counts_today(secadmin: Any, stranger: Any, units: Any) -> None:
    tomorrow = clock.today() + dt.timedelta(days=1)
    give(secadmin, stranger, units.commission, "auditor", tomorrow)
    with pytest.raises(ValidationError):
        give(secadmin, stranger, units.water, "clerk", tomorrow)
    with pytest.raises(ValidationError):
        give(secadmin, stranger, units.water, "clerk")


def test_an_ended_post_no_longer_stands_in_the_way(
    secadmin: Any, clerk: Any, units: Any, at: Any
) -> None:
    at("2026-11-20T10:00:00")
    post = clerk.postings.get()
    accounts.end_post(actor=secadmin, posting=post, ended_on=clock.today())
    with pytest.raises(ValidationError):
        give(secadmin, clerk, units.commission, "auditor")
    at("2026-11-21T00:00:00")
    assert not User.objects.get(pk=clerk.pk).current_postings
    give(secadmin, clerk, units.commission, "auditor")


def test_nobody_acts_for_themselves(secadmin: Any, sysadmin: Any, units: Any) -> None:
    with pytest.raises(PermissionDenied):
        give(secadmin, secadmin, units.office, "officer")
    with pytest.raises(PermissionDenied):
        accounts.end_post(actor=secadmin, posting=secadmin.postings.get(), ended_on=clock.today())
    with pytest.raises(PermissionDenied):
        accounts.set_in_use(actor=sysadmin, user=sysadmin, in_use=False)
    with pytest.raises(PermissionDenied):
        accounts.reset_password(actor=sysadmin, user=sysadmin)


def test_no_role_of_an_administrator_holds_a_business_permission() -> None:
    for role in ADMINISTRATORS:
        assert not [p for p in roles.permissions_of(role) if p.startswith("accountability.")]


def test_the_three_administrators_share_no_power(
    sysadmin: Any, secadmin: Any, auditor: Any
) -> None:
    powers = {"accounts.manage", "accounts.grant_posts", "audit.read"}
    held = [powers & user.permissions for user in (sysadmin, secadmin, auditor)]
    assert [len(each) for each in held] == [1, 1, 1]
    assert set().union(*held) == powers


def test_the_database_knows_no_superuser_and_no_twin_accounts(clerk: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=clerk.pk).update(is_superuser=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("CLERK", "x", name="twin")


def test_an_account_is_opened_with_a_password_shown_once(
    sysadmin: Any, as_user: Any, units: Any
) -> None:
    browser = as_user(sysadmin)
    answer = browser.post("/account/open/", {"username": "Wang.Lei", "name": "王磊", "phone": ""})
    assert answer.status_code == 200
    account = User.objects.get(username="wang.lei")
    assert account.must_change_password
    twin = browser.post("/account/open/", {"username": "WANG.lei", "name": "王蕾", "phone": ""})
    assert twin.context["form"].errors["username"]
    assert User.objects.filter(username__iexact="wang.lei").count() == 1


def test_a_reset_ends_open_sessions(sysadmin: Any, clerk: Any, as_user: Any) -> None:
    browser = as_user(clerk)
    assert browser.get("/").status_code == 200
    answer = as_user(sysadmin).post(f"/account/{clerk.pk}/reset/")
    assert answer.status_code == 200
    assert browser.get("/").status_code == 302


def test_the_pages_of_the_security_administrator(
    secadmin: Any, stranger: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(secadmin)
    fields = {"unit": units.water.pk, "role": "clerk", "title": "干部", "started_on": "2026-11-01"}
    assert browser.post(f"/account/{stranger.pk}/", fields).status_code == 302
    post = stranger.postings.get()
    clash = browser.post(f"/account/{stranger.pk}/", fields | {"role": "auditor"})
    assert clash.status_code == 200
    assert stranger.postings.count() == 1
    ended = browser.post(f"/account/{stranger.pk}/posts/{post.pk}/end/")
    assert ended.status_code == 302
    post.refresh_from_db()
    assert post.ended_on == clock.today()


@pytest.mark.parametrize("who", ["stranger", "clerk", "office", "auditor"])
def test_others_manage_no_accounts(
    who: str, clerk: Any, as_user: Any, request: pytest.FixtureRequest
) -> None:
    browser = as_user(request.getfixturevalue(who))
    for path in ("/account/", "/account/open/", f"/account/{clerk.pk}/"):
        assert browser.get(path).status_code == 403
    for path in (f"/account/{clerk.pk}/reset/", f"/account/{clerk.pk}/in-use/"):
        assert browser.post(path).status_code == 403


def test_the_system_administrator_gives_no_posts(
    sysadmin: Any, stranger: Any, units: Any, as_user: Any
) -> None:
    fields = {"unit": units.water.pk, "role": "clerk", "title": "", "started_on": "2026-11-01"}
    assert as_user(sysadmin).post(f"/account/{stranger.pk}/", fields).status_code == 403
    assert not stranger.postings.exists()
