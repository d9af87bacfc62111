"""Measure pairs of texts: read them, fold them, and say how alike they really are."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from accountability.doubt_enums import Comparison, DetectorCode
from accountability.likeness import shingles
from accountability.likeness.census import Census
from accountability.likeness.folding import bare, fold
from accountability.likeness.measures import Likeness, likeness
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
        self.folded = {key: fold(text) for key, text in self.texts.items()}
        cut = shingles.cut(list(self.folded.values()))
        self.cuts = {key: cut.of(place) for place, key in enumerate(self.folded)}

    def compare(self, later: Ref, earlier: Ref) -> Alike | None:
        """Return the pair if it is alike enough; a text that is gone meanwhile is like nothing."""
        mine, theirs = later.key, earlier.key
        if mine not in self.folded or theirs not in self.folded:
            return None
        found = likeness(
            self.folded[mine],
            self.folded[theirs],
            (self.cuts[mine], self.cuts[theirs]),
            self.census,
        )
        if found.whole < self.whole or found.own < self.own:
            return None
        exact = bare(self.texts[mine]) == bare(self.texts[theirs])
        return Alike(later, earlier, found, exact)
