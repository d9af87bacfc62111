"""Questions to the operating system about processes, folders, ports and sockets."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path


class ServiceError(Exception):
    """A service could not be found, started or stopped; the text is meant for a person."""


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; a zombie does not."""
    with contextlib.suppress(OSError, IndexError):
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        return state not in {"Z", "X"}
    try:
        os.kill(pid, 0)
    except PermissionError:
        return True
    except OSError:
        return False
    return not Path("/proc/self").exists()


def command_of(pid: int) -> str:
    """Return the command line of a process, or nothing when it is gone."""
    with contextlib.suppress(OSError):
        return (
            Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        )
    with contextlib.suppress(OSError):
        run = subprocess.run(
            ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
        return run.stdout
    return ""


def end(pid: int, *, patience: float = 15.0, group: bool = False) -> None:
    """Ask a process to end and kill it when it does not."""
    send = os.killpg if group else os.kill
    for sign, wait in ((signal.SIGTERM, patience), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            send(pid, sign)
        give_up = time.monotonic() + wait
        while time.monotonic() < give_up:
            with contextlib.suppress(OSError):
                os.waitpid(pid, os.WNOHANG)
            if not is_alive(pid):
                return
            time.sleep(0.05)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file lock, waiting for whoever holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_port_free(port: int) -> bool:
    """Tell whether a server could listen on the local port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a local port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def socket_folder(name: str, key: Path, *, owner: tuple[int, int] | None = None) -> Path:
    """Make and return a private folder whose path is short: a socket's may have 107 bytes."""
    digest = hashlib.sha256(str(key).encode()).hexdigest()[:10]
    folder = Path("/tmp") / f"{name}-{digest}"
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    uid = owner[0] if owner else os.geteuid()
    if folder.is_symlink() or state.st_uid not in {os.geteuid(), uid}:
        raise ServiceError(f"{folder} belongs to somebody else; remove it and start again.")
    if owner:
        os.chown(folder, *owner)
    folder.chmod(0o700)
    return folder


def tail(path: Path, lines: int = 12) -> str:
    """Return the last lines of a log, or nothing."""
    if not path.exists():
        return ""
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])
