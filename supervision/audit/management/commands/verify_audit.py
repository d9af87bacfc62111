"""Check the record in the database: the same check that tools/verify_audit.py makes of a file."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.audit.services.exporting import export_lines
from tools.verify_audit import Checker, Unavailable, parse_printed, report


class Command(BaseCommand):
    """Check the audit record."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take printed digests."""
        parser.add_argument("--digest", action="append", default=[], metavar="LINE")

    def handle(self, *args: Any, digest: list[str], **options: Any) -> None:
        """Compute the chain again and leave with code 1 where something was changed."""
        try:
            result = Checker([parse_printed(text) for text in digest]).check(export_lines())
        except (ValueError, Unavailable) as error:
            raise CommandError(f"cannot check: {error}", returncode=2) from error
        if report(result):
            sys.exit(1)
