"""Who acts in the demo's year, on which units, and when it ends."""

import datetime as dt
from dataclasses import dataclass

from supervision.accounts.models import User
from supervision.organizations.models import Unit


@dataclass(frozen=True)
class Cast:
    """Who acts, on which units, and where the demo's clock stands in the end."""

    users: dict[str, User]
    units: dict[str, Unit]
    stands: dt.datetime
