"""Move the portal's clock from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from supervision import clock
from supervision.deadlines import services


class Command(BaseCommand):
    """Move the clock of a demonstration; without arguments say where it stands."""

    help = "Move the portal's clock by days or months, to a date, or back to real time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--days", type=int)
        ways.add_argument("--months", type=int)
        ways.add_argument("--to", help="2026-11-23 (09:00 that day) or 2026-11-23T17:30")
        ways.add_argument("--reset", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move and print."""
        clock.refresh()
        try:
            self._move(options)
        except PermissionDenied as error:
            raise CommandError(str(error)) from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{clock.local(clock.now()):%Y-%m-%d %H:%M}")

    def _move(self, options: dict[str, Any]) -> None:
        if options["reset"]:
            services.reset_clock(actor=None)
        elif options["to"]:
            services.shift_clock(actor=None, to=_read(options["to"]))
        elif options["days"] or options["months"]:
            services.shift_clock(
                actor=None, days=options["days"] or 0, months=options["months"] or 0
            )


def _read(text: str) -> date | datetime:
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{text!r} is not a date like 2026-11-23 or 2026-11-23T17:30") from None
