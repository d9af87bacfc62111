"""Stop the running portal of this checkout, and delete its data when asked to."""

from __future__ import annotations

import os
import signal
import sys
import time

from tools.children import end_orphans
from tools.environment import EmbeddedServices, running_portal
from tools.layout import RUN
from tools.services import ServiceError
from tools.services.temporary import remove, sweep

STOP_WITHIN = 60.0


def stop() -> None:
    """End the launcher, what it may have left behind, and the embedded services."""
    portal = running_portal()
    if portal:
        os.kill(portal["pid"], signal.SIGTERM)
        give_up = time.monotonic() + STOP_WITHIN
        while running_portal():
            if time.monotonic() > give_up:
                raise ServiceError(f"Process {portal['pid']} does not end.")
            time.sleep(0.1)
    end_orphans()
    if RUN.exists():
        EmbeddedServices().stop()


def reset() -> None:
    """Stop the portal and delete database, queue, uploaded files and logs."""
    stop()
    if RUN.exists():
        sweep(RUN / "temporary")
        remove(RUN)


def main(arguments: list[str]) -> int:
    """Run `stop` or `reset`."""
    try:
        {"stop": stop, "reset": reset}[arguments[0]]()
    except ServiceError as error:
        print(error)
        return 1
    print({"stop": "Stopped.", "reset": "Stopped; all data deleted."}[arguments[0]])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
