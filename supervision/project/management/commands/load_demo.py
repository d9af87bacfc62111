"""Load the invented district with a year of duties; does nothing where it is loaded."""

import gettext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision.project.demo import load
from supervision.project.demo.scale import add_district


class Command(BaseCommand):
    """Load the demo data."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scale: 1 is the demo, N adds N - 1 further districts of the same size."""
        parser.add_argument("--scale", type=int, default=1)

    def handle(self, *args: Any, scale: int, **options: Any) -> None:
        """Load once, then add the further districts that are missing."""
        if scale < 1:
            raise CommandError("--scale must be 1 or more")
        if gettext.find("django", settings.LOCALE_PATHS[0], ["zh_Hans"]) is None:
            # Titles, papers and notes are written once, in the portal's own language.
            raise CommandError("Compile the catalogue first: python -m tools.catalogue compile")
        if load.is_loaded():
            self.stdout.write("demo data: there already")
        else:
            load.load(lambda words: self.stdout.write(f"demo data: {words}"))
        self._widen(scale)

    def _widen(self, wanted: int) -> None:
        for number in range(2, wanted + 1):
            if add_district(number):
                self.stdout.write(f"demo data: district {number} added")
