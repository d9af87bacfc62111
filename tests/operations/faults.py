"""Clerks who file while things break, and the question afterwards whether anything was lost."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import re
import sys
import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg2

from supervision import clock
from tests.operations import fill
from tests.operations.stack import Stack, Visitor, wait_until
from tools.layout import ROOT

#: What a browser shows as “cannot be reached”.
_NO_ANSWER = (OSError, http.client.HTTPException)


def rows(portal: Stack, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what the database holds; an UPDATE or INSERT returns nothing."""
    line = psycopg2.connect(portal.postgres.url())
    try:
        with line, line.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        line.close()


def crowd(portal: Stack, *words: str) -> Any:
    """Run an act of `tests.operations.crowd` in the portal's environment; return its answer."""
    command = [sys.executable, "-m", "tests.operations.crowd", *words]
    done = portal.run(command, service="web", cwd=ROOT)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def restart(portal: Stack, service: str) -> None:
    """Kill a service as a power cut does and start it again, as its container would."""
    portal.kill(service)
    portal.start(service)


@dataclass
class Sent:
    """One form: its token, the digest of its file, and the filing it led to."""

    token: str
    sha256: str
    filing: int = 0


@dataclass
class Clerk:
    """Somebody who files again and again, and sends a form that got no answer once more."""

    visitor: Visitor
    duty: int
    csrf: str = ""
    sent: list[Sent] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    no_answer: int = 0
    words: str = ""

    @property
    def path(self) -> str:
        """Return the address of the clerk's task."""
        return f"/accountability/duties/{self.duty}/"

    @property
    def accepted(self) -> int:
        """Return how many forms were answered with a receipt."""
        return sum(bool(each.filing) for each in self.sent)

    def sign_in(self, username: str) -> None:
        """Sign in and open the form."""
        assert self.visitor.sign_in(username, fill.PASSWORD) == 302
        _, page = self.visitor.get(self.path)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page[:500]
        self.csrf = found[1]

    def work(self, over: threading.Event) -> None:
        """File until it is over; the last form is sent until it is accepted."""
        while not over.is_set():
            content = f"{uuid.uuid4()} 会议记录\n".encode() * 20_000
            form = Sent(str(uuid.uuid4()), hashlib.sha256(content).hexdigest())
            self.sent.append(form)
            limit = 0
            while not form.filing and limit < 200:
                self.send(form, content)
                limit += 1
                if not form.filing:
                    over.wait(0.3)

    def send(self, form: Sent, content: bytes) -> None:
        """Send the form once and keep what came of it."""
        boundary = uuid.uuid4().hex
        fields = {
            "csrfmiddlewaretoken": self.csrf,
            "token": form.token,
            "event_on": clock.today().isoformat(),
            "text": fill.TEXT,
        }
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
        ]
        head = 'Content-Disposition: form-data; name="files"; filename="record.txt"'
        parts.append(f"--{boundary}\r\n{head}\r\nContent-Type: text/plain\r\n\r\n")
        body = "".join(parts).encode() + content + f"\r\n--{boundary}--\r\n".encode()
        kind = f"multipart/form-data; boundary={boundary}"
        try:
            status, page = self.visitor.ask("POST", self.path, body, Content_Type=kind)
        except _NO_ANSWER:
            self.no_answer += 1
            return
        self.statuses.append(status)
        receipt = re.fullmatch(r"/accountability/filings/(\d+)/", self.visitor.location)
        if status == 302 and receipt:
            form.filing = int(receipt[1])
        else:
            self.words = page


@contextlib.contextmanager
def filing(portal: Stack, clerks: dict[str, list[int]]) -> Iterator[list[Clerk]]:
    """Let all clerks file at once for the length of the block, then wait for their last forms."""
    found = [Clerk(Visitor(portal), duties[0]) for duties in clerks.values()]
    for clerk, username in zip(found, clerks, strict=True):
        clerk.sign_in(username)
    over = threading.Event()
    threads = [threading.Thread(target=clerk.work, args=(over,)) for clerk in found]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        over.set()
        for thread in threads:
            thread.join()


def until_each_filed(clerks: list[Clerk], more: int) -> None:
    """Wait until every clerk has so many more receipts."""
    wanted = [clerk.accepted + more for clerk in clerks]
    wait_until(
        lambda: all(clerk.accepted >= each for clerk, each in zip(clerks, wanted, strict=True)),
        "everybody files again",
    )


def assert_nothing_lost(portal: Stack, clerks: list[Clerk]) -> None:
    """Every form that was sent is filed once, with its file, its count and its event."""
    for clerk in clerks:
        _assert_filed_once(portal, clerk)
    unbound = "a.owner_type = 'accountability.filing' AND NOT EXISTS (SELECT 1 FROM"
    orphans = rows(
        portal,
        f"SELECT count(*) FROM attachments_attachment a WHERE {unbound}"
        " accountability_filing f WHERE f.id::text = a.owner_id)",
    )
    assert orphans == [(0,)]
    checked = portal.manage("verify_audit")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def _assert_filed_once(portal: Stack, clerk: Clerk) -> None:
    assert all(each.filing for each in clerk.sent), (clerk.statuses[-5:], clerk.words[:500])
    tokens = [each.token for each in clerk.sent]
    filed = rows(
        portal,
        "SELECT f.token::text, f.id, f.file_count, a.sha256, a.storage_name,"
        " (SELECT count(*) FROM audit_auditevent e WHERE e.verb = 'accountability.filed'"
        "  AND e.details->>'filing' = f.id::text)"
        " FROM accountability_filing f JOIN attachments_attachment a"
        " ON a.owner_type = 'accountability.filing' AND a.owner_id = f.id::text"
        " WHERE f.token = ANY(%s::uuid[])",
        tokens,
    )
    assert sorted(row[0] for row in filed) == sorted(tokens)
    by_token = {row[0]: row[1:] for row in filed}
    for each in clerk.sent:
        number, files, sha256, name, events = by_token[each.token]
        assert (number, files, sha256, events) == (each.filing, 1, each.sha256, 1)
        content = (portal.home / "media" / "blobs" / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == each.sha256
    counted = rows(
        portal,
        "SELECT d.filed_count, (SELECT count(*) FROM accountability_filing f"
        " WHERE f.duty_id = d.id) FROM accountability_duty d WHERE d.id = %s",
        clerk.duty,
    )
    assert counted[0][0] == counted[0][1]
