"""Find Chinese names by what is typed on a Latin keyboard: full pinyin or first letters."""

import functools
from typing import Any

from django.db.models import Q, QuerySet
from pypinyin import Style, lazy_pinyin


@functools.lru_cache(maxsize=20_000)
def spellings(name: str) -> tuple[str, str]:
    """Return the pinyin of the name without tones, and its first letters."""
    return (
        "".join(lazy_pinyin(name)).lower(),
        "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower(),
    )


def is_spelling(text: str) -> bool:
    """Tell whether the text can be pinyin: letters alone."""
    return text.isascii() and text.replace(" ", "").isalpha()


def sounds_like(name: str, text: str) -> bool:
    """Tell whether the pinyin or the first letters of the name hold the text."""
    wanted = text.replace(" ", "").lower()
    return any(wanted in spelling for spelling in spellings(name))


def sounding(rows: QuerySet[Any], text: str, field: str) -> Q:
    """Return the condition that keeps the rows whose field sounds like the text.

    For registers of some thousand names; the spellings are remembered by the process.
    """
    if not is_spelling(text):
        return Q(pk__in=[])
    names = rows.order_by().values_list("pk", field)
    return Q(pk__in=[pk for pk, name in names if sounds_like(name, text)])
