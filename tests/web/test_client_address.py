"""Whose address a request comes from: only a trusted proxy's word counts."""

from typing import Any

import pytest
from django.test import Client

from supervision.accounts.models import SignInSession
from supervision.audit.models import AuditEvent
from supervision.web.client_address import client_address
from tests.cast import PASSWORD

PROXIES = ["10.0.0.1", "10.1.0.0/16", "fd00::/8"]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "found"),
    [
        ("203.0.113.9", "", PROXIES, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", PROXIES, "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7", PROXIES, "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", PROXIES, "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.1.2.3", PROXIES, "198.51.100.7"),
        ("10.0.0.1", "10.1.2.3", PROXIES, "10.1.2.3"),
        ("10.0.0.1", "<script>, 10.1.2.3", PROXIES, "10.1.2.3"),
        ("10.0.0.1", "", PROXIES, "10.0.0.1"),
        ("fd00::1", "2001:db8::7", PROXIES, "2001:db8::7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7", ["1"], "198.51.100.7"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.7, 10.1.2.3", ["2"], "198.51.100.7"),
        ("10.0.0.1", "198.51.100.7", ["2"], "10.0.0.1"),
        ("10.0.0.1", "nonsense", ["1"], "10.0.0.1"),
        ("", "198.51.100.7", ["1"], "198.51.100.7"),
    ],
)
def test_the_nearest_address_that_is_no_trusted_proxy(
    peer: str, forwarded: str, trusted: list[str], found: str
) -> None:
    assert client_address(peer, forwarded, trusted) == found


def sign_in(forwarded: str, password: str = PASSWORD) -> int:
    """Sign in through the proxy on this machine."""
    browser = Client(headers={"X-Forwarded-For": forwarded})
    answer = browser.post("/account/login/", {"username": "clerk", "password": password})
    if answer.status_code == 302:
        browser.get("/")
    return int(answer.status_code)


def test_record_and_session_name_the_visitor(clerk: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert sign_in("198.51.100.7") == 302
    assert AuditEvent.objects.get(verb="accounts.logged_in").ip == "198.51.100.7"
    assert SignInSession.objects.get().ip == "198.51.100.7"


def test_the_lock_is_of_one_visitor_behind_the_proxy(clerk: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    assert [sign_in("198.51.100.7", "wrong") for _n in range(5)][-1] == 429
    assert sign_in("198.51.100.7") == 429
    assert sign_in("198.51.100.8") == 302


def test_a_made_up_header_does_not_help_against_the_lock(clerk: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    statuses = [sign_in(f"10.9.8.{n}, 198.51.100.7", "wrong") for n in range(5)]
    assert statuses[-1] == 429


def test_without_trusted_proxies_the_header_is_a_strangers_word(clerk: Any) -> None:
    assert sign_in("198.51.100.7") == 302
    assert SignInSession.objects.get().ip == "127.0.0.1"
