"""The second factor: setting up, codes by time, replay, lock-out, and the gate before all pages."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured, PermissionDenied, ValidationError
from django.db import connection
from django.test import Client

from supervision import clock
from supervision.accounts import rules
from supervision.accounts.models import SecondFactor, SignInSession
from supervision.accounts.rules import Code
from supervision.accounts.services import factors, requests
from supervision.audit.models import AuditEvent
from tests.cast import PASSWORD

#: RFC 6238, appendix B, the seed of SHA-1 in base 32; codes cut to six digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC_CODES = ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"))
START = dt.datetime(2026, 11, 22, 9, 0, 5, tzinfo=dt.UTC)


@pytest.fixture
def phone_time(monkeypatch: Any) -> Any:
    """Stand the machine's own time still, and return a function that moves it on by seconds."""
    now = [START]
    monkeypatch.setattr(clock, "real_now", lambda: now[0])

    def move(seconds: float) -> None:
        now[0] += dt.timedelta(seconds=seconds)

    return move


def code_now(user: Any, steps: int = 0) -> str:
    """Return the code the person's phone shows, so many steps ahead."""
    return rules.code_at(
        SecondFactor.objects.get(user=user).secret, rules.step_at(clock.real_now()) + steps
    )


@pytest.fixture
def enrolled(phone_time: Any, clerk: Any) -> Any:
    """A clerk who set up a second factor five minutes ago."""
    return set_up(clerk, phone_time)


def set_up(user: Any, phone_time: Any) -> Any:
    """Set up the account's second factor, some time ago."""
    secret = factors.pending_secret(user=user)
    code = rules.code_at(secret, rules.step_at(clock.real_now()))
    assert factors.enrol(user=user, code=code) == Code.RIGHT
    phone_time(300)
    return user


def sign_in(user: Any) -> Client:
    """Give the password at the sign-in page, and nothing else."""
    browser = Client()
    browser.post("/account/login/", {"username": user.username, "password": PASSWORD})
    return browser


