"""How alike two texts are, told from prints under a secret key: the texts are not needed again.

A text is cut into overlapping runs of three characters; each run becomes a number that only the
holder of the key can make. Of 64 orders of these numbers the first of each is kept: the chance
that two texts agree in one is the share of runs they have in common. Two values make a band; of
texts that share 30 of 100 runs, 95 of 100 pairs share one of the 32 bands.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LENGTH = 3
#: Shorter texts are not compared: what they share is nobody's own.
MINIMUM = 20
#: What lies beyond is not compared: eight thousand characters are six printed pages.
MAXIMUM = 8_000
ROWS, BANDS = 2, 32
VALUES = ROWS * BANDS
#: From this share of common runs, in percent, a pair is proposed.
LEAST = 30

_NOT_WORDS = re.compile(r"[\W_]+")
_draw = np.random.default_rng(20260101)
_FACTORS = _draw.integers(0, 2**63, VALUES, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
_SHIFTS = _draw.integers(0, 2**63, VALUES, dtype=np.uint64)


@dataclass(frozen=True)
class Print:
    """What is kept of a text: values to compare, bands to find by. All are signed 64-bit."""

    values: list[int]
    bands: list[int]


def fold(text: str) -> str:
    """Return the text without width, case, blanks and punctuation."""
    plain = unicodedata.normalize("NFKC", text[: MAXIMUM * 2]).casefold()
    return _NOT_WORDS.sub("", plain)[:MAXIMUM]


def print_of(text: str, key: bytes) -> Print | None:
    """Return the print of the text under the key; None for a text too short to be compared."""
    folded = fold(text)
    if len(folded) < MINIMUM:
        return None
    runs = {folded[place : place + LENGTH] for place in range(len(folded) - LENGTH + 1)}
    hashes = np.fromiter((_number(run.encode(), key) for run in runs), np.uint64, len(runs))
    values = [
        int((hashes * factor + shift).min() >> np.uint64(1))
        for factor, shift in zip(_FACTORS, _SHIFTS, strict=True)
    ]
    return Print(values, [_band(place, values, key) for place in range(BANDS)])


def likeness(one: Sequence[int], other: Sequence[int]) -> int:
    """Return in percent how many runs of three characters two prints have in common: an estimate.

    Raises ValueError for prints of different length.
    """
    agreeing = sum(mine == theirs for mine, theirs in zip(one, other, strict=True))
    return round(100 * agreeing / len(one))


def _number(run: bytes, key: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(run, key=key, digest_size=8).digest(), "big")


def _band(place: int, values: list[int], key: bytes) -> int:
    parts = [place, *values[place * ROWS : (place + 1) * ROWS]]
    joined = b"".join(part.to_bytes(8, "big") for part in parts)
    digest = hashlib.blake2b(joined, key=key, digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
