"""Run one job as a worker does: python -m tests.exchange.workers.run apply <job>."""

import sys
from uuid import UUID

import django

django.setup()

from supervision.exchange import services  # noqa: E402  after the settings
from tests.exchange.workers import slow  # noqa: E402

if __name__ == "__main__":
    slow.offer()
    act, job = sys.argv[1:]
    if act == "export":
        services.run_export(int(job))
    else:
        getattr(services, f"run_{act}")(UUID(job))
