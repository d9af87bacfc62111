"""Compare texts: count phrases, keep fingerprints, find what is much like an earlier text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from django.db import transaction

from accountability.doubt_enums import Comparison
from accountability.likeness import prints, shingles
from accountability.likeness.census import Census
from accountability.likeness.folding import MINIMUM_LENGTH, digest, fold
from accountability.models import ShingleCensus, TextPrint
from accountability.selectors.prints import Ref, Rows, all_texts, earlier_texts, new_texts
from accountability.services.detection.copying import copy_prints
from accountability.services.detection.judging import Judge
from accountability.services.detection.raising import Suspicion
from accountability.services.detection.reading import Alike, Reader
from supervision import clock

PORTION = 4_000
#: Pairs measured between two reads of their texts.
_PAIRS = 10_000
#: From this share of agreeing values on a pair is worth reading.
_ESTIMATE = 0.125
#: A comparison is begun anew when the texts have grown by this share since they were counted.
_GROWTH = 0.2
_FEW = 500

Held = dict[str, Decimal]


@dataclass
class Stock:
    """What is kept in memory of every text of one comparison while all are compared."""

    refs: list[Ref] = field(default_factory=list)
    digests: list[int] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    has: list[Any] = field(default_factory=list)

    def add(self, rows: Rows, census: Census) -> None:
        """Take in texts with their fingerprints; the texts themselves are not kept."""
        folded = [fold(text) for _ref, text in rows]
        self.refs += [ref for ref, _text in rows]
        self.lengths += [len(text) for text in folded]
        self.digests += [digest(text) for text in folded]
        values, has = prints.signatures(shingles.cut(folded), census)
        long = np.fromiter(map(len, folded), dtype=np.int64, count=len(folded))
        self.values.append(values)
        self.has.append(has & (long >= MINIMUM_LENGTH))

    def bands(self) -> Iterator[list[int]]:
        """Yield the band keys of each text; none where it has too few words of its own."""
        for values, has in zip(self.values, self.has, strict=True):
            for keys, any_key in zip(prints.bands(values), has, strict=True):
                yield keys.tolist() if any_key else []


def grew(comparison: Comparison) -> bool:
    """Tell whether so many texts came since the last count that all must be counted anew."""
    counted = ShingleCensus.objects.filter(comparison=comparison).values_list("texts", flat=True)
    before = counted.first()
    if before is None:
        return True
    most = int(max(_FEW, before * _GROWTH))
    of_words = comparison == Comparison.WORDS
    now = TextPrint.objects.filter(attachment__isnull=of_words).count()
    return now + len(new_texts(comparison, most + 1)) - before > most


def compare_all(comparison: Comparison, held: Held) -> list[Suspicion]:
    """Count phrases, write every print anew and return what is alike among all texts."""
    census = _count(comparison)
    stock = Stock()
    for rows in all_texts(comparison, PORTION):
        stock.add(rows, census)
    with transaction.atomic():
        TextPrint.objects.filter(attachment__isnull=comparison == Comparison.WORDS).delete()
        copy_prints(stock)
    judge = Judge(comparison, held)
    judge.hear(_measured(comparison, stock, census, held))
    return list(judge.suspicions())


def compare_new(comparison: Comparison, held: Held, limit: int) -> list[Suspicion]:
    """Compare texts that came since with every earlier one by the index of bands."""
    row = ShingleCensus.objects.filter(comparison=comparison).first()
    rows = new_texts(comparison, limit)
    if row is None or not rows:
        return []
    census = Census.unpacked(bytes(row.counts))
    stock = Stock()
    stock.add(rows, census)
    with transaction.atomic():
        copy_prints(stock)
    judge = Judge(comparison, held)
    judge.hear(_measured_new(comparison, stock, census, held))
    return list(judge.suspicions())


def _count(comparison: Comparison) -> Census:
    """Count in how many different texts each shingle stands, and keep the count."""
    census, seen, total = Census(), set[int](), 0
    for rows in all_texts(comparison, PORTION):
        total += len(rows)
        folded = [fold(text) for _ref, text in rows]
        fresh = np.zeros(len(folded), dtype=bool)
        for place, text in enumerate(folded):
            mark = digest(text)
            if len(text) >= MINIMUM_LENGTH and mark not in seen:
                seen.add(mark)
                fresh[place] = True
        census.add(shingles.cut(folded), fresh)
    ShingleCensus.objects.update_or_create(
        comparison=comparison,
        defaults={"counts": census.packed(), "texts": total, "counted": clock.now()},
    )
    return census


def _candidates(stock: Stock) -> Any:
    """Return the pairs of places worth measuring: by bands, and by equal digests."""
    if not stock.refs:
        return np.zeros(0, dtype=np.uint64)
    values = np.concatenate(stock.values)
    places = np.flatnonzero(np.concatenate(stock.has))
    found = [_same(stock)]
    keys = prints.bands(values[places])
    for band in range(prints.BANDS):
        first, second = prints.unpacked(prints.pairs_of(keys[:, band]))
        likely = prints.agreeing(values, places[first], places[second]) >= _ESTIMATE
        found.append(prints.packed(places[first[likely]], places[second[likely]]))
    return np.unique(np.concatenate(found))


def _same(stock: Stock) -> Any:
    """Return pairs of texts with the same digest: neighbours, and each with the first of them."""
    digests = np.array(stock.digests, dtype=np.int64)
    long = np.flatnonzero(np.array(stock.lengths) >= MINIMUM_LENGTH)
    first, second = prints.unpacked(prints.pairs_of(digests[long]))
    return prints.packed(long[first], long[second])


def _measured(comparison: Comparison, stock: Stock, census: Census, held: Held) -> Iterator[Alike]:
    """Read the texts of the candidates, portion by portion, and yield pairs that are alike."""
    first, second = prints.unpacked(_candidates(stock))
    # Neighbours in the stock come together, so that a portion needs few texts.
    order = np.argsort(second, kind="stable")
    for begin in range(0, len(order), _PAIRS):
        chosen = order[begin : begin + _PAIRS]
        pairs = [
            (stock.refs[earlier], stock.refs[later])
            for earlier, later in zip(first[chosen].tolist(), second[chosen].tolist(), strict=True)
        ]
        # Stages of one duty speak of one matter.
        pairs = [pair for pair in pairs if pair[0].duty_id != pair[1].duty_id]
        reader = Reader(comparison, {ref.key for pair in pairs for ref in pair}, census, held)
        yield from reader.alike(pairs)


def _measured_new(
    comparison: Comparison, stock: Stock, census: Census, held: Held
) -> Iterator[Alike]:
    """Find earlier texts that share a band or the digest, and yield pairs that are alike.

    One text at a time: joined to many, the index of bands is not used.
    """
    for place, bands in enumerate(stock.bands()):
        if stock.lengths[place] < MINIMUM_LENGTH:
            continue
        ref = stock.refs[place]
        earlier = earlier_texts(comparison, ref, bands=bands, digest=stock.digests[place])
        if not earlier:
            continue
        reader = Reader(comparison, {ref.key, *(one.key for one in earlier)}, census, held)
        yield from reader.alike([(one, ref) for one in earlier])
