"""Seal what waits, then write the record to a file that tools/verify_audit.py checks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.audit.services import seal
from supervision.audit.services.exporting import export_lines


class Command(BaseCommand):
    """Write the audit record for a check outside."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Write line by line; memory holds one batch."""
        seal(everything=True)
        count = 0
        try:
            with open(file, "wb") as stream:
                for line in export_lines():
                    stream.write(line)
                    count += 1
        except OSError as error:
            raise CommandError(f"cannot write {file}: {error.strerror}") from error
        self.stdout.write(f"audit record: {count} lines written to {file}")
