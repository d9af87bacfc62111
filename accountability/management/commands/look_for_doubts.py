"""Compare filings now instead of waiting for the next run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from accountability.services import detection


class Command(BaseCommand):
    """Raise doubts about what is new, or compare everything from the beginning."""

    help = "Compare filings, their documents and pictures, and raise doubts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether everything is compared anew."""
        parser.add_argument("--everything", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare and print how much was looked at."""
        if options["everything"]:
            looked = detection.look_at_everything(self.stdout.write)
        else:
            looked = detection.look()
        self.stdout.write(f"filings: {looked.filings}, doubts: {looked.doubts}")
