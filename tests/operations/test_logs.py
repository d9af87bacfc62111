"""The logs of a portal in use: one line per request, one identifier, nobody's name or number."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from supervision.project import logs
from tests.operations import fill
from tests.operations.stack import Stack, Visitor, wait_until


@pytest.mark.slow
def test_pages_full_of_names_leave_none_in_the_logs(portal: Stack) -> None:
    visitor = Visitor(portal)
    assert visitor.sign_in(fill.NAME, fill.PHONE) != 302
    assert visitor.sign_in("planted-clerk", "Qingjiang#2026") == 302
    seen = ""
    for path in (
        "/",
        f"/accountability/duties/?q={fill.PHONE}",
        f"/accountability/duties/{portal.duty}/",
        f"/units/?q={fill.ID_NUMBER}",
        "/notices/",
        f"/nowhere/{fill.ID_NUMBER}/{fill.PHONE}/",
    ):
        seen += visitor.get(path)[1]
    assert fill.NAME in seen
    wait_until(lambda: '"route": "notifications:inbox"' in portal.log("web"), "the lines are there")
    for service in ("web", "worker", "beat"):
        text = portal.log(service)
        for secret in (fill.NAME, fill.OTHER_NAME, fill.PHONE, fill.ID_NUMBER, fill.TEXT):
            assert secret not in text, (service, secret)
        assert "planted-clerk" not in text
        assert fill.PASSWORD not in text
    database = portal.postgres.log.read_text(errors="replace")
    assert fill.NAME not in database and fill.PHONE not in database


@pytest.mark.slow
def test_every_line_is_json_and_names_route_time_and_account(portal: Stack) -> None:
    visitor = Visitor(portal)
    visitor.sign_in("planted-clerk", "Qingjiang#2026")
    visitor.get("/")
    lines = [json.loads(line) for line in portal.log("web").splitlines()]
    (home,) = [line for line in lines if line.get("route") == "dashboards:home"][-1:]
    assert home["status"] == 200
    assert home["queries"] > 0 and home["ms"] >= 0
    assert isinstance(home["user_id"], int)
    assert len(home["request_id"]) == 32


@pytest.mark.slow
def test_tasks_say_how_they_ended(portal: Stack) -> None:
    def lines() -> list[dict[str, object]]:
        # Celery greets in its own words first.
        text = portal.log("worker").splitlines()
        return [json.loads(line) for line in text if line.startswith("{")]

    wait_until(lambda: any(line["event"] == "task" for line in lines()), "a task ended", 90)
    (ended, *_) = [line for line in lines() if line["event"] == "task"]
    assert ended["state"] == "SUCCESS"
    assert ended["request_id"]


def formatted(record: logging.LogRecord) -> dict[str, object]:
    """Return the line that production writes for a record."""
    given = dict(logs.configuration(plain=False)["formatters"]["line"])
    made = given.pop("()")(**given)
    return dict(json.loads(made.format(record)))


@pytest.fixture(autouse=True)
def plain_again():
    """Leave structlog as the tests' settings made it."""
    yield
    logs.configuration(plain=True)


@pytest.mark.parametrize(
    "secret",
    ["张三丰", "𠮷野", "11010519491231002X", "13800138000", "6222020200112233445", "a@b.cn"],
)
def test_what_looks_like_a_person_is_cut(secret: str) -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 1, "got %s here", (secret,), None)
    line = formatted(record)
    assert secret not in json.dumps(line, ensure_ascii=False)
    assert str(line["event"]).startswith("got [") and str(line["event"]).endswith("] here")


def test_of_a_fault_only_its_kind_and_place_are_told() -> None:
    try:
        try:
            raise ValueError("DETAIL: Key (name)=(Zhang San) exists")
        except ValueError as error:
            raise RuntimeError("Zhang San") from error
    except RuntimeError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    line = formatted(record)
    assert (line["fault"], line["cause"]) == ("RuntimeError", "ValueError")
    assert "test_logs.py" in str(line["where"])
    assert "Zhang" not in json.dumps(line)


def test_numbers_that_machines_made_stay_whole() -> None:
    record = logging.LogRecord("x", logging.INFO, "", 1, "took 12345 ms", (), None)
    assert formatted(record)["event"] == "took 12345 ms"
