"""How personal data are shown to whoever has no reason to read them in full."""

from __future__ import annotations

from supervision.people.rules.names import split
from supervision.web.masks import STARS, phone

__all__ = ["STARS", "id_number", "name", "phone", "residence"]

#: How much of an address stays: it ends within the names of county and township.
ADDRESS_HEAD = 6


def id_number(number: str) -> str:
    """Return 530102********1234; the same form is what a masked number is searched by."""
    if len(number) < 15:
        return "*" * len(number)
    return f"{number[:6]}{'*' * 8}{number[-4:]}"


def residence(text: str) -> str:
    """Return the beginning of an address."""
    if not text:
        return ""
    return f"{text[:ADDRESS_HEAD]}{STARS}" if len(text) > ADDRESS_HEAD else STARS


def name(text: str) -> str:
    """Return the surname and a star for each further character."""
    surname, given = split(text)
    return surname + "*" * len(given)
