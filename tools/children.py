"""The portal's own processes: started, watched, restarted a few times, stopped in order."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import deque
from pathlib import Path

from tools.layout import LOGS, ROOT, RUN
from tools.services.processes import command_of, end, is_alive, tail

RECORD = RUN / "run.json"
MARK = "supervision.project"
RESTARTS, WITHIN_SECONDS = 5, 60.0


class Child:
    """One long-running process with its log."""

    def __init__(self, name: str, words: list[str], env: dict[str, str]) -> None:
        """Note what to run; nothing is started yet."""
        self.name = name
        self.words = [sys.executable, "-m", *words]
        self.env = env
        self.log = LOGS / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.crashes: deque[float] = deque(maxlen=RESTARTS)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the launcher."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                self.words,
                env=self.env,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def has_died(self) -> bool:
        """Tell whether the process ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def revive(self) -> bool:
        """Start the process again; False when it has crashed too often."""
        now = time.monotonic()
        if len(self.crashes) == RESTARTS and now - self.crashes[0] < WITHIN_SECONDS:
            return False
        self.crashes.append(now)
        self.start()
        return True

    def ask_to_end(self) -> None:
        """Send the polite signal without waiting."""
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop(self) -> None:
        """Wait for the end, and force it when it does not come; no grandchild stays behind."""
        if self.process:
            end(self.process.pid, patience=12)
            end(self.process.pid, patience=0, group=True)
            self.process.poll()

    def last_words(self) -> str:
        """Return the end of the log, for a message."""
        return f"{self.log}:\n{tail(self.log)}"


def portal_children(port: int, env: dict[str, str]) -> list[Child]:
    """Return the web server, the worker and the clock of periodic tasks."""
    app = ["celery", "-A", "supervision.project.celery:app"]
    return [
        Child(
            "web", ["gunicorn", "supervision.project.wsgi:application"], env | {"PORT": str(port)}
        ),
        Child(
            "worker",
            [*app, "worker", "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"],
            env,
        ),
        Child(
            "beat",
            [
                *(*app, "beat", "-l", "INFO", "-S", "supervision.project.beat:LivingScheduler"),
                *("-s", str(RUN / "beat-schedule"), "--pidfile="),
            ],
            env,
        ),
    ]


def turn_logs() -> None:
    """Keep the logs of the last run beside those of this one."""
    LOGS.mkdir(parents=True, exist_ok=True)
    for log in LOGS.glob("*.log"):
        log.replace(log.with_name(log.name + ".1"))


def write_record(port: int, children: list[Child]) -> None:
    """Write down what runs, for `make stop` and for a start after a crash of the launcher."""
    pids = {child.name: child.process.pid for child in children if child.process}
    half = RECORD.with_suffix(".new")
    half.write_text(json.dumps({"pid": os.getpid(), "port": port, "children": pids}))
    half.replace(RECORD)


def end_orphans(record: Path = RECORD) -> None:
    """End processes left by a launcher that was killed."""
    if not record.exists():
        return
    for pid in json.loads(record.read_text()).get("children", {}).values():
        if is_alive(pid) and MARK in command_of(pid):
            end(pid, patience=10)
            end(pid, patience=0, group=True)
    record.unlink()
