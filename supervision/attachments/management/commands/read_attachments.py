"""Read older files for the search."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from supervision.attachments.services import reading


class Command(BaseCommand):
    """Put down files that were never read, and read until none waits."""

    help = "Read attached files so that their text can be searched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many to read at most, and whether to try once more what failed."""
        parser.add_argument("--limit", type=int, help="files to read at most")
        parser.add_argument(
            "--again",
            action="store_true",
            help="try once more what failed, and what was not recognised before",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, read, and print how many files."""
        asked = reading.ask_for_older()
        if options["again"]:
            asked += reading.ask_again(actor=None)
        done = reading.read_waiting(limit=options["limit"])
        self.stdout.write(f"files asked for: {asked}, read: {done}")
