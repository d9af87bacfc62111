"""Fingerprints of texts: alike texts share a band, and pairs are looked for among those alone.

MinHash over the shingles that are not custom: the chance that one of 56 values agrees is the share
of shingles two texts have in common. Two values make a band; with 35 of 100 shingles in common two
texts share one of 28 bands in 97 of 100 cases, with half of them in common in 999 of 1,000.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from accountability.likeness.census import CUSTOM, Census
from accountability.likeness.shingles import Cut, mixed

ROWS, BANDS = 2, 28
VALUES = ROWS * BANDS
#: With fewer shingles of its own a text is custom as a whole and found by its digest alone.
MINIMUM_OWN = 6
#: In a larger group each text is paired with its neighbours only.
_CROWD = 60
_NEIGHBOURS = 6
#: Pairs looked at at once: 56 values of each, compared in memory.
_PORTION = 100_000

_draw = np.random.default_rng(20260101)
_FACTORS = (_draw.integers(0, 2**31, VALUES, dtype=np.uint32) << np.uint32(1)) | np.uint32(1)
_SHIFTS = _draw.integers(0, 2**32, VALUES, dtype=np.uint32)


def signatures(cut: Cut, census: Census) -> tuple[Any, Any]:
    """Return the values of each text (count × 56) and a mask: which texts have any."""
    own = census.of(cut.hashes) <= CUSTOM
    sums = np.concatenate(([0], np.cumsum(own)))
    counts = sums[cut.starts[1:]] - sums[cut.starts[:-1]]
    has = counts >= MINIMUM_OWN
    found = np.zeros((len(counts), VALUES), dtype=np.uint32)
    if has.any():
        kept = own & np.repeat(has, np.diff(cut.starts))
        hashes = cut.hashes[kept]
        begins = np.concatenate(([0], np.cumsum(counts[has])[:-1]))
        for place in range(VALUES):
            values = hashes * _FACTORS[place] + _SHIFTS[place]
            found[has, place] = np.minimum.reduceat(values, begins)
    return found, has


def bands(values: Any) -> Any:
    """Return the 28 band keys of each text as signed 32-bit numbers; they name their band."""
    parts = values.reshape(len(values), BANDS, ROWS)
    keys = np.arange(BANDS, dtype=np.uint32)[None, :] * np.uint32(0x9E3779B1)
    for row in range(ROWS):
        keys = mixed(keys ^ parts[:, :, row]) + np.uint32(row)
    return keys.view(np.int32)


def pairs_of(keys: Any) -> Any:
    """Return the pairs (earlier place, later place) that share a key, as 64-bit numbers.

    `keys` holds one column of band keys. Places of a group that is too large for all its pairs
    are paired with their nearest neighbours and with the first of the group.
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(np.concatenate((begins, [len(ordered)])))
    found = [
        packed(*_group_pairs(order, begins[sizes == size], int(size)))
        for size in np.unique(sizes[(sizes > 1) & (sizes <= _CROWD)])
    ]
    for begin, size in zip(begins[sizes > _CROWD], sizes[sizes > _CROWD], strict=True):
        found += [packed(*pair) for pair in _crowd_pairs(order[begin : begin + size])]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.uint64)


def _group_pairs(order: Any, begins: Any, size: int) -> tuple[Any, Any]:
    """Return all pairs of all groups of one size at once."""
    members = order[begins[:, None] + np.arange(size)[None, :]]
    first, second = np.triu_indices(size, 1)
    return members[:, first].ravel(), members[:, second].ravel()


def _crowd_pairs(members: Any) -> Iterator[tuple[Any, Any]]:
    for step in range(1, _NEIGHBOURS + 1):
        yield members[:-step], members[step:]
    yield np.full(len(members) - 1, members[0]), members[1:]


def packed(first: Any, second: Any) -> Any:
    """Return pairs of places as 64-bit numbers, the earlier place in the upper half."""
    low = np.minimum(first, second).astype(np.uint64)
    return (low << np.uint64(32)) | np.maximum(first, second).astype(np.uint64)


def unpacked(pairs: Any) -> tuple[Any, Any]:
    """Return the earlier and the later places of packed pairs."""
    return (pairs >> np.uint64(32)).astype(np.int64), (pairs & np.uint64(0xFFFFFFFF)).astype(
        np.int64
    )


def agreeing(values: Any, first: Any, second: Any) -> Any:
    """Return the share of values in which the texts of each pair agree: an estimate."""
    found = np.empty(len(first), dtype=np.float32)
    for begin in range(0, len(first), _PORTION):
        part = slice(begin, begin + _PORTION)
        found[part] = (values[first[part]] == values[second[part]]).mean(axis=1)
    return found
