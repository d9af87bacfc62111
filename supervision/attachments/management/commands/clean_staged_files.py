"""Remove uploads that no record took up."""

import datetime as dt
import re
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from supervision.attachments.services import clean_staged_files

_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def age(text: str) -> dt.timedelta:
    """Read an age such as 7d, 12h or 30m."""
    match = re.fullmatch(r"(\d+)([dhm])", text)
    if match is None:
        raise ArgumentTypeError("write an age such as 7d, 12h or 30m")
    return dt.timedelta(**{_UNITS[match[2]]: int(match[1])})


class Command(BaseCommand):
    """Delete staged uploads and files without a row once they are old enough."""

    help = "Delete uploads that no record took up, and files that no row knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the age from which an upload counts as left over."""
        parser.add_argument("--older-than", type=age, default=dt.timedelta(days=7))

    def handle(self, *args: Any, **options: Any) -> None:
        """Clean and print what was removed."""
        cleaned = clean_staged_files(older_than=options["older_than"])
        self.stdout.write(f"uploads removed: {cleaned.uploads}, orphans: {cleaned.orphans}")
