"""Examine every file that was attached before files were examined."""

from typing import Any

from django.core.management.base import BaseCommand

from supervision.attachments.services import examine_files


class Command(BaseCommand):
    """Read dates, authors and picture patterns of all files without facts."""

    help = "Read what files say about themselves: dates, authors, the coarse pattern of pictures."

    def handle(self, *args: Any, **options: Any) -> None:
        """Examine and print how many contents there were."""
        self.stdout.write(f"files examined: {examine_files()}")
