"""How many texts hold a shingle: what everybody writes says nothing about copying.

Counted over different texts, so that one text handed in fifty times does not pass for custom.
"""

import zlib
from typing import Any

import numpy as np

from accountability.likeness.shingles import Cut

#: Eight million counters; two shingles that share one only seem a little more common.
_BITS = 23
_MOST = 255
#: A shingle in more texts than this is custom: it takes no part in finding candidates.
CUSTOM = 250


class Census:
    """Counters of shingles, each from 0 to 255."""

    def __init__(self, counts: Any = None) -> None:
        """Begin with nothing counted, or with counters counted before."""
        self.counts = np.zeros(1 << _BITS, dtype=np.uint8) if counts is None else counts

    @classmethod
    def unpacked(cls, content: bytes) -> "Census":
        """Return the census that `packed` wrote."""
        return cls(np.frombuffer(zlib.decompress(content), dtype=np.uint8))

    def packed(self) -> bytes:
        """Return the counters in few bytes."""
        return zlib.compress(self.counts.tobytes(), 3)

    def add(self, cut: Cut, chosen: Any) -> None:
        """Count the shingles of the texts that are chosen (a mask over the cut's texts)."""
        taken = np.repeat(chosen, np.diff(cut.starts))
        places = np.sort(cut.hashes[taken] >> np.uint32(32 - _BITS))
        begins = np.flatnonzero(
            np.concatenate((places[:1] == places[:1], places[1:] != places[:-1]))
        )
        counts = np.diff(np.concatenate((begins, [len(places)])))
        before = self.counts[places[begins]].astype(np.int64)
        self.counts[places[begins]] = np.minimum(before + counts, _MOST).astype(np.uint8)

    def of(self, hashes: Any) -> Any:
        """Return in how many texts each shingle was found, 255 for that many or more."""
        return self.counts[hashes >> np.uint32(32 - _BITS)]

    def weights(self, hashes: Any) -> Any:
        """Return what each shingle weighs: a half where it is somebody's own, less with each text.

        Found in two texts or in one it weighs the same, so that a pair of texts gains nothing by
        being a pair.
        """
        return 1.0 / np.maximum(self.of(hashes), 2)
