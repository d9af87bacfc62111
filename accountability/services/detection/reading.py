"""Measure pairs of texts: read them, fold them, and say how alike they really are."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np

from accountability.doubt_enums import Comparison, DetectorCode
from accountability.likeness import shingles
from accountability.likeness.census import Census
from accountability.likeness.folding import bare, fold
from accountability.likeness.measures import Likeness, likenesses
from accountability.selectors.prints import Ref, texts_of

#: Longer texts resemble one another less by chance.
WHOLE = {
    Comparison.WORDS: DetectorCode.TEXT_WHOLE,
    Comparison.DOCUMENTS: DetectorCode.DOCUMENT_WHOLE,
}


class Alike(NamedTuple):
    """A later text, the earlier one it is like, and how; `to_the_letter` with dates and figures."""

    later: Ref
    earlier: Ref
    likeness: Likeness
    to_the_letter: bool


class Reader:
    """The texts of some keys with their shingles, for measuring pairs among them."""

    def __init__(
        self,
        comparison: Comparison,
        keys: Iterable[Any],
        census: Census,
        held: dict[str, Decimal],
    ) -> None:
        """Read the texts at once."""
        self.texts = texts_of(comparison, list(keys))
        self.census = census
        self.whole = float(held[WHOLE[comparison]])
        self.own = float(held[DetectorCode.TEXT_OWN])
        self.places = {key: place for place, key in enumerate(self.texts)}
        self.folded = [fold(text) for text in self.texts.values()]
        self.cut = shingles.cut(self.folded)

    def alike(self, pairs: Sequence[tuple[Ref, Ref]]) -> Iterator[Alike]:
        """Yield the pairs (earlier, later) that are alike enough, in their order.

        A text that is gone meanwhile is like nothing.
        """
        known = self.places.get
        placed = [(known(later.key, -1), known(earlier.key, -1)) for earlier, later in pairs]
        places = np.array(placed, dtype=np.int64).reshape(-1, 2)
        there = np.flatnonzero((places >= 0).all(axis=1))
        second, first = places[there].T
        measured = likenesses(self.folded, self.cut, self.census, second, first, own=self.own)
        for place, found in measured:
            if found.whole >= self.whole:
                earlier, later = pairs[there[place]]
                exact = bare(self.texts[later.key]) == bare(self.texts[earlier.key])
                yield Alike(later, earlier, found, exact)
