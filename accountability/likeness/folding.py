"""Fold a text to what counts when two texts are compared."""

import hashlib
import re
import unicodedata

#: Shorter folded texts are never compared: "已完成" is nobody's own.
MINIMUM_LENGTH = 30
#: What lies beyond is not compared: four thousand characters are three printed pages.
MAXIMUM_LENGTH = 4_000

_NUMBERS = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿]+")
_NOT_WORDS = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return the text without width, case and punctuation, every number written as one 0.

    A copy in which only dates and figures were changed folds to the same text.
    """
    return _NUMBERS.sub("0", bare(text))[:MAXIMUM_LENGTH]


def bare(text: str) -> str:
    """Return the text without width, case and punctuation, its numbers as they are."""
    plain = unicodedata.normalize("NFKC", text[: MAXIMUM_LENGTH * 2]).casefold()
    return _NOT_WORDS.sub("", plain)


def digest(folded: str) -> int:
    """Return a signed 64-bit number that is the same for the same folded text."""
    found = hashlib.blake2b(folded.encode(), digest_size=8).digest()
    return int.from_bytes(found, "big", signed=True)
