"""How personal data are shown to whoever has no reason to read them in full."""

from __future__ import annotations

from supervision.people.rules.names import split

STARS = "****"
#: How much of an address stays: it ends within the names of county and township.
ADDRESS_HEAD = 6


def id_number(number: str) -> str:
    """Return 530102********1234; the same form is what a masked number is searched by."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:6]}{'*' * 8}{number[-4:]}"


def phone(number: str) -> str:
    """Return 139****8888; a shorter number keeps its last two digits."""
    if len(number) >= 11:
        return f"{number[:-8]}{STARS}{number[-4:]}"
    return "*" * max(len(number) - 2, 0) + number[-2:] if len(number) > 4 else "*" * len(number)


def residence(text: str) -> str:
    """Return the beginning of an address."""
    if not text:
        return ""
    return f"{text[:ADDRESS_HEAD]}{STARS}" if len(text) > ADDRESS_HEAD else STARS


def name(text: str) -> str:
    """Return the surname and a star for each further character."""
    surname, given = split(text)
    return surname + "*" * len(given)
