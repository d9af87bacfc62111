"""A private Valkey server on a unix socket; what is queued survives a kill."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import time
from pathlib import Path

from tools.services.binaries import broker_program
from tools.services.processes import (
    ServiceError,
    command_of,
    end,
    is_alive,
    locked,
    socket_folder,
    tail,
)


class Broker:
    """One data folder and the server on it. Several processes may call it at the same time."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        """Choose the folders; nothing is started or written yet."""
        self.home = home
        self.data = home / "broker"
        self.log = home / "broker.log"
        self.durable = durable

    @property
    def socket(self) -> Path:
        """Return the socket's path."""
        return socket_folder("portal-mq", self.data) / "broker.sock"

    @property
    def url(self) -> str:
        """Return the address for REDIS_URL."""
        return f"redis+socket://{self.socket}"

    def is_running(self) -> bool:
        """Tell whether the server answers; one that still loads its file does not yet."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            line.connect(str(self.socket))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        return False

    def pid(self) -> int:
        """Return the server's process, 0 when there is none."""
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.home / "broker.pid").read_text())
            if is_alive(pid) and str(self.socket) in command_of(pid):
                return pid
        return 0

    def start(self) -> str:
        """Start the server and wait until it answers; say what was done."""
        with locked(self.home / "broker.lock"):
            if self.is_running():
                return "already running"
            if self.pid():
                end(self.pid(), patience=5)
            self.data.mkdir(parents=True, exist_ok=True)
            self.socket.unlink(missing_ok=True)
            process = self._launch()
            give_up = time.monotonic() + 60
            while not self.is_running():
                if process.poll() is not None or time.monotonic() > give_up:
                    raise ServiceError(f"The broker did not start. {self.log}:\n{tail(self.log)}")
                time.sleep(0.02)
            return "started"

    def _launch(self) -> subprocess.Popen[bytes]:
        words = [str(broker_program()), "--port", "0", "--daemonize", "no"]
        words += ["--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        words += ["--dir", str(self.data), "--save", ""]
        words += ["--appendonly", "yes" if self.durable else "no"]
        words += ["--maxmemory-policy", "noeviction"]
        with self.log.open("w") as log:
            # Its own session: the server outlives this process and does not get our Ctrl-C.
            process = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        (self.home / "broker.pid").write_text(f"{process.pid}\n")
        return process

    def stop(self) -> None:
        """Stop the server; it writes its file first."""
        with locked(self.home / "broker.lock"):
            pid = self.pid()
            if pid:
                end(pid)

    def destroy(self) -> None:
        """Stop the server and delete everything it ever wrote."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.rmtree(self.socket.parent, ignore_errors=True)
        for name in ("broker.log", "broker.pid"):
            (self.home / name).unlink(missing_ok=True)
