"""Broker and database go away under load: pages say so, nothing is lost, all comes back alone."""

from __future__ import annotations

import datetime as dt
import os
import re
import signal
import threading
import time
import uuid
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.translation import gettext as _

from supervision import clock
from tests.exchange.books import book
from tests.operations import fill
from tests.operations.faults import (
    Clerk,
    Sent,
    assert_nothing_lost,
    filing,
    rows,
    until_each_filed,
)
from tests.operations.stack import Stack, Visitor, wait_until

pytestmark = pytest.mark.slow
CONTENT = "会议记录\n".encode() * 1000


def chinese(text: str) -> str:
    """Return the text as the portal says it."""
    with translation.override("zh-hans"):
        return _(text)


@pytest.fixture
def no_broker(portal: Stack) -> Iterator[None]:
    """Take the broker away; it is back afterwards at the latest."""
    portal.broker.stop()
    yield
    portal.start_broker()


def file_once(portal: Stack, clerks: dict[str, list[int]]) -> tuple[Clerk, float]:
    """File one stage; return the clerk and the seconds it took."""
    username, duties = next(iter(clerks.items()))
    clerk = Clerk(Visitor(portal), duties[0])
    clerk.sign_in(username)
    content = f"{uuid.uuid4()}\n".encode() + CONTENT
    clerk.sent.append(Sent(str(uuid.uuid4()), ""))
    began = time.monotonic()
    clerk.send(clerk.sent[0], content)
    return clerk, time.monotonic() - began


def seals_since(portal: Stack, moment: dt.datetime) -> bool:
    """Tell whether the worker has done the task that beat sends every ten seconds."""
    (last,) = rows(portal, "SELECT last_success FROM project_taskpulse WHERE task='audit.seal'")
    return bool(last[0] > moment)


def upload_list(portal: Stack) -> tuple[Visitor, str, float]:
    """Upload a workbook as the office; return where the job's page is and how long it took."""
    visitor = Visitor(portal)
    assert visitor.sign_in("planted-office", fill.PASSWORD) == 302
    listed = rows(portal, "SELECT id FROM accountability_checklist LIMIT 1")[0][0]
    start = f"/exchange/import/checklist_items/?checklist={listed}"
    _status, page = visitor.get(start)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token, page[:500]
    body, boundary = _workbook(token[1])
    began = time.monotonic()
    status, page = visitor.ask(
        "POST", start, body, Content_Type=f"multipart/form-data; boundary={boundary}"
    )
    assert status == 302, page
    return visitor, visitor.location, time.monotonic() - began


def _workbook(token: str) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
    name = 'Content-Disposition: form-data; name="file"; filename="list.xlsx"'
    kind = "Content-Type: application/octet-stream"
    begin = f"{head}{token}\r\n--{boundary}\r\n{name}\r\n{kind}\r\n\r\n".encode()
    content = book([(uuid.uuid4().hex[:8], "新单位", "新", "部门", "D", 1)])
    return begin + content + f"\r\n--{boundary}--\r\n".encode(), boundary


def test_without_a_broker_pages_work_and_tasks_wait(
    portal: Stack, clerks: dict[str, list[int]], no_broker: None
) -> None:
    clerk, seconds = file_once(portal, clerks)
    assert clerk.accepted == 1 and seconds < 5
    assert clerk.visitor.get("/")[0] == clerk.visitor.get("/notices/")[0] == 200
    office, page, seconds = upload_list(portal)
    assert seconds < 5
    status, text = office.get(page)
    assert status == 200
    assert chinese("The work begins as soon as a worker is free.") in text
    waits = rows(portal, "SELECT task, attempts, request_id FROM notifications_outboxtask")
    assert [(task, attempts) for task, attempts, _id in waits] == [("exchange.check_import", 1)]
    portal.start_broker()
    job = page.rstrip("/").rpartition("/")[2]

    def checked() -> bool:
        found = rows(portal, "SELECT state FROM exchange_importjob WHERE id = %s", job)
        return found == [("refused",)]

    wait_until(checked, "the check runs once the broker is back", 90)
    assert rows(portal, "SELECT count(*) FROM notifications_outboxtask") == [(0,)]
    events = rows(
        portal,
        "SELECT verb, request_id FROM audit_auditevent WHERE object_id = %s ORDER BY id",
        job,
    )
    assert [verb for verb, _id in events] == [
        "exchange.import_submitted",
        "exchange.import_refused",
    ]
    assert {request for _verb, request in events} == {waits[0][2]}, "one cause for all of it"


