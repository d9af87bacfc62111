"""What the office and its visitors did in the demo's year, after the units' own acts."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.project.demo.happenings import Happening, move_to


@dataclass(frozen=True)
class Cast:
    """Who acts, on which units, and where the demo's clock stands in the end."""

    users: dict[str, User]
    units: dict[str, Unit]
    stands: dt.datetime


#: Each subject plans its own acts; they are done in the order of time.
SUBJECTS: tuple[Callable[[Cast], list[Happening]], ...] = ()


def live(cast: Cast) -> int:
    """Do everything that lies before the demo's present; return how many acts there were."""
    rows = [row for subject in SUBJECTS for row in subject(cast) if row.at <= cast.stands]
    for row in sorted(rows, key=lambda one: one.at):
        move_to(row.at)
        row.act()
    return len(rows)
