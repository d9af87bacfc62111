"""What somebody typed into a search box for persons."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from supervision.people.rules import identity, masks, names

#: From this many digits on a text is a number of somebody's, and stays out of addresses and logs.
SECRET_DIGITS = 5

_MASKED = re.compile(r"(\d{6})[*.•·×_]{1,12}(\d{3}[\dX])")
_PHONE = re.compile(r"(?:\+?86)?(1\d{10})")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


class QueryKind(StrEnum):
    """By what the person is to be found."""

    NOTHING = "nothing"
    ID_NUMBER = "id_number"
    MASKED_ID = "masked_id"
    PHONE = "phone"
    NAME = "name"
    PINYIN = "pinyin"


@dataclass(frozen=True)
class Query:
    """A typed text, read; `value` is in the form it is compared in."""

    kind: QueryKind
    value: str = ""

    @property
    def is_secret(self) -> bool:
        """Tell whether the text is a number that no address and no log may hold."""
        return self.kind in (QueryKind.ID_NUMBER, QueryKind.MASKED_ID, QueryKind.PHONE)


def read(text: str) -> Query:
    """Return what the text means."""
    squeezed = identity.compact(text)
    number = _number(squeezed)
    if number is not None:
        return number
    name = names.tidy(unicodedata.normalize("NFKC", text))
    if _IDEOGRAPH.search(name):
        return Query(QueryKind.NAME, name)
    letters = names.plain(text)
    return Query(QueryKind.PINYIN, letters) if letters else Query(QueryKind.NOTHING)


def _number(squeezed: str) -> Query | None:
    """Read a number; digits that form none are sought as a phone and so find nobody."""
    masked = _MASKED.fullmatch(squeezed)
    if masked:
        whole = masked[1] + "0" * 8 + masked[2]
        return Query(QueryKind.MASKED_ID, masks.id_number(whole))
    phone = _PHONE.fullmatch(squeezed)
    if phone:
        return Query(QueryKind.PHONE, phone[1])
    if re.fullmatch(r"\d{15}|\d{17}[\dX]", squeezed):
        long = identity.lengthened(squeezed) if len(squeezed) == identity.SHORT else squeezed
        return Query(QueryKind.ID_NUMBER, long)
    if sum(sign.isdigit() for sign in squeezed) >= SECRET_DIGITS:
        return Query(QueryKind.PHONE, squeezed)
    return None