def test_a_broker_that_hangs_holds_no_page_up(portal: Stack, clerks: dict[str, list[int]]) -> None:
    hung = portal.broker.pid()
    os.kill(hung, signal.SIGSTOP)
    try:
        clerk, seconds = file_once(portal, clerks)
        assert clerk.accepted == 1 and seconds < 5
        _office, _page, seconds = upload_list(portal)
        assert seconds < 15
    finally:
        os.kill(hung, signal.SIGCONT)
    began = clock.real_now()

    wait_until(lambda: seals_since(portal, began), "the worker goes on", 60)


def test_a_worker_that_takes_no_more_tasks_ends_and_another_goes_on(portal: Stack) -> None:
    portal.stop("worker")
    began = clock.real_now()
    portal.start("worker", WORKER_PATIENCE="10")
    started = portal.processes["worker"].pid
    wait_until(lambda: seals_since(portal, began), "the worker works")
    words = ["python", "-m", "celery", "-A", "supervision.project.celery:app", "control"]
    # What befell workers in the wild: the process lives, its heart beats, nothing is taken.
    told = portal.run([*words, "--timeout", "30", "cancel_consumer", "celery"], service="worker")
    assert told.returncode == 0, told.stderr
    wait_until(lambda: portal.processes["worker"].pid != started, "the worker gives up", 90)
    assert "takes none" in portal.log("worker")
    began = clock.real_now()

    wait_until(lambda: seals_since(portal, began), "its successor does the work", 60)


def test_a_restart_of_the_database_under_load(portal: Stack, clerks: dict[str, list[int]]) -> None:
    web = portal.processes["web"].pid
    seen: list[tuple[int, str, str]] = []
    with filing(portal, clerks) as found:
        until_each_filed(found, 1)
        portal.postgres.stop()
        reader = Visitor(portal)
        for path in ("/account/login/?next=/notices/", f"/accountability/duties/{found[0].duty}/"):
            reader.cookies = dict(found[0].visitor.cookies)
            status, page = reader.get(path)
            seen.append((status, page, reader.retry_after))
        portal.postgres.start()
        back = clock.real_now()
        until_each_filed(found, 2)
    statuses = {status for clerk in found for status in clerk.statuses}
    assert 503 in statuses and statuses <= {302, 503}, statuses
    assert any(status == 503 for status, _page, _after in seen)
    for status, page, after in seen:
        if status == 503:
            assert chinese("The portal is busy for a moment") in page
            assert "Traceback" not in page and "psycopg" not in page
            assert after == "10"
    assert portal.processes["web"].pid == web and portal.processes["web"].poll() is None
    assert_nothing_lost(portal, found)
    wait_until(lambda: seals_since(portal, back), "worker and beat go on as well", 60)


def test_half_a_filing_is_taken_back_when_the_connection_is_cut(
    portal: Stack, clerks: dict[str, list[int]]
) -> None:
    over = threading.Event()

    def cut() -> None:
        while not over.wait(0.15):
            rows(
                portal,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE usename = 'portal_runtime' AND xact_start IS NOT NULL",
            )

    with filing(portal, clerks) as found:
        thread = threading.Thread(target=cut)
        thread.start()
        time.sleep(4)
        over.set()
        thread.join()
        until_each_filed(found, 1)
    assert {status for clerk in found for status in clerk.statuses} <= {302, 503}
    assert_nothing_lost(portal, found)


def test_a_stranger_learns_nothing_from_a_fault(portal: Stack) -> None:
    portal.postgres.stop()
    try:
        status, page = Visitor(portal).get("/notices/")
    finally:
        portal.postgres.start()
    assert status in (302, 503)
    assert "portal_runtime" not in page and "OperationalError" not in page
