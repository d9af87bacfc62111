"""Bring a backup back into an empty portal."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.project.backup import manifest, programs, restoring
from tools.services import ServiceError


class Command(BaseCommand):
    """Check a backup file by file, then bring it back; stop web, worker and beat first."""

    help = (
        "Check the backup in DIR file by file and bring it back. Refuses a database or folder "
        "that is not empty unless --replace is given. Stop web, worker and beat first."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the folder of the backup and --replace."""
        parser.add_argument("directory", type=Path, metavar="DIR")
        parser.add_argument("--replace", action="store_true", help="lose what is here now")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        """Restore, or name everything that stands against it."""
        try:
            done = restoring.restore(directory, replace=options["replace"])
        except manifest.BrokenBackupError as error:
            places = "\n  ".join(error.faults)
            raise CommandError(f"The backup is not whole:\n  {places}") from error
        except (restoring.RefusedError, programs.ProgramError, ServiceError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.rows:,} rows and {done.files:,} files are back and equal to the backup."
        )
        call_command("verify_audit")
        self.stdout.write("Everybody must sign in again. Now run: manage.py migrate")
        if not done.grants_to:
            self.stdout.write("One database role only: see docs/operations.md, Two roles.")
