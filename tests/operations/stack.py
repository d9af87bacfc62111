"""The services of docker-compose.yml without containers: same commands, variables, roles, secrets.

The processes run under an unprivileged account on a copy of the code that they cannot write to.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from supervision.crypto import keyring
from tests.operations import compose
from tools.layout import ROOT
from tools.services import Broker, Postgres
from tools.services.binaries import client_program
from tools.services.processes import end, free_port

NOBODY = 65534
HOST = "portal.example.org"
_PARTS = ("supervision", "accountability", "cases", "tools", "templates", "static", "locale")
_FILES = ("manage.py", "gunicorn.conf.py")


def as_nobody(words: list[str]) -> list[str]:
    """Return the words run by an account that owns nothing; the present one unless it is root.

    The interpreter may lie where that account cannot look: it may read everything, not write.
    """
    if os.geteuid() != 0:
        return words
    right = "dac_read_search"
    limits = [f"--inh-caps=-all,+{right}", f"--ambient-caps=+{right}", "--no-new-privs"]
    who = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    return ["setpriv", *who, *limits, f"--bounding-set=-all,+{right}", *words]


class Stack:
    """One portal on servers and folders of its own."""

    duty: int

    def __init__(self, home: Path) -> None:
        """Start the servers, make roles and secrets; the portal's processes come later."""
        self.home = home
        self.port = free_port()
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._over = threading.Event()
        self.postgres = Postgres(home / "pg", durable=False)
        self.broker = Broker(home / "mq")
        self.postgres.start()
        self.start_broker()
        self._make_secrets()
        self.make_roles(self.postgres)
        self._copy_code()

    def start_broker(self) -> None:
        """Start the broker, and let the processes' account use its socket."""
        self.broker.start()
        if os.geteuid() == 0:
            os.chown(self.broker.socket, NOBODY, NOBODY)

    def _make_secrets(self) -> None:
        for folder in ("secrets", "keys", "media", "static", "backup", "tmp"):
            (self.home / folder).mkdir()
        for name in ("secret_key", "owner_password", "runtime_password", "metrics_token"):
            (self.home / "secrets" / name).write_text(secrets.token_urlsafe(48) + "\n")
        ring = self.home / "keys" / "keyring.json"
        ring.write_text(keyring.dumps(keyring.new_ring()))
        ring.chmod(0o600)
        if os.geteuid() == 0:
            for name in ("media", "backup", "tmp", "keys", "keys/keyring.json"):
                os.chown(self.home / name, NOBODY, NOBODY)

    def make_roles(self, server: Postgres) -> None:
        """Run what the database's container runs when its data folder is made."""
        place = {"PGHOST": str(server.sockets), "PGPORT": str(server.port)}
        named = {"POSTGRES_USER": "postgres", "POSTGRES_DB": "portal"}
        path = f"{client_program('psql').parent}:{os.environ['PATH']}"
        env = {**place, **named, "SECRETS": str(self.home / "secrets"), "PATH": path}
        script = ROOT / "deploy" / "postgres" / "10-roles.sh"
        subprocess.run(["sh", str(script)], env=env, check=True, capture_output=True)

    def _copy_code(self) -> None:
        self.code = self.home / "app"
        leave = shutil.ignore_patterns("__pycache__")
        for name in _PARTS:
            shutil.copytree(ROOT / name, self.code / name, ignore=leave)
        for name in _FILES:
            shutil.copy(ROOT / name, self.code / name)
        for path in (self.code, *self.code.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
        self.run([sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"], as_root=True)

    # --- what a service gets -------------------------------------------------------------

    def environment(self, service: str = "web", **more: str) -> dict[str, str]:
        """Return the variables of a service, with this machine's places instead of the image's."""
        given = compose.services()[service]["environment"]
        env = {name: self._here(str(value)) for name, value in given.items()}
        env |= {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "DJANGO_SETTINGS_MODULE": "supervision.project.settings",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
            "STATIC_ROOT": str(self.home / "static"),
            "MEDIA_ROOT": str(self.home / "media"),
            "TMPDIR": str(self.home / "tmp"),
            "LIFE_FILE": str(self.home / "tmp" / f"{service}.alive"),
            "PORT": str(self.port),
            "WEB_WORKERS": "2",
            "REDIS_URL": self.broker.url,
        }
        return env | more

    def _here(self, value: str) -> str:
        server = f"@127.0.0.1:{self.postgres.port}/"
        value = value.replace("@postgres:5432/", server)
        for inside, here in (("/run/secrets", "secrets"), ("/run/keys", "keys")):
            value = value.replace(inside, str(self.home / here))
        return value.replace("/srv/media", str(self.home / "media"))

    def words(self, service: str) -> list[str]:
        """Return the command of a service as the compose file has it."""
        command = [str(word) for word in compose.services()[service]["command"]]
        schedule = str(self.home / "tmp" / "beat-schedule")
        return [schedule if word == "/tmp/beat-schedule" else word for word in command]

    def run(
        self,
        words: list[str],
        *,
        service: str = "manage",
        as_root: bool = False,
        cwd: Path | None = None,
        **more: str,
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end as a service would."""
        return subprocess.run(
            words if as_root else as_nobody(words),
            env=self.environment(service, **more),
            cwd=cwd or self.code,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a management command as `docker compose run manage` would."""
        return self.run(["python", "manage.py", *words], **more)

    def health(self, service: str) -> int:
        """Run the health check of a service; 0 says that it lives."""
        test = compose.services()[service]["healthcheck"]["test"]
        assert test[0] == "CMD"
        return self.run([str(word) for word in test[1:]], service=service).returncode

    # --- processes -----------------------------------------------------------------------

    def start(self, service: str, **more: str) -> None:
        """Start a service's process; its log is kept across restarts."""
        with (self.home / f"{service}.log").open("ab") as log:
            self.processes[service] = subprocess.Popen(
                as_nobody(self.words(service)),
                env=self.environment(service, **more),
                cwd=self.code,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def tend(self) -> None:
        """Start again what ended by itself, as `restart: unless-stopped` does; until the end."""
        while not self._over.wait(1):
            for service, process in list(self.processes.items()):
                if process.poll() is not None and self.processes.get(service) is process:
                    self.start(service)

    def kill(self, service: str) -> None:
        """Kill a service and its children at once, as a power cut does."""
        process = self.processes.pop(service)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()

    def stop(self, service: str) -> None:
        """Ask a service to end."""
        process = self.processes.pop(service)
        end(process.pid, patience=15)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()

    def log(self, service: str) -> str:
        """Return what a service has logged."""
        return (self.home / f"{service}.log").read_text(encoding="utf-8", errors="replace")

    def end(self) -> None:
        """Stop everything and remove it."""
        self._over.set()
        for service in list(self.processes):
            self.stop(service)
        self.broker.destroy()
        self.postgres.destroy()
        shutil.rmtree(self.home, ignore_errors=True)


class Visitor:
    """Somebody at a browser behind the proxy."""

    def __init__(self, stack: Stack, address: str = "172.30.0.9") -> None:
        """Come with nothing."""
        self.stack = stack
        self.address = address
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict[str, str] | bytes | None = None, **headers: str
    ) -> tuple[int, str]:
        """Send one request, its fields as a form or as bytes of a named type; return the answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=60)
        sent = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": self.address,
            "Referer": f"https://{HOST}/",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        body: str | bytes | None = fields if isinstance(fields, bytes) else None
        if isinstance(fields, dict):
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            text = answer.read().decode("utf-8", errors="replace")
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        self.location = answer.getheader("Location") or ""
        self.retry_after = answer.getheader("Retry-After") or ""
        return answer.status, text

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask for a page."""
        return self.ask("GET", path, **headers)

    def submit(self, path: str, **fields: str) -> tuple[int, str]:
        """Send the form of a page."""
        _, page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token, page[:500]
        return self.ask("POST", path, {"csrfmiddlewaretoken": token[1], **fields})

    def sign_in(self, username: str, password: str) -> int:
        """Sign in by the form and return the status."""
        return self.submit("/account/login/", username=username, password=password)[0]


def wait_until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something holds; fails with its name."""
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, what
        time.sleep(0.2)


@contextlib.contextmanager
def running() -> Iterator[Stack]:
    """Yield a migrated portal with its three processes."""
    # Not below pytest's own folder: nobody else may enter that.
    home = Path(tempfile.mkdtemp(prefix="portal-stack-"))
    home.chmod(0o755)
    stack = Stack(home)
    try:
        migrated = stack.run(stack.words("migrate"), service="migrate")
        assert migrated.returncode == 0, migrated.stderr[-3000:]
        for service in ("web", "worker", "beat"):
            stack.start(service)
        threading.Thread(target=stack.tend, daemon=True).start()
        wait_until(lambda: stack.health("web") == 0, "the web server answers")
        yield stack
    finally:
        stack.end()
