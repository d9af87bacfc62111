"""Find pictures of the same pattern: every hash against every other, then pixel by pixel."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from supervision.attachments.pictures import SIDE

#: Rows compared at once; a block of this many against all stays in the processor's cache.
_BLOCK = 512
_STRIP = 65_536
#: How far a slight crop may have moved the edges, as shares of the side.
_CUTS = (0.0, 0.025, 0.05, 0.075)


def near_pairs(hashes: Any, mirrors: Any, limit: int) -> Iterator[tuple[Any, Any, Any]]:
    """Yield places (earlier, later) and the distance in bits of all pictures that near.

    Exact: no pair within the limit is missed, as filed or mirrored. The work grows with the
    square of the number of pictures.
    """
    plain, turned = hashes.view(np.uint64), mirrors.view(np.uint64)
    for begin in range(0, len(plain), _BLOCK):
        block = slice(begin, min(begin + _BLOCK, len(plain)))
        for strip in range(begin, len(plain), _STRIP):
            rest = plain[strip : strip + _STRIP]
            near = _near(plain[block], rest, limit)
            mirrored = _near(turned[block], rest, limit)
            first, second = np.nonzero(near | mirrored)
            first, second = first + begin, second + strip
            later = second > first
            first, second = first[later], second[later]
            if len(first):
                yield first, second, distances(plain, turned, first, second)


def near_one(hashes: Any, mirrors: Any, place: int, limit: int) -> tuple[Any, Any, Any]:
    """Return the earlier places near the picture, the picture's own place, and the distances."""
    plain, turned = hashes.view(np.uint64), mirrors.view(np.uint64)
    first = np.arange(place)
    second = np.full(place, place)
    found = distances(plain, turned, first, second)
    near = found <= limit
    return first[near], second[near], found[near]


def _near(block: Any, rest: Any, limit: int) -> Any:
    return np.bitwise_count(block[:, None] ^ rest[None, :]) <= limit


def distances(plain: Any, turned: Any, first: Any, second: Any) -> Any:
    """Return in how many of 64 bits the pictures of each pair differ, the nearer way round."""
    straight = np.bitwise_count(plain[first] ^ plain[second])
    mirrored = np.bitwise_count(turned[first] ^ plain[second])
    return np.minimum(straight, mirrored)


def agreement(first: bytes, second: bytes) -> float:
    """Return how well two 32 by 32 thumbnails agree, from 0 to 1.

    The correlation of their shades, whatever light and contrast, at the best of several slight
    crops of either, and as filed or mirrored.
    """
    mine, theirs = _shades(first), _shades(second)
    ways = (
        (mine, theirs),
        (theirs, mine),
        (mine[:, ::-1], theirs),
        (theirs[:, ::-1], mine),
    )
    return max(0.0, max(_fit(whole, part) for whole, part in ways))


def _shades(thumbnail: bytes) -> Any:
    return np.frombuffer(thumbnail, dtype=np.uint8).reshape(SIDE, SIDE).astype(np.float32)


def _fit(whole: Any, part: Any) -> float:
    """Return the best correlation of the part with the whole as filed and slightly cropped.

    The crop of rows and of columns is looked for one after the other.
    """
    target = _standard(part[None])[0].ravel()
    rows = _standard(_CROPS @ whole).reshape(len(_CROPS), -1) @ target
    best = int(np.argmax(rows))
    columns = _standard((_CROPS[best] @ whole)[None] @ _CROPS.transpose(0, 2, 1))
    found = columns.reshape(len(_CROPS), -1) @ target
    return float(max(rows.max(), found.max()) / target.size)


def _standard(pictures: Any) -> Any:
    mean = pictures.mean(axis=(1, 2), keepdims=True)
    spread = pictures.std(axis=(1, 2), keepdims=True)
    return (pictures - mean) / np.maximum(spread, 1e-6)


def _crops() -> Any:
    """Return matrices that stretch what is left after a crop to the whole side again."""
    found = []
    for before in _CUTS:
        for after in _CUTS:
            low, high = before * SIDE, SIDE - after * SIDE
            edges = np.linspace(low, high, SIDE + 1)
            found.append(_stretch(edges))
    return np.stack(found).astype(np.float32)


def _stretch(edges: Any) -> Any:
    """Return the matrix whose rows average what lies between two edges."""
    cells = np.arange(SIDE)
    covered = np.minimum(edges[1:, None], cells[None, :] + 1) - np.maximum(
        edges[:-1, None], cells[None, :]
    )
    matrix = np.clip(covered, 0, None)
    return matrix / matrix.sum(axis=1, keepdims=True)


_CROPS = _crops()
