"""Warn of deadlines now, or as of a given instant."""

import datetime as dt
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from supervision import clock
from supervision.notifications.services import sweep


def instant(text: str) -> dt.datetime:
    """Read an ISO date or time; without a zone it is the time in China."""
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write an instant such as 2026-11-22 or 2026-11-22T09:30") from None
    return value if value.tzinfo else value.replace(tzinfo=clock.CHINA)


class Command(BaseCommand):
    """Run the sweep that beat runs every minute, and print what it wrote."""

    help = "Write the deadline warnings that are due and tell whom they concern."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the instant to sweep as of."""
        parser.add_argument("--at", type=instant, help="ISO instant; the default is now")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and print the counts."""
        clock.refresh()
        result = sweep(options["at"])
        for name, count in asdict(result).items():
            self.stdout.write(f"{name}: {count}")
