"""Text that stands anywhere in a field, found by a trigram index where one can help."""

from __future__ import annotations

import re

from django.db.models import F, Q, Value
from django.db.models.functions import StrIndex, Upper
from django.db.models.lookups import GreaterThan

_WORDS = re.compile(r"\w+")
_TRIGRAM = 3


def holding(text: str, *fields: str) -> Q:
    """Return the condition that one of the fields holds the text, whatever its case.

    An index on `Upper(field)` with trigrams serves text that has a word of three characters.
    Most Chinese words have two: for these the same index would be read from end to end, so they
    are written so that no index is taken for it, and the rows of the scope are looked through.
    """
    served = has_trigram(text)
    condition = Q()
    for name in fields:
        condition |= Q(**{f"{name}__icontains": text}) if served else _position(name, text)
    return condition


def has_trigram(text: str) -> bool:
    """Tell whether the text has a word of three characters, so that an index can serve it."""
    return any(len(word) >= _TRIGRAM for word in _WORDS.findall(text))


def _position(name: str, text: str) -> Q:
    return Q(GreaterThan(StrIndex(Upper(F(name)), Upper(Value(text))), 0))
