"""Text messages: what they say, how they go, and what happens when they do not."""

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from supervision import clock
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.notifications import gateways
from supervision.notifications.deadline_kinds import DUE_SOON, OVERDUE
from supervision.notifications.enums import SmsState
from supervision.notifications.models import SmsMessage
from supervision.notifications.services import deliver_sms, notify
from supervision.notifications.services.sms import MAX_ATTEMPTS, Delivery
from tests.notifications.scene import Cast

HOUR = dt.timedelta(hours=1)


class LocalGateway(HTTPServer):
    """A gateway on this machine that keeps what it got and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 200
        self.got: list[dict[str, Any]] = []


class _Handler(BaseHTTPRequestHandler):
    server: LocalGateway

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append(json.loads(body))
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps({"ref": f"R{len(self.server.got)}"}).encode())

    def log_message(self, *args: Any) -> None:
        """Stay silent."""


@pytest.fixture
def server(settings: Any) -> Iterator[LocalGateway]:
    """Return a running gateway that the settings name."""
    running = LocalGateway()
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.SMS_GATEWAY = "http"
    settings.SMS_URL = f"http://127.0.0.1:{running.server_port}/send"
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def reachable(people: Cast) -> User:
    """Return the clerk with a phone."""
    people.clerk.phone = "13812345678"
    people.clerk.save()
    return people.clerk


def tell(user: User, title: str = "谈话提醒") -> SmsMessage:
    """Tell the account something that is texted too."""
    notify(kind=OVERDUE, recipients=[user.pk], title=title)
    return SmsMessage.objects.latest("id")


def test_the_text_names_the_kind_and_never_the_matter(reachable: User) -> None:
    message = tell(reachable, "关于张三问题线索的核查")
    assert "张三" not in message.text
    assert "线索" not in message.text
    assert message.phone == "13812345678"


def test_a_stranger_and_people_without_a_phone_get_no_text(people: Cast, reachable: User) -> None:
    notify(kind=OVERDUE, recipients=[people.deputy.pk], title="x")
    notify(kind=DUE_SOON, recipients=[reachable.pk], title="not texted")
    assert not SmsMessage.objects.exists()


def test_a_repeated_notice_is_texted_once(reachable: User) -> None:
    for _n in range(2):
        notify(kind=OVERDUE, recipients=[reachable.pk], title="x", dedupe_key="k")
    assert SmsMessage.objects.count() == 1


def test_http_posts_json_and_keeps_the_number(reachable: User, server: LocalGateway) -> None:
    message = tell(reachable)
    assert deliver_sms() == Delivery(sent=1)
    message.refresh_from_db()
    assert (message.state, message.gateway_ref, message.attempts) == (SmsState.SENT, "R1", 1)
    assert server.got == [{"id": str(message.pk), "phone": "13812345678", "text": message.text}]
    assert deliver_sms() == Delivery()
    assert AuditEvent.objects.filter(verb="notifications.texted").count() == 1


@pytest.mark.parametrize("status", [500, 403, 302])
def test_a_refused_message_waits_longer_each_time_and_then_is_dead(
    reachable: User, server: LocalGateway, status: int
) -> None:
    server.status = status
    message = tell(reachable)
    waits = []
    for _n in range(MAX_ATTEMPTS):
        clock.set_shift(message.next_attempt_at - clock.real_now() + dt.timedelta(seconds=1))
        before = clock.now()
        deliver_sms()
        message.refresh_from_db()
        waits.append(round((message.next_attempt_at - before) / dt.timedelta(minutes=1)))
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256]
    assert message.state == SmsState.DEAD
    assert str(status) in message.last_error
    clock.set_shift(clock.shift() + 1000 * HOUR)
    assert deliver_sms() == Delivery()
    assert len(server.got) == MAX_ATTEMPTS


def test_a_message_goes_once_the_gateway_is_back(reachable: User, server: LocalGateway) -> None:
    server.status = 503
    message = tell(reachable)
    assert deliver_sms() == Delivery(failed=1)
    assert deliver_sms() == Delivery()
    server.status = 200
    clock.set_shift(HOUR)
    assert deliver_sms() == Delivery(sent=1)
    message.refresh_from_db()
    assert message.state == SmsState.SENT
    assert message.last_error == ""


def test_a_dead_gateway_stops_the_run_early(reachable: User, settings: Any) -> None:
    settings.SMS_GATEWAY, settings.SMS_URL = "http", "http://127.0.0.1:9/"
    for number in range(6):
        tell(reachable, f"x{number}")
    assert deliver_sms() == Delivery(failed=3)
    assert SmsMessage.objects.filter(attempts=0).count() == 3


def test_file_and_console_take_messages(
    reachable: User, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_GATEWAY, settings.SMS_FILE = "file", str(tmp_path / "out" / "sms.log")
    tell(reachable)
    assert deliver_sms().sent == 1
    line = json.loads((tmp_path / "out" / "sms.log").read_text(encoding="utf-8"))
    assert line["phone"] == "13812345678"

    settings.SMS_GATEWAY = "console"
    tell(reachable)
    with caplog.at_level("INFO", logger="supervision.notifications.gateways"):
        assert deliver_sms().sent == 1
    assert "138****78" in caplog.text
    assert "13812345678" not in caplog.text


def test_an_unknown_gateway_is_named(settings: Any) -> None:
    settings.SMS_GATEWAY = "pigeon"
    with pytest.raises(ImproperlyConfigured, match="console, file, http"):
        gateways.chosen()
    settings.SMS_GATEWAY, settings.SMS_URL = "http", "file:///etc/passwd"
    with pytest.raises(ImproperlyConfigured):
        gateways.chosen()
