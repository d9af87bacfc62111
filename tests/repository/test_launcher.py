"""The launcher restarts what dies, gives up in time, and ends what a killed launcher left."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import children, environment, run
from tools.children import RESTARTS, Child
from tools.services import ServiceError
from tools.services.processes import is_alive


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "LOGS", tmp_path)
    monkeypatch.setattr(children, "RECORD", tmp_path / "run.json")
    monkeypatch.setattr(run, "RUN", tmp_path)


def child(code: str) -> Child:
    result = Child("trial", ["this"], dict(os.environ))
    result.words = [sys.executable, "-c", code]
    return result


def wait_until(true: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 10
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def test_a_child_that_keeps_ending_is_given_up_with_its_last_words() -> None:
    trial = child("print('cannot work', flush=True); raise SystemExit(3)")
    trial.start()
    for _ in range(RESTARTS):
        wait_until(trial.has_died)
        assert trial.revive()
    wait_until(trial.has_died)
    assert not trial.revive()
    assert "cannot work" in trial.last_words()


def test_stopping_a_child_takes_its_own_children_along(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    sleeper = "import time; time.sleep(60)"
    trial = child(
        "import subprocess, sys, pathlib, time\n"
        f"p = subprocess.Popen([sys.executable, '-c', {sleeper!r}])\n"
        f"pathlib.Path({str(note)!r}).write_text(str(p.pid))\n"
        "time.sleep(60)"
    )
    trial.start()
    wait_until(lambda: note.exists() and note.read_text() != "")
    trial.stop()
    assert trial.process is not None
    assert not is_alive(trial.process.pid)
    wait_until(lambda: not is_alive(int(note.read_text())))


def test_only_our_own_orphans_are_ended(tmp_path: Path) -> None:
    sleeper = "import time; time.sleep(60)"
    ours = subprocess.Popen([sys.executable, "-c", sleeper, children.MARK], start_new_session=True)
    other = subprocess.Popen([sys.executable, "-c", sleeper], start_new_session=True)
    record = tmp_path / "left.json"
    record.write_text(json.dumps({"children": {"web": ours.pid, "worker": other.pid}}))
    try:
        children.end_orphans(record)
        assert not is_alive(ours.pid)
        assert is_alive(other.pid)
        assert not record.exists()
    finally:
        for process in (ours, other):
            process.kill()
            process.wait()


def test_a_taken_port_is_named_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(ServiceError, match=f"make run PORT={port + 1}"):
            run.chosen_port()


@pytest.mark.parametrize("text", ["", "web", "0", "65536", "-1", "80 00"])
def test_what_is_no_port_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", text)
    with pytest.raises(ServiceError, match="PORT must be"):
        run.chosen_port()


def test_a_running_launcher_is_found_by_its_lock_not_by_its_note(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(json.dumps({"pid": 1, "port": 8000}))
    assert environment.running_portal(tmp_path) is None
    with (tmp_path / "run.lock").open("a") as lock:
        assert environment.running_portal(tmp_path) is None
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = environment.running_portal(tmp_path)
        assert found == {"pid": 1, "port": 8000}
    assert environment.running_portal(tmp_path) is None


def test_the_first_signal_asks_for_the_end_and_later_ones_are_ignored() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        with pytest.raises(run.Stop):
            run._on_signal(signal.SIGTERM, None)
        assert all(signal.getsignal(number) is signal.SIG_IGN for number in numbers)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
