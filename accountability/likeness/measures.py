"""The measures a reader is shown: how alike two folded texts really are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from accountability.likeness.census import Census


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


def likeness(first: str, second: str, cuts: tuple[Any, Any], census: Census) -> Likeness:
    """Return how alike the folded texts are; `cuts` are their shingles, ascending."""
    mine, theirs = cuts
    shared = np.intersect1d(mine, theirs, assume_unique=True)
    total = len(mine) + len(theirs)
    dice = 2 * len(shared) / total if total else 0.0
    lesser = min(float(census.weights(mine).sum()), float(census.weights(theirs).sum()))
    own = float(census.weights(shared).sum()) / lesser if lesser else 0.0
    return Likeness(whole=max(dice, fuzz.ratio(first, second) / 100), own=own)
