"""Numbers of the resident identity card (GB 11643): shape, check digit, birth day, gender.

The area code is not looked up: people keep numbers whose district was abolished long ago.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from stdnum.cn import ric

LONG, SHORT = 18, 15

_LONG = re.compile(r"[1-9]\d{16}[\dX]")
_SHORT = re.compile(r"[1-9]\d{14}")
_SEPARATORS = re.compile(r"[\s\-]+")


class BadNumber(ValueError):
    """A number that no identity card bears; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def compact(text: str) -> str:
    """Return the number half-width, without separators, its last sign a capital."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def checked(text: str) -> str:
    """Return the number with 18 digits; raises BadNumber.

    A number of 15 digits, issued until 1999, gets the century 19 and its check digit.
    """
    number = compact(text)
    if _SHORT.fullmatch(number):
        number = lengthened(number)
    if len(number) != LONG:
        raise BadNumber("length")
    if not _LONG.fullmatch(number):
        raise BadNumber("form")
    try:
        born = born_on(number)
    except ValueError:
        raise BadNumber("birth") from None
    if born.year < 1900:
        raise BadNumber("birth")
    if ric.calc_check_digit(number) != number[-1]:
        raise BadNumber("check")
    return number


def lengthened(short: str) -> str:
    """Return the number of 18 digits that belongs to one of 15."""
    number = f"{short[:6]}19{short[6:]}0"
    return number[:-1] + ric.calc_check_digit(number)


def short_form(text: str) -> str:
    """Return the number as it was given where it has 15 digits, "" otherwise."""
    number = compact(text)
    return number if _SHORT.fullmatch(number) else ""


def born_on(number: str) -> dt.date:
    """Return the day of birth a number of 18 digits names."""
    return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))


def is_male(number: str) -> bool:
    """Tell the gender a number of 18 digits names: the last digit but one is odd for men."""
    return int(number[16]) % 2 == 1
