"""Pure rules about accounts: ages, least numbers, codes by time, names of browsers."""

import base64
import datetime as dt
import secrets
from collections.abc import Iterable
from enum import Enum

from django_otp.oath import TOTP

#: How many must stay in use of each administrator; two persons are needed to give a post.
LEAST_HOLDERS = {"system_admin": 1, "security_admin": 2, "auditor": 1}
#: Seconds one code lasts, and how many steps a phone's clock may be off to either side.
STEP = 30
DRIFT = 1
#: Wrong codes in a row until a pause, and until somebody else has to reset the factor.
PAUSE_AFTER = 5
BLOCK_AFTER = 15
PAUSE = dt.timedelta(minutes=15)

_BROWSERS = (
    ("Edg", "Edge"),
    ("QIHU", "360"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


class Code(Enum):
    """What became of a code somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    USED = "used"
    PAUSED = "paused"
    BLOCKED = "blocked"


def new_secret() -> str:
    """Return 20 random bytes in the letters an authenticator app takes."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_at(instant: dt.datetime) -> int:
    """Return the number of the time step the instant lies in."""
    return int(instant.timestamp()) // STEP


def code_at(secret: str, step: int) -> str:
    """Return the six digits of a time step."""
    totp = TOTP(base64.b32decode(secret), step=STEP)
    totp.time = step * STEP
    return f"{totp.token():06d}"


def step_of(secret: str, code: str, now: dt.datetime) -> int | None:
    """Return the time step whose code was typed, the phone's clock being off a little, or None."""
    for step in range(step_at(now) - DRIFT, step_at(now) + DRIFT + 1):
        if secrets.compare_digest(code_at(secret, step).encode(), code.encode()):
            return step
    return None


def days_left(changed_on: dt.date, today: dt.date, max_age: int) -> int | None:
    """Return for how many days a password still holds; None where passwords do not age."""
    return (changed_on - today).days + max_age if max_age else None


def is_spared(held: Iterable[str], in_use: dict[str, int]) -> bool:
    """Tell whether closing the holder of these roles would leave too few administrators."""
    return any(in_use.get(role, 0) <= LEAST_HOLDERS.get(role, -1) for role in held)


def browser_of(agent: str) -> str:
    """Return browser and system in words people know, or "" when neither is known."""
    names = (
        next((name for sign, name in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(name for name in names if name)
