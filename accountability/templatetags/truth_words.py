"""Words and badges about the truth of filings."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from accountability.doubt_words import measure_words, rush_words
from supervision.web.templatetags.portal import light

register = template.Library()


@register.simple_tag
def rush_badge(rush: Any) -> SafeString:
    """Write how prompt a unit's entries are, as a light."""
    return light(str(rush.light), rush_words(rush.light))


@register.filter
def doubt_measure(doubt: Any) -> str:
    """Write the measure of a doubt."""
    return measure_words(doubt)
