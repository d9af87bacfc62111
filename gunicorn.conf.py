"""How gunicorn serves the portal, in `make run` and in the container alike."""

import multiprocessing
import os
import socket
from pathlib import Path
from typing import Any

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "sync"
workers = int(os.environ.get("WEB_WORKERS", 2 * multiprocessing.cpu_count() + 1))
# Load the code once and fork: quicker to start, and less memory.
preload_app = True
timeout = 60
graceful_timeout = 10
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
# By default a control socket is opened in the home folder.
control_socket_disable = True
if Path("/dev/shm").is_dir():
    # A worker's sign of life must not wait for a slow disk.
    worker_tmp_dir = "/dev/shm"


def when_ready(server: Any) -> None:
    """Let the kernel hold back connections on which nothing was sent.

    Browsers open spare connections in advance; each would occupy a synchronous worker.
    """
    option = getattr(socket, "TCP_DEFER_ACCEPT", None)
    for listener in server.LISTENERS:
        if option is not None and listener.sock.family == socket.AF_INET:
            listener.sock.setsockopt(socket.IPPROTO_TCP, option, 30)
