"""How talks and what they count for are written on pages."""

from typing import Any

from django import template

from accountability.labels import counted_words, period_words
from accountability.selectors.talks import masked

register = template.Library()

register.filter("masked", masked)
register.filter("counted_words", counted_words)
register.filter("period_words", period_words)


@register.filter
def labelled(cells: list[Any], keys: list[str]) -> list[tuple[str, Any]]:
    """Pair each cell of a row with the key of its column."""
    return list(zip(keys, cells, strict=True))
