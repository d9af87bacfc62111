"""How duties and filings are written on pages."""

from datetime import datetime

from django import template

from accountability.labels import period_label
from accountability.wording import gap_words
from supervision import clock

register = template.Library()

register.filter("period_label", period_label)
register.filter("gap_words", gap_words)


@register.filter
def seconds(value: datetime) -> str:
    """Write the time of day in China to the second, as a receipt does."""
    return f"{clock.local(value):%H:%M:%S}"
