"""The services of the compose file really start, unprivileged, on code they cannot write."""

from __future__ import annotations

import json
import os
import re
import subprocess

import pytest

from tests.operations.stack import NOBODY, Stack, Visitor, as_nobody, wait_until

pytestmark = pytest.mark.slow


def test_the_processes_run_unprivileged_and_cannot_write_the_code(portal: Stack) -> None:
    for process in portal.processes.values():
        status = open(f"/proc/{process.pid}/status").read()
        uid = re.search(r"^Uid:\s+(\d+)", status, re.M)
        assert uid is not None and int(uid[1]) != 0
        if os.geteuid() == 0:
            assert int(uid[1]) == NOBODY
        assert re.search(r"^NoNewPrivs:\s+1", status, re.M) or os.geteuid() != 0
    tried = portal.run(["sh", "-c", "echo x >> manage.py || echo x > supervision/x.py"])
    assert tried.returncode != 0


def test_every_health_check_says_alive(portal: Stack) -> None:
    for service in ("web", "worker", "beat"):
        wait_until(lambda name=service: portal.health(name) == 0, service, 120)


def test_a_dead_process_is_not_called_alive(portal: Stack) -> None:
    gone = {"LIFE_FILE": str(portal.home / "nowhere"), "PORT": "1"}
    for service in ("web", "worker", "beat"):
        words = as_nobody(["python", "-m", "tools.health", service])
        env = portal.environment(service) | gone
        done = subprocess.run(words, env=env, cwd=portal.code, check=False)
        assert done.returncode == 1


def test_the_portal_becomes_ready_and_says_what_is_missing(portal: Stack) -> None:
    visitor = Visitor(portal)

    def ready() -> bool:
        return visitor.get("/readyz")[0] == 200

    wait_until(ready, "all is ready once the first sweep has run", seconds=150)
    portal.broker.stop()
    try:
        status, text = visitor.get("/readyz")
        checks = json.loads(text)["checks"]
        assert status == 503
        assert checks["broker"] == "the broker does not answer"
        assert checks["database"] == "ok"
        assert visitor.get("/healthz")[0] == 200
    finally:
        portal.start_broker()
    assert "sock" not in text and "portal_runtime" not in text


def test_figures_are_for_those_who_measure(portal: Stack) -> None:
    visitor = Visitor(portal)
    assert visitor.get("/metrics")[0] == 404
    assert visitor.get("/metrics", Authorization="Bearer guess")[0] == 404
    token = (portal.home / "secrets" / "metrics_token").read_text().strip()
    status, text = visitor.get("/metrics", Authorization=f"Bearer {token}")
    assert status == 200
    assert re.search(r'portal_request_seconds_count\{.*route="metrics",status="404"\} [2-9]', text)
    for name in ("portal_task_runs_total", "portal_outbox_tasks", "portal_open_items"):
        assert f"\n{name}" in text
    assert "portal_database_answers 1.0" in text


def test_a_request_keeps_its_headers_and_its_cookies_to_itself(portal: Stack) -> None:
    visitor = Visitor(portal)
    assert visitor.sign_in("planted-clerk", "Qingjiang#2026") == 302
    assert {"__Host-sessionid", "__Host-csrftoken"} <= set(visitor.cookies)
    assert visitor.get("/")[0] == 200
    status, _ = visitor.ask("GET", "/", Host="evil.example.org")
    assert status == 400


def test_the_deployment_check_asks_for_nothing_but_administrators(portal: Stack) -> None:
    words = ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = portal.run(words, service="web")
    # The three administrators are people: this portal has appointed nobody yet.
    assert set(re.findall(r"\((\w+\.[EW]\d+)\)", done.stderr)) <= {"accounts.W001"}, done.stderr


def test_a_superuser_an_open_key_ring_and_one_role_are_found(portal: Stack) -> None:
    ring = portal.home / "keys" / "keyring.json"
    ring.chmod(0o640)
    try:
        owner = portal.environment("manage")
        alone = {"DATABASE_URL": owner["DATABASE_OWNER_URL"]}
        alone["DATABASE_PASSWORD_FILE"] = owner["DATABASE_OWNER_PASSWORD_FILE"]
        done = portal.manage(
            "check", "--deploy", "--fail-level", "WARNING", TRUSTED_PROXIES="", **alone
        )
    finally:
        ring.chmod(0o600)
    assert done.returncode == 1
    for code in ("portal.E003", "portal.W005", "portal.W007"):
        assert code in done.stderr
