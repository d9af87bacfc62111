"""Read what people type into cells: pure functions over values.

Each reader returns the value or raises BadValue with a code of `reasons.REASONS`.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

FIRST_YEAR, LAST_YEAR = 1900, 2100
# A double holds 15 decimal digits for certain; an ID card number of 18 has lost its end.
SAFE_DIGITS = 10**15

_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
# Full-width digits and letters; and the radicals and compatibility ideographs of copies from PDF,
# which look the same as the real characters and are not.
_WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2f00-\u2fd5\uf900-\ufaff"
_NARROWED = {
    ord(char): unicodedata.normalize("NFKC", char)
    for char in map(chr, range(0x2F00, 0xFF5B))
    if re.match(f"[{_WIDE}]", char)
}
_UNCLEAN = re.compile(
    rf"^\s|\s$|[^\S\n ]|  | \n|\n |[{_WIDE}\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]"
)
_ALL_SPACE = re.compile(r"\s+")
_DATE_FORMS = (
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]"),
    re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})\.?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_MIDNIGHT = re.compile(r"[T\s]*0{1,2}:00(:00(\.0+)?)?$")
_HAS_YEAR_LAST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{2}[-./]\d{1,2}[-./]\d{1,2}")
_SHORT_YEAR = re.compile(r"\d{2}年\d{1,2}月\d{1,2}[日号]?")
_WITHOUT_DAY = re.compile(r"\d{4}(年|[-./])\d{1,2}月?")
_HEADER_NOISE = re.compile(r"[\s*:_/、/-]+|[((\[【][^))\]】]*[))\]】]")


class BadValue(ValueError):
    """A cell that cannot be read, with the code of its reason."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def clean(text: str) -> str:
    """Trim, unify spaces, and turn full-width letters and digits half-width.

    Chinese punctuation stays: plain NFKC would make Latin marks of it.
    """
    if not _UNCLEAN.search(text):
        return text
    text = _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = (_SPACES.sub(" ", line).strip() for line in text.translate(_NARROWED).split("\n"))
    return "\n".join(lines).strip()


def squash(text: str) -> str:
    """Return the text with all spaces gone and full NFKC: for comparing, never for storing."""
    return _ALL_SPACE.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).casefold()


def header_key(text: Any) -> str:
    """Return a column heading without spaces, marks of obligation and remarks in brackets."""
    folded = unicodedata.normalize("NFKC", str(text))
    return _HEADER_NOISE.sub("", _INVISIBLE.sub("", folded)).casefold()


def is_blank(value: Any) -> bool:
    """Tell whether the cell holds nothing a person can see."""
    return value is None or (isinstance(value, str) and not _INVISIBLE.sub("", value).strip())


def starred(text: str) -> str:
    """Return the first three and last four signs of a text that is to stay unread."""
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}" if len(text) > 9 else "*" * len(text)


def shown(value: Any) -> str:
    """Return the cell as a person sees it, for messages and the preview."""
    if value is None:
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < SAFE_DIGITS:
        return str(int(value))
    return clean(str(value))


def as_text(value: Any) -> str:
    """Return the cell as text; refuse what Excel has already changed beyond repair."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if abs(value) >= SAFE_DIGITS:
            raise BadValue("digits_lost")
        return str(int(value)) if value == int(value) else repr(value)
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        raise BadValue("text_is_date")
    return clean(str(value))


def as_integer(value: Any) -> int:
    """Return the cell as a whole number."""
    number = as_decimal(value)
    if number != number.to_integral_value():
        raise BadValue("not_whole")
    return int(number)


def as_decimal(value: Any) -> Decimal:
    """Return the cell as a number; thousands separators and a plus sign are allowed."""
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        raise BadValue("not_number")
    if isinstance(value, int | float):
        if abs(value) >= SAFE_DIGITS:
            raise BadValue("digits_lost")
        return Decimal(repr(value)) if value != int(value) else Decimal(int(value))
    text = squash(str(value))
    if "," in text:
        if not re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
            raise BadValue("not_number")
        text = text.replace(",", "")
    if not re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", text):
        raise BadValue("not_number")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise BadValue("not_number") from None


def as_date(value: Any) -> dt.date:
    """Return the cell as a date: a real one, or a text that can be read in one way only."""
    if isinstance(value, dt.datetime):
        return _in_range(value.date())
    if isinstance(value, dt.date):
        return _in_range(value)
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise BadValue("not_date")
    if isinstance(value, int | float):
        # 20260305 typed as a number is a date; 46086 may be a serial number or anything else.
        if value != int(value) or not 10**7 <= value < 10**8:
            raise BadValue("date_is_number")
        value = str(int(value))
    return _date_of(unicodedata.normalize("NFKC", _INVISIBLE.sub("", str(value))).strip())


def nearest(wanted: str, known: Iterable[str]) -> str:
    """Return the known text most like the wanted one, or "" when none is near."""
    folded = {squash(name): name for name in known}
    key = squash(wanted)
    close = difflib.get_close_matches(key, folded, n=1, cutoff=0.6)
    if not close and len(key) > 1:
        close = [name for name in folded if key in name or (len(name) > 1 and name in key)][:1]
    return folded[close[0]] if close else ""


def _date_of(text: str) -> dt.date:
    text = _ALL_SPACE.sub("", _MIDNIGHT.sub("", text))
    for form in _DATE_FORMS:
        match = form.fullmatch(text)
        if match:
            year, month, day = (int(part) for part in match.groups() if part.isdigit())
            try:
                return _in_range(dt.date(year, month, day))
            except ValueError as error:
                if isinstance(error, BadValue):
                    raise
                raise BadValue("no_such_date") from None
    ambiguous = (_HAS_YEAR_LAST, _SHORT_YEAR, _WITHOUT_DAY)
    if any(form.fullmatch(text) for form in ambiguous):
        raise BadValue("ambiguous_date")
    raise BadValue("not_date")


def _in_range(day: dt.date) -> dt.date:
    if not FIRST_YEAR < day.year < LAST_YEAR:
        raise BadValue("date_out_of_range")
    return day
