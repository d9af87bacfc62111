"""How gunicorn serves the portal, in `make run` and in the container alike."""

import gc
import itertools
import multiprocessing
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import Any

# Prometheus' library decides where to count when it is first imported.
metrics_folder = Path(tempfile.gettempdir()) / f"portal-metrics-{os.getpid()}"
metrics_folder.mkdir(mode=0o700, exist_ok=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics_folder)

from prometheus_client import values  # noqa: E402

from supervision.project import logs  # noqa: E402

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "sync"
workers = int(os.environ.get("WEB_WORKERS", 2 * multiprocessing.cpu_count() + 1))
# Load the code once and fork: quicker to start, and less memory.
preload_app = True
timeout = 60
graceful_timeout = 10
max_requests = 2000
max_requests_jitter = 200
# The portal writes a line per request itself; gunicorn's would hold what people search for.
accesslog = None
logconfig_dict = logs.configuration(
    plain=os.environ.get("PORTAL_ENV", "production") != "production"
)
logconfig_dict["loggers"]["gunicorn.error"] = {"level": "INFO"}
# By default a control socket is opened in the home folder.
control_socket_disable = True
if Path("/dev/shm").is_dir():
    # A worker's sign of life must not wait for a slow disk.
    worker_tmp_dir = "/dev/shm"

#: Which of the workers' seats this process holds. Counts are kept by seat, not by process: a
#: worker that takes over a seat counts on, and the number of files stays that of the seats.
_seat = {"name": "master"}
values.ValueClass = values.MultiProcessValue(lambda: _seat["name"])


def pre_fork(server: Any, worker: Any) -> None:
    """Give the new worker the first free seat."""
    taken = {getattr(other, "seat", None) for other in server.WORKERS.values()}
    worker.seat = next(seat for seat in itertools.count() if seat not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Sit down."""
    _seat["name"] = str(worker.seat)


def on_exit(server: Any) -> None:
    """Leave no counts behind."""
    shutil.rmtree(metrics_folder, ignore_errors=True)


def when_ready(server: Any) -> None:
    """Let the kernel hold back connections on which nothing was sent, and set the code aside.

    Browsers open spare connections in advance; each would occupy a synchronous worker. What is
    loaded by now lives as long as the server: no worker need search it for garbage.
    """
    gc.freeze()
    option = getattr(socket, "TCP_DEFER_ACCEPT", None)
    for listener in server.LISTENERS:
        if option is not None and listener.sock.family == socket.AF_INET:
            listener.sock.setsockopt(socket.IPPROTO_TCP, option, 30)
