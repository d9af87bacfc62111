"""Pages are kept by nobody, lent to no other site, and machines learn nothing of people."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from supervision.accounts.models import User
from supervision.project import middleware, readiness
from supervision.project.metrics import REQUESTS


@pytest.mark.parametrize("path", ["/", "/account/login/", "/nowhere/", "/healthz"])
def test_no_page_is_kept_in_a_cache(clerk: User, as_user: Any, path: str) -> None:
    for client in (as_user(clerk), Client()):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]


def test_pages_are_lent_to_no_other_site(clerk: User, as_user: Any) -> None:
    answer = as_user(clerk).get("/")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_stranger_and_a_visitor_may_ask_whether_the_portal_lives(
    stranger: User, as_user: Any
) -> None:
    for client in (as_user(stranger), Client()):
        assert client.get("/healthz").content == b"ok\n"
        answer = client.get("/readyz")
        assert set(answer.json()["checks"]) == set(readiness._PROBES)
        assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 200),
        ({"REMOTE_ADDR": "192.0.2.7"}, 404),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"HTTP_FORWARDED": "for=127.0.0.1"}, 404),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer right"}, 200),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "Bearer wrong"}, 404),
        ({"REMOTE_ADDR": "192.0.2.7", "HTTP_AUTHORIZATION": "right"}, 404),
    ],
)
def test_figures_go_to_listed_addresses_and_to_the_token(
    db: None, settings: Any, given: dict[str, str], status: int
) -> None:
    settings.METRICS_ALLOWED, settings.METRICS_TOKEN = ["127.0.0.1"], "right"
    assert Client().get("/metrics", **given).status_code == status


def test_without_a_token_an_empty_one_opens_nothing(db: None, settings: Any) -> None:
    settings.METRICS_ALLOWED, settings.METRICS_TOKEN = [], ""
    assert Client().get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_a_probe_that_is_asked_often_leaves_no_line(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []
    log = type("Log", (), {"info": staticmethod(lambda event, **line: said.append(line))})
    monkeypatch.setattr(middleware, "_log", log)
    Client().get("/healthz")
    assert said == []
    Client().get("/account/login/")
    assert [line["route"] for line in said] == ["accounts:login"]
    assert said[0]["user_id"] is None


def test_made_up_methods_are_counted_as_one(client: Client) -> None:
    """Whoever asks chooses the method: each kept for itself would fill memory and disk."""
    for number in range(3):
        client.generic(f"MADEUP{number}", "/account/login/")
    kept = {labels[1] for labels in REQUESTS._metrics}
    assert "other" in kept and not [method for method in kept if method.startswith("MADEUP")]
