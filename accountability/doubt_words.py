"""How the measure of a doubt is written for people: what was compared, and what came out."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.doubt_enums import DoubtKind
from supervision.web.formats import digits


def measure_words(doubt: Any) -> str:
    """Write the measure of a doubt in one line."""
    return _WORDS[DoubtKind(doubt.kind)](doubt)


def further_words(doubt: Any) -> str:
    """Write how many further earlier records are as alike, "" for none."""
    if not doubt.further:
        return ""
    if doubt.kind == DoubtKind.LATE_ENTRY:
        words = ngettext(
            "%(n)s further record was entered as late on this day",
            "%(n)s further records were entered as late on this day",
            doubt.further,
        )
        return words % {"n": digits(doubt.further)}
    words = ngettext(
        "%(n)s further earlier record is as alike",
        "%(n)s further earlier records are as alike",
        doubt.further,
    )
    return words % {"n": digits(doubt.further)}


def _alike(doubt: Any) -> str:
    return _("likeness %(whole).2f, of own words %(own).2f") % {
        "whole": doubt.measure,
        "own": doubt.second_measure or 0,
    }


def _same(doubt: Any) -> str:
    return _("same digest (SHA-256)")


def _photo(doubt: Any) -> str:
    return _("%(n)d of 64 bits differ, agreement %(agreement).2f") % {
        "n": int(doubt.measure),
        "agreement": doubt.second_measure or 0,
    }


def _photo_day(doubt: Any) -> str:
    words = ngettext(
        "photo taken %(n)d day from the event",
        "photo taken %(n)d days from the event",
        int(doubt.measure),
    )
    return words % {"n": int(doubt.measure)}


def _document_day(doubt: Any) -> str:
    words = ngettext(
        "document created %(n)d day after the event",
        "document created %(n)d days after the event",
        int(doubt.measure),
    ) % {"n": int(doubt.measure)}
    return f"{words} · {_('after the deadline')}" if doubt.detail == "deadline" else words


def _author(doubt: Any) -> str:
    return _("author noted in the document: %(name)s") % {"name": doubt.detail}


def _late(doubt: Any) -> str:
    words = ngettext(
        "entered %(n)d day after the event",
        "entered %(n)d days after the event",
        int(doubt.measure),
    )
    return words % {"n": int(doubt.measure)}


def _cramming(doubt: Any) -> str:
    return _("%(year)s: %(share)d%% entered promptly, rush %(spike).1f times the mean") % {
        "year": doubt.detail,
        "share": round(doubt.measure * 100),
        "spike": doubt.second_measure or 0,
    }


_WORDS = {
    DoubtKind.SAME_FILE: _same,
    DoubtKind.ALIKE_TEXT: _alike,
    DoubtKind.ALIKE_DOCUMENT: _alike,
    DoubtKind.ALIKE_PHOTO: _photo,
    DoubtKind.PHOTO_DAY: _photo_day,
    DoubtKind.DOCUMENT_DAY: _document_day,
    DoubtKind.DOCUMENT_AUTHOR: _author,
    DoubtKind.LATE_ENTRY: _late,
    DoubtKind.CRAMMING: _cramming,
}


def rush_words(light: str) -> str:
    """Write how prompt a unit's entries are, by the light of its figures."""
    words = {
        "red": _("in a rush"),
        "yellow": _("to be watched"),
        "green": _("prompt"),
    }
    return words.get(str(light), _("too few entries to judge"))
