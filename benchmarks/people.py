"""People at browsers: each asks the next page as soon as the last one is there."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any


def signed_in(user: Any) -> Any:
    """Return a test client that is signed in as the account, with its second factor."""
    from django.test import Client  # noqa: PLC0415  after Django is set up

    from supervision.accounts import proofs  # noqa: PLC0415

    client = Client()
    client.force_login(user, backend="supervision.accounts.backends.PortalBackend")
    session = client.session
    proofs.pass_factor(session)
    session.save()
    return client


def open_page(client: Any, path: str) -> float:
    """Return the seconds one page takes in this process, the shell and all."""
    started = time.perf_counter()
    response = client.get(path)
    took = time.perf_counter() - started
    if response.status_code != 200:
        raise SystemExit(f"{path} answered {response.status_code}")
    return took


@contextmanager
def gunicorn() -> Any:
    """Serve the portal with its own gunicorn.conf on a free port; yield the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "supervision.project.wsgi:application"]
        + ["--access-logfile", "/dev/null", "--log-level", "error"],
        env=os.environ | {"PORT": str(port)},
        stdout=sys.stderr,
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait(port: int) -> None:
    for _n in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the web server does not answer")


def together(port: int, clients: Sequence[Any], paths: Sequence[str], rounds: int) -> list[float]:
    """Let all of them walk through the pages at once; return the seconds of each page."""
    times: list[float] = []
    threads = [
        threading.Thread(target=_walk, args=(port, client, paths, rounds, number, times))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _walk(
    port: int, client: Any, paths: Sequence[str], rounds: int, offset: int, times: list[float]
) -> None:
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    for n in range(rounds * len(paths)):
        path = paths[(n + offset) % len(paths)]
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path, headers={"Cookie": cookie})
        response = connection.getresponse()
        response.read()
        connection.close()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        if n >= len(paths):  # the first round warms up
            times.append(time.perf_counter() - started)
