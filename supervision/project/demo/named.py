"""A demo account with a fixed name: others script against it."""

import datetime as dt
from dataclasses import dataclass

from supervision.accounts.enums import RoleCode

#: When everybody took up the post they hold, where nothing else is said.
SINCE = dt.date(2025, 7, 1)


@dataclass(frozen=True)
class Named:
    """One account with its leading post; `further` are units in which it holds the same post."""

    username: str
    name: str
    unit_code: str
    role: RoleCode
    title: str
    further: tuple[str, ...] = ()
    since: dt.date = SINCE
