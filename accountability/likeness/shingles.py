"""Cut texts into overlapping runs of three characters, many texts at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

LENGTH = 3
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)


@dataclass(frozen=True)
class Cut:
    """The different shingles of several texts: hashes text by text, and where each text begins.

    `starts` has one entry more than there are texts: the end of the last.
    """

    hashes: Any
    starts: Any

    def of(self, place: int) -> Any:
        """Return the hashes of one text, ascending."""
        return self.hashes[self.starts[place] : self.starts[place + 1]]


def cut(folded: Sequence[str]) -> Cut:
    """Return the shingles of each text, each shingle once."""
    lengths = np.fromiter(map(len, folded), dtype=np.int64, count=len(folded))
    letters = np.frombuffer("".join(folded).encode("utf-32-le"), dtype=np.uint32)
    count = max(0, len(letters) - LENGTH + 1)
    hashes = np.zeros(count, dtype=np.uint32)
    for offset, factor in enumerate(_FACTORS):
        hashes += letters[offset : offset + count] * np.uint32(factor)
    hashes = mixed(hashes)
    owners = np.repeat(np.arange(len(folded), dtype=np.uint64), lengths)
    # A window that reaches into the next text belongs to none.
    inside = owners[:count] == owners[LENGTH - 1 : LENGTH - 1 + count]
    keys = (owners[:count][inside] << np.uint64(32)) | hashes[inside]
    # Sorted in place: the library's own way to different values hashes, and is ten times slower.
    keys.sort()
    keys = keys[np.concatenate((keys[:1] == keys[:1], keys[1:] != keys[:-1]))]
    starts = np.searchsorted(keys >> np.uint64(32), np.arange(len(folded) + 1, dtype=np.uint64))
    return Cut((keys & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts)


def mixed(values: Any) -> Any:
    """Return the numbers with their bits stirred, so that near numbers lie far apart."""
    found = values.copy()
    found ^= found >> np.uint32(16)
    found *= np.uint32(0x7FEB352D)
    found ^= found >> np.uint32(15)
    found *= np.uint32(0x846CA68B)
    found ^= found >> np.uint32(16)
    return found
