"""Phrases about filings that pages, lists and workbooks share."""

from django.utils.translation import ngettext


def gap_words(days: int) -> str:
    """Write that an entry was made long after its event."""
    return ngettext(
        "entered afterwards, %(n)d day after the event",
        "entered afterwards, %(n)d days after the event",
        days,
    ) % {"n": days}
