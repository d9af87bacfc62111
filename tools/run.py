"""Run the whole portal on this machine until Ctrl-C: services, web server, worker and beat."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

from tools.children import Child, end_orphans, portal_children, turn_logs, write_record
from tools.environment import EmbeddedServices, defaults, running_portal
from tools.layout import LOGS, ROOT, RUN
from tools.services import ServiceError
from tools.services.processes import is_port_free

ANSWER_WITHIN = 90.0
SERVICE_CHECK_SECONDS = 2.0


class Stop(Exception):
    """Somebody asked the portal to end."""


def say(text: str) -> None:
    """Print one line at once."""
    print(text, flush=True)


def _on_signal(number: int, _frame: FrameType | None) -> None:
    # The first request starts the orderly end; another must not break it off half-way.
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stop(signal.Signals(number).name)


def chosen_port() -> int:
    """Return PORT, refusing what is no port or is taken."""
    text = os.environ.get("PORT", "8000")
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ServiceError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    if not is_port_free(int(text)):
        raise ServiceError(
            f"Port {text} is in use by another program. "
            f"Choose another: make run PORT={int(text) + 1}"
        )
    return int(text)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Refuse a second launcher in the same checkout."""
    RUN.mkdir(parents=True, exist_ok=True)
    # Others on this machine list nothing; as root the database's account must pass through.
    RUN.chmod(0o711 if os.geteuid() == 0 else 0o700)
    other = running_portal()
    if other:
        raise ServiceError(
            f"The portal of this folder runs already: http://127.0.0.1:{other['port']} "
            f"(process {other['pid']}; `make stop` ends it)."
        )
    with (RUN / "run.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def prepare(env: dict[str, str]) -> None:
    """Bring database, texts, demo data and static files up to date."""
    done = subprocess.run([sys.executable, "-m", "tools.prepare"], env=env, cwd=ROOT, check=False)
    if done.returncode:
        raise ServiceError("The portal could not be prepared; the messages above say why.")


def answers(port: int) -> bool:
    """Tell whether the web server gives a page."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as page:
            return bool(page.status < 500)
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False


def wait_for_first_page(port: int, children: list[Child]) -> None:
    """Wait until a page comes, or stop with the log of what failed."""
    give_up = time.monotonic() + ANSWER_WITHIN
    while not answers(port):
        for child in children:
            if child.has_died():
                raise ServiceError(f"The {child.name} process ended at once. {child.last_words()}")
        if time.monotonic() > give_up:
            raise ServiceError(f"The web server gives no page. {children[0].last_words()}")
        time.sleep(0.1)


def greet(port: int, env: dict[str, str], seconds: float) -> None:
    """Print the address and the demo accounts."""
    accounts = RUN / "accounts.txt"
    if accounts.exists():
        say("\n" + accounts.read_text().rstrip())
    database = "DATABASE_URL" if os.environ.get("DATABASE_URL") else "its own PostgreSQL"
    say(f"\nThe portal runs after {seconds:.1f} s ({env['PORTAL_ENV']}, {database}). Logs: {LOGS}")
    say(f"\n    http://127.0.0.1:{port}\n")
    say("Ctrl-C stops everything; the data stays. `make reset` deletes it.")


def watch(port: int, children: list[Child], services: EmbeddedServices) -> None:
    """Restart what dies, until it dies too often."""
    next_check = 0.0
    while True:
        for child in children:
            if child.has_died():
                say(f"The {child.name} process ended; starting it again.")
                if not child.revive():
                    raise ServiceError(
                        f"The {child.name} process keeps ending. {child.last_words()}"
                    )
                write_record(port, children)
        if time.monotonic() >= next_check:
            if not services.are_running():
                say("The database or the broker ended; starting it again.")
                services.start()
            next_check = time.monotonic() + SERVICE_CHECK_SECONDS
        time.sleep(0.25)


def run_portal(started_at: float) -> None:
    """Start everything, wait, and stop everything whatever happens."""
    end_orphans()
    port = chosen_port()
    turn_logs()
    services = EmbeddedServices()
    children: list[Child] = []
    try:
        for name in services.postgres.other_versions() if services.postgres else []:
            say(f"{name} is of another PostgreSQL version and unused; see docs/operations.md.")
        env = defaults() | services.start()
        prepare(env)
        children = portal_children(port, env)
        for child in children:
            child.start()
        write_record(port, children)
        wait_for_first_page(port, children)
        greet(port, env, time.monotonic() - started_at)
        watch(port, children, services)
    finally:
        say("\nStopping ...")
        for child in children:
            child.ask_to_end()
        for child in children:
            child.stop()
        services.stop()
        say("Stopped.")


def main() -> int:
    """Run the portal; 0 after a requested end, 1 after a failure, 2 when it may not start."""
    started_at = time.monotonic()
    if os.environ.get("PORTAL_ENV") == "production":
        say(
            "`make run` is the demonstration and does not start with PORTAL_ENV=production.\n"
            "docs/operations.md tells how to run the portal in production."
        )
        return 2
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, _on_signal)
    try:
        with only_one():
            run_portal(started_at)
    except Stop:
        return 0
    except ServiceError as error:
        say(f"\n{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
