"""Find Chinese names by what is typed on a Latin keyboard: full pinyin or first letters."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from pypinyin import Style, pinyin


@functools.lru_cache(maxsize=20_000)
def syllables(name: str) -> tuple[tuple[str, ...], ...]:
    """Return for each character of the name the ways it is read, without tones."""
    return tuple(
        tuple(dict.fromkeys(reading.lower() for reading in readings))
        for readings in pinyin(name, style=Style.NORMAL, heteronym=True)
    )


def is_spelling(text: str) -> bool:
    """Tell whether the text can be pinyin: letters alone."""
    return text.isascii() and text.replace(" ", "").isalpha()


def sounds_like(name: str, text: str) -> bool:
    """Tell whether a reading of the name, or its first letters, holds the text."""
    wanted = text.replace(" ", "").lower()
    ways = syllables(name)
    letters = tuple(tuple({reading[0] for reading in readings}) for readings in ways)
    return _holds(ways, wanted) or _holds(letters, wanted)


def _holds(ways: Sequence[Sequence[str]], wanted: str) -> bool:
    """Follow the text through the syllables, beginning anywhere, in all readings at once."""
    begun: set[str] = set()
    for readings in ways:
        tails = {reading[place:] for reading in readings for place in range(len(reading))}
        tried = [(tail, wanted) for tail in tails]
        tried += [(reading, left) for reading in readings for left in begun]
        if any(said.startswith(left) for said, left in tried):
            return True
        begun = {left[len(said) :] for said, left in tried if left.startswith(said)}
    return False


def sounding(rows: QuerySet[Any], text: str, field: str) -> Q:
    """Return the condition that keeps the rows whose field sounds like the text.

    For registers of some thousand names; their syllables are remembered by the process.
    """
    if not is_spelling(text):
        return Q(pk__in=[])
    names = rows.order_by().values_list("pk", field)
    return Q(pk__in=[pk for pk, name in names if sounds_like(name, text)])
