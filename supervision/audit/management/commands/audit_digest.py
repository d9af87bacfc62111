"""Print the line of a day: date, last batch, events, digest. Yesterday where no day is given."""

import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from supervision import clock
from supervision.audit.selectors import seals as selectors
from supervision.audit.services import make_digests, seal


class Command(BaseCommand):
    """Print a daily digest."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day."""
        parser.add_argument("date", nargs="?", type=dt.date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, date: dt.date | None, **options: Any) -> None:
        """Seal, make the digests that are due, and print one."""
        seal()
        make_digests()
        day = date or clock.today() - dt.timedelta(days=1)
        found = selectors.digest_of(day)
        if found is None:
            raise CommandError(f"there is no digest of {day}: it is not over, or before the seals")
        self.stdout.write(f"{found.line}  {found.seal.short_digest}")
