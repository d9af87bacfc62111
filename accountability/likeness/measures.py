"""The measures a reader is shown: how alike two folded texts really are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from accountability.likeness.census import Census
from accountability.likeness.shingles import Cut

#: Shingles of pairs laid side by side at once: they are sorted in memory.
_PORTION = 1_000_000


@dataclass(frozen=True)
class Likeness:
    """How alike two texts are, from 0 to 1.

    `whole` is the larger of two shares: characters in the same order, and shingles in whatever
    order, so that moved sentences hide nothing. `own` is the part of one text's own words that
    the other has too, of the text that has fewer of them: each shingle weighs by how few texts
    hold it, so that what everybody writes counts for little, and new words hide nothing.
    """

    whole: float
    own: float


def likenesses(
    folded: Sequence[str], cut: Cut, census: Census, first: Any, second: Any, *, own: float
) -> Iterator[tuple[int, Likeness]]:
    """Yield which pairs of texts have that much of their own in common, each with its likeness.

    `cut` holds the shingles of the folded texts; `first` and `second` are places of texts. The
    shingles of many pairs are compared at once; characters, which cost more, only where their own
    words are alike.
    """
    sizes = np.diff(cut.starts)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    # Added up in the order in which shared ones are: a copy has exactly the whole in common.
    weighed = np.bincount(owners, census.weights(cut.hashes), minlength=len(sizes))
    reached = np.cumsum(sizes[first] + sizes[second])
    begin = 0
    while begin < len(first):
        before = reached[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(reached, before + _PORTION, side="right")))
        mine, theirs = first[begin:end], second[begin:end]
        shared, common = _shared(cut, census, mine, theirs)
        lesser = np.minimum(weighed[mine], weighed[theirs])
        owns = np.divide(common, lesser, out=np.zeros(len(mine)), where=lesser > 0)
        for place in np.flatnonzero(owns >= own).tolist():
            one, other = int(mine[place]), int(theirs[place])
            total = int(sizes[one] + sizes[other])
            dice = 2 * int(shared[place]) / total if total else 0.0
            whole = max(dice, fuzz.ratio(folded[one], folded[other]) / 100)
            yield begin + place, Likeness(whole=whole, own=float(owns[place]))
        begin = end


def _shared(cut: Cut, census: Census, first: Any, second: Any) -> tuple[Any, Any]:
    """Return how many shingles the texts of each pair share, and what these weigh."""
    keys = np.concatenate((_laid_out(cut, first), _laid_out(cut, second)))
    keys.sort()
    # A text holds each of its shingles once: what stands twice under a pair both texts hold.
    twice = keys[1:][keys[1:] == keys[:-1]]
    pairs = (twice >> np.uint64(32)).astype(np.int64)
    weights = census.weights((twice & np.uint64(0xFFFFFFFF)).astype(np.uint32))
    count = len(first)
    return np.bincount(pairs, minlength=count), np.bincount(pairs, weights, minlength=count)


def _laid_out(cut: Cut, places: Any) -> Any:
    """Return the shingles of the texts one after the other, the number of the pair above each."""
    begins, ends = cut.starts[places], cut.starts[places + 1]
    sizes = ends - begins
    # Counting up from each text's beginning: what was laid out before it is taken off.
    offsets = np.repeat(begins - (np.cumsum(sizes) - sizes), sizes)
    hashes = cut.hashes[offsets + np.arange(sizes.sum())]
    pairs = np.repeat(np.arange(len(places), dtype=np.uint64), sizes)
    return (pairs << np.uint64(32)) | hashes
