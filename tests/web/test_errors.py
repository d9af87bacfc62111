"""The portal's own error pages, for strangers and without a database."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from supervision.web.faults import Refusal
from supervision.web.views import errors


@pytest.fixture(autouse=True)
def _english() -> object:
    with translation.override("en"):
        yield


@pytest.fixture
def request_of_stranger() -> HttpRequest:
    request = RequestFactory().get("/nowhere/")
    request.user = AnonymousUser()
    return request


def page(response: Any) -> str:
    return str(response.content.decode())


def test_a_stranger_gets_404_without_navigation(request_of_stranger: HttpRequest) -> None:
    response = errors.not_found(request_of_stranger)
    assert response.status_code == 404
    assert "Page not found" in page(response)
    assert "p-side" not in page(response)


def test_403_gives_the_reason(request_of_stranger: HttpRequest) -> None:
    response = errors.forbidden(request_of_stranger, PermissionDenied("Not <yours>."))
    assert response.status_code == 403
    assert "Not &lt;yours&gt;." in page(response)
    assert "Your role does not open this page." in page(errors.forbidden(request_of_stranger))


def test_a_refusal_names_its_facts_and_the_way_back(request_of_stranger: HttpRequest) -> None:
    refusal = Refusal(
        "Filing is locked.",
        title="Locked before the assessment",
        facts=[("Assessment", "Year 2026")],
        back_url="/back/",
    )
    html = page(errors.forbidden(request_of_stranger, refusal))
    for part in ("Locked before the assessment", "Filing is locked.", "Year 2026", "/back/"):
        assert part in html


def test_400_and_csrf(request_of_stranger: HttpRequest) -> None:
    assert errors.bad_request(request_of_stranger).status_code == 400
    response = errors.csrf_failure(request_of_stranger, "no cookie")
    assert response.status_code == 403
    assert "This page was open too long" in page(response)
    assert "no cookie" not in page(response)


def test_500_needs_no_database_and_no_user(django_db_blocker: Any) -> None:
    with django_db_blocker.block():
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "The portal met an error" in page(response)


def test_500_survives_its_own_template(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> str:
        raise RuntimeError("template")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "try again later" in page(response)


@pytest.mark.django_db
def test_an_unknown_address_shows_a_stranger_nothing_of_the_portal(client: Client) -> None:
    response = client.get("/no/such/address/")
    assert response.status_code in (302, 404)
    assert "p-side" not in page(response)


@pytest.mark.django_db
def test_the_language_is_chinese_whatever_the_browser_asks_for(client: Client) -> None:
    response = client.get("/account/login/", headers={"Accept-Language": "en-US,en"})
    assert 'lang="zh-CN"' in page(response)
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in page(client.get("/account/login/"))


def test_a_database_that_is_away_is_said_so_with_when_to_come_back() -> None:
    request = RequestFactory().get("/notices/?page=2")
    try:
        try:
            raise OperationalError("connection to server at 10.0.0.5 failed")
        except OperationalError as fault:
            raise ValueError("in between") from fault
    except ValueError:
        response = errors.server_error(request)
    assert (response.status_code, response["Retry-After"]) == (503, "10")
    assert "busy for a moment" in page(response)
    assert 'href="/notices/?page=2"' in page(response)
    assert "10.0.0.5" not in page(response)


def test_a_form_that_met_no_database_is_not_sent_again_by_a_link() -> None:
    request = RequestFactory().post("/notices/1/")
    try:
        raise InterfaceError("connection already closed")
    except InterfaceError:
        response = errors.server_error(request)
    assert response.status_code == 503
    assert "/notices/1/" not in page(response)