@pytest.mark.parametrize(("instant", "code"), RFC_CODES)
def test_codes_are_those_of_the_standard(instant: int, code: str) -> None:
    assert rules.code_at(RFC_SECRET, instant // rules.STEP) == code


def test_the_secret_is_sealed_in_the_database(enrolled: Any) -> None:
    plain = SecondFactor.objects.get(user=enrolled).secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, pending_secret FROM accounts_secondfactor")
        kept = cursor.fetchone()
    assert plain not in kept[0] and len(plain) == 32
    assert kept[1] == ""


@pytest.mark.parametrize(("steps", "answer"), [(-2, Code.WRONG), (-1, Code.RIGHT), (0, Code.RIGHT)])
def test_the_phone_may_be_one_step_slow(enrolled: Any, steps: int, answer: Code) -> None:
    assert factors.verify(user=enrolled, code=code_now(enrolled, steps)) == answer


@pytest.mark.parametrize(("steps", "answer"), [(1, Code.RIGHT), (2, Code.WRONG)])
def test_the_phone_may_be_one_step_fast(enrolled: Any, steps: int, answer: Code) -> None:
    assert factors.verify(user=enrolled, code=code_now(enrolled, steps)) == answer


def test_no_code_is_taken_twice_nor_an_older_one_afterwards(enrolled: Any, phone_time: Any) -> None:
    ahead = code_now(enrolled, 1)
    assert factors.verify(user=enrolled, code=ahead) == Code.RIGHT
    assert factors.verify(user=enrolled, code=ahead) == Code.USED
    assert factors.verify(user=enrolled, code=code_now(enrolled)) == Code.USED
    phone_time(60)
    assert factors.verify(user=enrolled, code=code_now(enrolled)) == Code.RIGHT


def test_five_wrong_codes_close_the_door_for_a_quarter_of_an_hour(
    enrolled: Any, phone_time: Any
) -> None:
    answers = [factors.verify(user=enrolled, code="000000") for _n in range(5)]
    assert answers == [Code.WRONG] * 4 + [Code.PAUSED]
    assert factors.verify(user=enrolled, code=code_now(enrolled)) == Code.PAUSED
    phone_time(15 * 60)
    assert factors.verify(user=enrolled, code=code_now(enrolled)) == Code.RIGHT
    assert SecondFactor.objects.get(user=enrolled).failures == 0


def test_after_three_pauses_only_two_administrators_open_it(
    enrolled: Any, phone_time: Any, sysadmin: Any, secadmin: Any
) -> None:
    for _round in range(3):
        for _n in range(5):
            factors.verify(user=enrolled, code="000000")
        phone_time(15 * 60)
    assert factors.verify(user=enrolled, code=code_now(enrolled)) == Code.BLOCKED
    assert AuditEvent.objects.filter(verb="accounts.factor_blocked").count() == 1
    browser = sign_in(enrolled)
    browser.get("/")
    request = requests.ask_to_reset_factor(actor=sysadmin, user=enrolled, reason="本人申请。")
    with pytest.raises(PermissionDenied):
        requests.decide(actor=sysadmin, request=request, approve=True)
    assert factors.is_enrolled(enrolled)
    requests.decide(actor=secadmin, request=request, approve=True)
    assert not factors.is_enrolled(enrolled)
    assert browser.get("/account/code/").status_code == 302
    event = AuditEvent.objects.get(verb="accounts.factor_reset")
    assert (event.actor_id, event.details["asked_by"]) == (secadmin.pk, sysadmin.name)


def test_before_the_code_nothing_is_open(enrolled: Any) -> None:
    browser = sign_in(enrolled)
    for path in ("/", "/accountability/duties/", "/account/me/", "/account/password/", "/notices/"):
        answer = browser.get(path)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/account/code/"), path
    for headers in ({"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}):
        assert browser.get("/", headers=headers).status_code == 401
    assert browser.post("/account/preferences/", {"elder_mode": "1"}).status_code == 302
    assert browser.get("/account/code/").status_code == 200
    assert browser.post("/language/", {"language": "en"}).status_code == 302
    assert browser.get("/account/factor/").url == "/account/code/"
    assert browser.post("/account/logout/").status_code == 302


def test_the_code_opens_the_page_asked_for_and_changes_the_sessions_key(enrolled: Any) -> None:
    browser = sign_in(enrolled)
    to = browser.get("/accountability/duties/?light=red").url
    page = browser.get(to)
    assert 'value="/accountability/duties/?light=red"' in page.content.decode()
    before = browser.session.session_key
    spaced = f"{code_now(enrolled)[:3]} {code_now(enrolled)[3:]}"
    answer = browser.post(to, {"code": spaced, "next": "/accountability/duties/?light=red"})
    assert answer.url == "/accountability/duties/?light=red"
    assert browser.session.session_key != before
    assert browser.get("/").status_code == 200
    assert SignInSession.objects.get(user=enrolled).proved_at is not None


def test_the_code_sends_nobody_to_another_site(enrolled: Any) -> None:
    browser = sign_in(enrolled)
    browser.get("/")
    fields = {"code": code_now(enrolled), "next": "https://example.org/"}
    assert browser.post("/account/code/", fields).url == "/"


def test_a_wrong_code_is_said_and_recorded(enrolled: Any) -> None:
    browser = sign_in(enrolled)
    browser.get("/")
    page = browser.post("/account/code/", {"code": "000000"})
    assert page.context["form"].errors["code"]
    assert "000000" not in str(AuditEvent.objects.get(verb="accounts.code_refused").details)
    assert browser.get("/").status_code == 302


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor", "internal"])
def test_roles_that_need_it_are_led_to_set_it_up(
    who: str, phone_time: Any, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    browser = sign_in(user)
    assert browser.get("/").url.startswith("/account/code/")
    assert browser.get("/account/code/").url == "/account/factor/"
    page = browser.get("/account/factor/").content.decode()
    secret = SecondFactor.objects.get(user=user).pending_secret
    assert "<svg" in page and secret[:4] in page
    assert browser.get("/account/factor/").headers["Cache-Control"].count("no-store") == 1
    assert browser.get("/").status_code == 302
    code = rules.code_at(secret, rules.step_at(clock.real_now()))
    assert browser.post("/account/factor/", {"code": code}).url == "/"
    assert browser.get("/").status_code == 200
    with pytest.raises(PermissionDenied):
        factors.turn_off(user=user)


@pytest.mark.parametrize("who", ["clerk", "head", "office", "leader", "stationed", "stranger"])
def test_other_roles_need_none(who: str, request: pytest.FixtureRequest) -> None:
    assert sign_in(request.getfixturevalue(who)).get("/").status_code == 200


def test_a_post_given_meanwhile_asks_for_it_at_once(
    stranger: Any, units: Any, as_user: Any
) -> None:
    browser = sign_in(stranger)
    assert browser.get("/").status_code == 200
    stranger.postings.create(
        unit=units.commission, role="auditor", started_on=dt.date(2020, 1, 1), title=""
    )
    assert browser.get("/").url.startswith("/account/code/")


def test_anybody_may_set_it_up_and_turn_it_off(clerk: Any, as_user: Any, phone_time: Any) -> None:
    plain = as_user(clerk, sudo=False)
    assert plain.get("/account/factor/").url.startswith("/account/confirm/")
    browser = as_user(clerk)
    browser.get("/account/factor/")
    secret = SecondFactor.objects.get(user=clerk).pending_secret
    code = rules.code_at(secret, rules.step_at(clock.real_now()))
    assert browser.post("/account/factor/", {"code": code}).url == "/account/me/"
    assert sign_in(clerk).get("/").status_code == 302
    assert browser.post("/account/factor/off/").status_code == 302
    assert sign_in(clerk).get("/").status_code == 200


def test_a_new_phone_takes_over_only_with_its_first_right_code(enrolled: Any, as_user: Any) -> None:
    before = SecondFactor.objects.get(user=enrolled).secret
    browser = as_user(enrolled)
    browser.get("/account/factor/")
    browser.post("/account/factor/", {"code": "000000"})
    assert SecondFactor.objects.get(user=enrolled).secret == before
    pending = SecondFactor.objects.get(user=enrolled).pending_secret
    code = rules.code_at(pending, rules.step_at(clock.real_now()))
    browser.post("/account/factor/", {"code": code})
    assert SecondFactor.objects.get(user=enrolled).secret == pending


def test_the_code_is_shown_in_the_demo_alone(enrolled: Any, settings: Any) -> None:
    assert not settings.DEMO_MODE
    assert factors.demo_code(enrolled) == ""
    browser = sign_in(enrolled)
    browser.get("/")
    assert code_now(enrolled) not in browser.get("/account/code/").content.decode()
    with pytest.raises(ImproperlyConfigured):
        factors.load_demo(user=enrolled)
    settings.DEMO_MODE = True
    assert code_now(enrolled) in browser.get("/account/code/").content.decode()
    assert factors.verify(user=enrolled, code=factors.demo_code(enrolled)) == Code.RIGHT
    assert factors.verify(user=enrolled, code=factors.demo_code(enrolled)) == Code.RIGHT


def test_a_reset_is_asked_for_only_where_there_is_something_to_reset(
    sysadmin: Any, clerk: Any
) -> None:
    with pytest.raises(ValidationError):
        requests.ask_to_reset_factor(actor=sysadmin, user=clerk, reason="本人申请。")
    with pytest.raises(PermissionDenied):
        requests.ask_to_reset_factor(actor=clerk, user=sysadmin, reason="本人申请。")


def test_a_factor_blocked_on_its_way_is_reset_by_two_persons_too(
    sysadmin: Any, secadmin: Any, clerk: Any
) -> None:
    factors.pending_secret(user=clerk)
    SecondFactor.objects.filter(user=clerk).update(is_blocked=True)
    request = requests.ask_to_reset_factor(actor=sysadmin, user=clerk, reason="本人申请。")
    requests.decide(actor=secadmin, request=request, approve=True)
    assert not SecondFactor.objects.filter(user=clerk).exists()
