"""W4: sixteen clerks file with a 1 MB attachment for sixty seconds, audit and notices on.

In the middle one web worker is killed with -9. Afterwards every receipt that a clerk got must be
a row, every row must be there once, and every stored file must have its record. The floor is the
time of the same INSERTs alone.
"""

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, p95, ratio

WRITERS = 16
PASSWORD = "Bench#2026x"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SLOT = "会议纪要"


@dataclass
class Writer:
    """One clerk at a browser: signs in, then files one duty after the other."""

    port: int
    username: str
    duties: list[int]
    cookies: dict[str, str] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    broken: int = 0

    def ask(
        self, method: str, path: str, body: bytes = b"", kind: str = ""
    ) -> tuple[int, str, str]:
        """Send one request on a connection of its own; return status, body, location."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if kind:
            headers["Content-Type"] = kind
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        connection.close()
        return response.status, text, response.getheader("Location") or ""

    def sign_in(self) -> None:
        """Open the sign-in page and sign in."""
        _status, page, _to = self.ask("GET", "/account/login/")
        token = _TOKEN.search(page)
        fields = {
            "csrfmiddlewaretoken": token[1] if token else "",
            "username": self.username,
            "password": PASSWORD,
        }
        status, page, _to = self.ask("POST", "/account/login/", *_form(fields))
        if status != 302:
            raise SystemExit(f"{self.username} cannot sign in: {status}")

    def file_until(self, end: float) -> None:
        """File until the time is over; a broken connection is tried again with the same token."""
        for duty in self.duties:
            token = str(uuid.uuid4())
            fields = {
                "csrfmiddlewaretoken": self.cookies["csrftoken"],
                "token": token,
                "event_on": time.strftime("%Y-%m-%d", time.gmtime(time.time() - 86_400)),
                "text": f"召开专题会议研究部署，形成会议纪要，逐项明确责任人和完成时限（{duty}）。",
                "files_slot": _SLOT,
                "is_final": "on",
            }
            body, kind = _form(fields, ("files", f"纪要{duty}.txt", _megabyte(duty)))
            started = time.perf_counter()
            while True:
                if time.time() > end:
                    return
                try:
                    status, page, to = self.ask(
                        "POST", f"/accountability/duties/{duty}/", body, kind
                    )
                except (OSError, http.client.HTTPException):
                    self.broken += 1
                    continue
                break
            if status != 302:
                raise SystemExit(f"filing answered {status}: {page[:2000]}")
            self.times.append(time.perf_counter() - started)
            self.receipts.append(to)


def _megabyte(seed: int) -> bytes:
    line = f"{seed} 会议记录 {uuid.uuid4()}\n".encode()
    return (line * (1_000_000 // len(line) + 1))[:1_000_000].decode(errors="ignore").encode()


def _form(fields: dict[str, str], file: tuple[str, str, bytes] | None = None) -> tuple[bytes, str]:
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode()
        for k, v in fields.items()
    ]
    if file:
        name, filename, content = file
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; '
            f'filename="{filename}"\r\nContent-Type: text/plain\r\n\r\n'.encode()
            + content
            + b"\r\n"
        )
    parts.append(f"--{boundary}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={boundary}"


def _serve(port: int, media: str) -> subprocess.Popen[bytes]:
    workers = str(2 * (os.cpu_count() or 1) + 1)
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "supervision.project.wsgi:application", "-w", workers]
        + ["-b", f"127.0.0.1:{port}", "--log-level", "error"],
        env=os.environ | {"MEDIA_ROOT": media},
        stdout=sys.stderr,
    )


def _kill_one_worker(server: subprocess.Popen[bytes]) -> None:
    children = subprocess.run(
        ["pgrep", "-P", str(server.pid)], capture_output=True, text=True, check=True
    ).stdout.split()
    os.kill(int(children[0]), signal.SIGKILL)


def _prepare(count: int) -> list[Writer]:
    from accountability.models import Duty  # noqa: PLC0415  after Django is set up
    from benchmarks.dataset import build  # noqa: PLC0415
    from supervision.accounts.models import User  # noqa: PLC0415

    build(units=WRITERS, duties=WRITERS * count, open_duties=WRITERS * count, turning=0)
    writers = []
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    users = User.objects.filter(username__startswith="clerk").order_by("username")
    for user in users:
        user.set_password(PASSWORD)
        user.save()
        unit_id = user.postings.get().unit_id
        duties = list(Duty.objects.filter(unit_id=unit_id).values_list("pk", flat=True))
        writers.append(Writer(port=port, username=user.username, duties=duties))
    return writers


def run(seconds: int) -> list[Row]:
    """Serve, write, kill, count."""
    writers = _prepare(seconds * 12)
    with tempfile.TemporaryDirectory() as media:
        server = _serve(writers[0].port, media)
        try:
            _wait(writers[0].port)
            for writer in writers:
                writer.sign_in()
            end = time.time() + seconds
            threads = [
                threading.Thread(target=writer.file_until, args=(end,)) for writer in writers
            ]
            started = time.perf_counter()
            for thread in threads:
                thread.start()
            time.sleep(seconds / 2)
            _kill_one_worker(server)
            for thread in threads:
                thread.join()
            took = time.perf_counter() - started
        finally:
            server.terminate()
            server.wait()
    return _compare(writers, took)


def _wait(port: int) -> None:
    for _n in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the web server does not answer")


def _compare(writers: list[Writer], took: float) -> list[Row]:
    from django.db import connection  # noqa: PLC0415  after Django is set up

    from accountability.models import Filing  # noqa: PLC0415
    from supervision.attachments.models import Attachment  # noqa: PLC0415

    times = [t for writer in writers for t in writer.times]
    receipts = {path for writer in writers for path in writer.receipts}
    rows = {f"/accountability/filings/{pk}/" for pk in Filing.objects.values_list("pk", flat=True)}
    lost = len(receipts - rows)
    doubled = Filing.objects.count() - Filing.objects.values("duty_id").distinct().count()
    bare = Filing.objects.exclude(
        pk__in=[
            int(pk)
            for pk in Attachment.objects.filter(owner_type="accountability.filing").values_list(
                "owner_id", flat=True
            )
            if pk
        ]
    ).count()
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for _n in range(50):
            cursor.execute(
                "CREATE TEMP TABLE IF NOT EXISTS floor (LIKE audit_auditevent INCLUDING DEFAULTS)"
            )
            cursor.execute("INSERT INTO floor SELECT * FROM audit_auditevent LIMIT 4")
    floor = (time.perf_counter() - started) / 50
    rate, slow = len(times) / took, p95(times)
    broken = sum(writer.broken for writer in writers)
    return [
        Row(
            f"W4 {WRITERS} writers, {len(times):,} filings of 1 MB",
            f"{rate:.1f}/s, p50 {ms(p50(times))}",
            ms(floor),
            ratio(p50(times), floor),
            ">= 25/s",
            rate >= 25,
        ),
        Row("W4 p95", ms(slow), "-", "-", "<= 800 ms", slow <= 0.8),
        Row(
            f"W4 kill -9 of a worker, {broken} broken connections",
            f"{lost} lost, {doubled} doubled, {bare} without file",
            "-",
            "-",
            "0 / 0 / 0",
            not (lost or doubled or bare),
        ),
    ]


def main() -> None:
    """Run for sixty seconds, or for six."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    seconds = 6 if parser.parse_args().quick else 60
    with fresh("portal_bench_w4"):
        emit(run(seconds))


if __name__ == "__main__":
    main()
