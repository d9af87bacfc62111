"""Take a backup of database and files into a new folder."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.project.backup import programs, taking
from tools.services import ServiceError

_CLOSING = """
NOT in this backup: the key ring ({keyring}). Without it the sealed columns - identity numbers,
telephone numbers, accounts - can never be read again. Keep its own copy in another safe place.
The backup itself is not encrypted: names and files lie open in it. Keep it on an encrypted volume.
Write this digest down somewhere else; it proves later that nothing was exchanged:
    {seal}
"""


class Command(BaseCommand):
    """Write database, files and their digests, of one instant."""

    help = "Write database and files, with their digests, into a new folder of DIR."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder of backups."""
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        """Take it and tell what it holds and what it does not."""
        try:
            taken = taking.take(directory)
        except (taking.MissingFileError, programs.ProgramError, ServiceError, OSError) as error:
            raise CommandError(f"No backup was written: {error}") from error
        self.stdout.write(f"{taken.folder}: {taken.rows:,} rows, {taken.files:,} files")
        self.stdout.write(_CLOSING.format(keyring=settings.CRYPTO_KEYRING, seal=taken.seal))
