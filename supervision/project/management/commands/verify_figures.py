"""Compute each quoted figure from the rows and compare."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.project.figures import FIGURES


class Command(BaseCommand):
    """Print every figure beside the quoted value; fail on a mismatch."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, print, compare."""
        wrong = 0
        for figure in FIGURES:
            found = figure.count()
            mark = "ok" if found == figure.quoted else "MISMATCH"
            wrong += found != figure.quoted
            self.stdout.write(
                f"{figure.row}  {figure.words:32}  computed {found:>6,}"
                f"  quoted {figure.quoted:>6,}  {mark}"
            )
        if wrong:
            raise CommandError(f"{wrong} figure(s) differ from the quoted value")
