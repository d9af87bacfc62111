"""Find pictures much like an earlier one, as filed or mirrored, in another size or slightly cut."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
from django.db import connection

from accountability.doubt_enums import DetectorCode, DoubtGrade, DoubtKind
from accountability.likeness import photos
from accountability.selectors.materials import FILING_OWNER
from accountability.services.detection.raising import Suspicion

Held = dict[str, Decimal]

#: A pattern that so many pictures share is a room or a form, not a photo: from there on only what
#: is all but the same counts.
CROWD = 5
_CROWD_BITS, _CROWD_AGREEMENT = 4, 0.99
_PORTION = 2_000

_PICTURES = """
    SELECT DISTINCT ON (t.id) t.id, t.picture_hash, t.mirror_hash, f.id, a.id, f.duty_id
    FROM attachments_filefacts t
    JOIN attachments_attachment a ON a.sha256 = t.sha256
    JOIN accountability_filing f ON f.id = a.owner_id::bigint
    WHERE a.owner_type = %s AND a.detached_at IS NULL AND t.picture_hash IS NOT NULL
    ORDER BY t.id, f.id
"""


class Near(NamedTuple):
    """Two pictures by their places, the bits in which they differ, and how well they agree."""

    earlier: int
    later: int
    bits: int
    agreement: float


class Album:
    """Every picture of a filing once, in the order of its first filing."""

    def __init__(self) -> None:
        """Read the patterns; sixteen bytes a picture, and its three keys."""
        with connection.cursor() as cursor:
            cursor.execute(_PICTURES, [FILING_OWNER])
            rows = sorted(cursor.fetchall(), key=lambda row: (row[3], row[0]))
        self.facts = [row[0] for row in rows]
        self.hashes = np.array([row[1] for row in rows], dtype=np.int64)
        self.mirrors = np.array([row[2] for row in rows], dtype=np.int64)
        self.filings = [row[3] for row in rows]
        self.files = [row[4] for row in rows]
        self.duties = [row[5] for row in rows]

    def __len__(self) -> int:
        """Return how many different pictures there are."""
        return len(self.facts)


def compare(held: Held, only: set[int] | None = None) -> Iterator[Suspicion]:
    """Yield the pictures much like an earlier one; with `only`, those of these filings."""
    album = Album()
    pairs = _near(album, held, only)
    crowd = Counter[int]()
    for near in pairs:
        crowd[near.later] += 1
        crowd[near.earlier] += 1
    best: dict[int, Near] = {}
    alike = Counter[int]()
    for near in pairs:
        if _counts(near, crowd):
            alike[near.later] += 1
            known = best.get(near.later)
            if known is None or near.agreement > known.agreement:
                best[near.later] = near
    for near in best.values():
        yield Suspicion(
            DoubtKind.ALIKE_PHOTO,
            DoubtGrade.GRAVE if near.agreement >= 0.99 else DoubtGrade.PLAIN,
            album.filings[near.later],
            near.bits,
            held[DetectorCode.PHOTO_BITS],
            attachment_id=album.files[near.later],
            other_filing_id=album.filings[near.earlier],
            other_attachment_id=album.files[near.earlier],
            second_measure=near.agreement,
            further=alike[near.later] - 1,
        )


def _counts(near: Near, crowd: Counter[int]) -> bool:
    if max(crowd[near.earlier], crowd[near.later]) > CROWD:
        return near.bits <= _CROWD_BITS and near.agreement >= _CROWD_AGREEMENT
    return True


def _near(album: Album, limits: Held, only: set[int] | None) -> list[Near]:
    """Return pairs of pictures of different duties that agree well enough."""
    limit = int(limits[DetectorCode.PHOTO_BITS])
    least = float(limits[DetectorCode.PHOTO_AGREEMENT])
    found: list[Near] = []
    held: list[tuple[Any, Any, Any]] = []
    for pairs in _by_hash(album, limit, only):
        held.append(pairs)
        if sum(len(first) for first, _second, _bits in held) >= _PORTION:
            found += _agreeing(album, held, least)
            held = []
    return [*found, *_agreeing(album, held, least)]


def _by_hash(album: Album, limit: int, only: set[int] | None) -> Iterator[tuple[Any, Any, Any]]:
    if only is None:
        yield from photos.near_pairs(album.hashes, album.mirrors, limit)
        return
    for place, filing in enumerate(album.filings):
        if filing in only:
            yield photos.near_one(album.hashes, album.mirrors, place, limit)


def _agreeing(album: Album, held: list[tuple[Any, Any, Any]], least: float) -> Iterator[Near]:
    if not held:
        return
    first, second, bits = (np.concatenate(part) for part in zip(*held, strict=True))
    wanted = np.unique(np.concatenate((first, second)))
    pictures = _thumbnails([album.facts[place] for place in wanted])
    for earlier, later, distance in zip(
        first.tolist(), second.tolist(), bits.tolist(), strict=True
    ):
        if album.duties[earlier] == album.duties[later]:
            continue
        mine, theirs = pictures[album.facts[earlier]], pictures[album.facts[later]]
        agreement = photos.agreement(mine, theirs)
        if agreement >= least:
            yield Near(earlier, later, distance, agreement)


def _thumbnails(ids: list[int]) -> dict[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, thumbnail FROM attachments_filefacts WHERE id = ANY(%s)", [ids])
        return {pk: bytes(content) for pk, content in cursor.fetchall()}
