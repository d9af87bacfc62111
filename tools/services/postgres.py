"""A private PostgreSQL server that survives being killed, moved between starts, and run as root."""

from __future__ import annotations

import contextlib
import os
import secrets
import shlex
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg2

from tools.services import roles
from tools.services.account import reachable, reachable_programs, unprivileged
from tools.services.binaries import postgres_major, postgres_programs
from tools.services.processes import (
    ServiceError,
    end,
    free_port,
    is_alive,
    is_port_free,
    locked,
    socket_folder,
    tail,
)

# Under LC_CTYPE=C a trigram search finds nothing in Chinese, silently.
LOCALE = "C.UTF-8"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "jit": "off",
    "log_min_messages": "warning",
    # A failed statement holds what people typed: name the fault, not the values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ATTEMPTS = 20


class Postgres:
    """One data folder and the server on it. Several processes may call it at the same time."""

    def __init__(
        self, home: Path, *, durable: bool = True, settings: dict[str, str] | None = None
    ) -> None:
        """Choose the folders; nothing is started or written yet."""
        self.account = unprivileged()
        self.requested_home = home
        home.mkdir(parents=True, exist_ok=True)
        self.home = reachable(home) if self.account else home
        self.packaged_programs = postgres_programs()
        self.programs = self.packaged_programs
        self.major = postgres_major(self.programs)
        self.data = self.home / f"postgres-{self.major}"
        self.log = self.home / f"postgres-{self.major}.log"
        self.settings = SETTINGS | ({} if durable else THROW_AWAY) | (settings or {})

    # --- what is known -------------------------------------------------------------------

    @property
    def port(self) -> int:
        """Return the port of the last start, 0 before the first."""
        with contextlib.suppress(OSError, ValueError):
            return int(self._note("port").read_text())
        return 0

    @property
    def password(self) -> str:
        """Return the password made when the data folder was."""
        return self._note("password").read_text().strip()

    @property
    def sockets(self) -> Path:
        """Return the private folder of the server's socket."""
        owner = (self.account.pw_uid, self.account.pw_gid) if self.account else None
        return socket_folder("portal-pg", self.data, owner=owner)

    def url(self, database: str = "portal") -> str:
        """Return the address for DATABASE_URL."""
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def url_as(self, role: str, database: str = "portal") -> str:
        """Return the address for one of the two roles of the portal."""
        return roles.address_as(self.url(database), role, roles.password_of(role, self.password))

    def is_running(self) -> bool:
        """Tell whether the server answers: `pg_ctl status` calls a defunct one running."""
        if not self.port or not (self.data / "postmaster.pid").exists():
            return False
        program = self.packaged_programs / "pg_isready"
        question = [program, "-q", "-t", "3", "-h", self.sockets, "-p", self.port]
        # 0: accepts connections; 1: runs, but is still starting or recovering.
        return subprocess.run([str(word) for word in question], check=False).returncode in {0, 1}

    def pid(self) -> int:
        """Return the server's process, 0 when there is none."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int((self.data / "postmaster.pid").read_text().split()[0])
            return pid if is_alive(pid) else 0
        return 0

    # --- what can be done ----------------------------------------------------------------

    def start(self) -> str:
        """Start the server, making its data folder first if needed; say what was done."""
        with locked(self.requested_home / "postgres.lock"):
            if self.is_running():
                return "already running"
            self._prepare_folders()
            new = not self.data.exists()
            if new:
                self._create()
            for attempt in range(1, ATTEMPTS + 1):
                self._drop_stale_pid_file()
                if self._try_to_start():
                    break
                if attempt == ATTEMPTS:
                    raise ServiceError(f"PostgreSQL did not start. {self.log}:\n{tail(self.log)}")
                # After a kill the old children hold the shared memory for a moment.
                time.sleep(0.5)
            self._ensure_database()
            return "created and started" if new else "started"

    def make_roles(self, *, for_tests: bool = False) -> None:
        """Make the two roles and hand the database to the owner; quick when it is done already."""
        passwords = {
            role: roles.password_of(role, self.password) for role in (roles.OWNER, roles.RUNTIME)
        }
        words = roles.bootstrap("portal", passwords=passwords)
        line = psycopg2.connect(self.url())
        try:
            line.autocommit = True
            with line.cursor() as cursor:
                for statement in [*words, *(roles.for_tests() if for_tests else [])]:
                    cursor.execute(statement)
        finally:
            line.close()

    def stop(self) -> None:
        """Stop the server in good order, or at once if it does not obey."""
        with locked(self.requested_home / "postgres.lock"):
            pid = self.pid()
            if not pid:
                return
            done = self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast", "-t", 20, "-D", self.data)
            if done.returncode and is_alive(pid):
                self._run("pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", self.data)
                end(pid, patience=5)

    def destroy(self) -> None:
        """Stop the server and delete everything it ever wrote."""
        self.stop()
        shutil.rmtree(self.sockets, ignore_errors=True)
        for path in self.home.glob("postgres-*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        if self.home != self.requested_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def other_versions(self) -> list[str]:
        """Return data folders of other major versions, which this server cannot read."""
        return sorted(
            path.name
            for path in self.home.glob("postgres-*")
            if path.is_dir() and path.name.split("-")[1].isdecimal() and path != self.data
        )

    # --- how -----------------------------------------------------------------------------

    def _note(self, name: str) -> Path:
        return self.home / f"postgres-{self.major}.{name}"

    def _run(self, tool: str, *arguments: object, **options: Any) -> subprocess.CompletedProcess:
        """Run one of PostgreSQL's programs, as the unprivileged account when this is root."""
        if self.account:
            self.programs = reachable_programs(self.packaged_programs, self.home, self.account)
            options |= {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        env = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        # Its own session and no terminal: neither Ctrl-C nor this process's end reaches the server.
        return subprocess.run(
            [str(self.programs / tool), *map(str, arguments)],
            env=env | {"LC_ALL": LOCALE},
            cwd="/",
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=options.pop("stdout", subprocess.DEVNULL),
            stderr=options.pop("stderr", subprocess.DEVNULL),
            start_new_session=True,
            **options,
        )

    def _own(self, path: Path, mode: int) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)
        path.chmod(mode)

    def _prepare_folders(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        if self.account:
            # The server's account must pass through the folder, not list it.
            self.home.chmod(self.home.stat().st_mode | 0o711)
        self.log.touch()
        self._own(self.log, 0o600)

    def _create(self) -> None:
        """Make the data folder under another name first: a killed initdb leaves no half of one."""
        half = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir()
        self._own(half, 0o700)
        self._note("password").write_text(secrets.token_hex(16) + "\n")
        self._own(self._note("password"), 0o600)
        with self._note("initdb.log").open("w") as log:
            done = self._run(
                *("initdb", "-D", half, "-U", "postgres", "--encoding=UTF8", f"--locale={LOCALE}"),
                *("--auth-local=trust", "--auth-host=scram-sha-256", "--no-instructions"),
                *("--no-sync", f"--pwfile={self._note('password')}"),
                stdout=log,
                stderr=log,
            )
        if done.returncode:
            raise ServiceError(f"initdb failed:\n{tail(self._note('initdb.log'))}")
        half.rename(self.data)

    def _drop_stale_pid_file(self) -> None:
        """Remove the note of a server that is gone or a zombie, which would block the start."""
        if not self.pid():
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _try_to_start(self) -> bool:
        port = self.port if self.port and is_port_free(self.port) else free_port()
        self._note("port").write_text(f"{port}\n")
        given = {**self.settings, "unix_socket_directories": str(self.sockets), "port": str(port)}
        options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in given.items())
        done = self._run(
            *("pg_ctl", "start", "-w", "-s", "-t", 60, "-D", self.data),
            *("-l", self.log, "-o", options),
        )
        return done.returncode == 0

    def _ensure_database(self) -> None:
        """Create the database unless a former start did."""
        done = self._run(
            *("createdb", "-h", self.sockets, "-p", self.port, "-U", "postgres", "portal"),
            stderr=subprocess.PIPE,
        )
        if done.returncode and b"already exists" not in done.stderr:
            raise ServiceError(f"The database could not be made: {done.stderr.decode()}")
