"""Load a year of the working-day calendar."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from supervision.deadlines import services
from supervision.deadlines.calendar_file import read_calendar
from supervision.web import formats


class Command(BaseCommand):
    """Load a year from a workbook or from the installed holiday package; move what it touches."""

    help = "Load the holidays and make-up days of YEAR, and move every open item they touch."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("year", type=int)
        ways = parser.add_mutually_exclusive_group()
        ways.add_argument("--file", type=Path, help="workbook with date, kind, name, notice")
        ways.add_argument("--from-package", action="store_true", help="the default")
        parser.add_argument("--notice", default="", help="title of the notice")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print what moved."""
        try:
            rows, notice = None, options["notice"]
            if options["file"]:
                rows = read_calendar(options["file"])
                notice = notice or next((mark.source for mark in rows.values()), "")
            moves = services.load_calendar_year(
                actor=None, year=options["year"], rows=rows, source=notice
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from None
        for move in moves:
            before, after = formats.due_day(move.before), formats.due_day(move.after)
            self.stdout.write(f"{move.object}: {before} -> {after}")
        self.stdout.write(f"{options['year']} loaded, {len(moves)} open items moved")
