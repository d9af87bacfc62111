"""Fill a database for W9: one filing for each duty, documents and pictures, planted copies."""

import hashlib
import io
import random
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection
from PIL import Image

from benchmarks import w9_world as world
from benchmarks.dataset import build as build_district
from supervision.attachments import pictures

_PORTION = 5_000
_DAY = "2026-03-10 10:00+08"

#: The later and the earlier filing of a copy.
Pair = tuple[int, int]


@dataclass
class Plan:
    """What was planted: kind of doubt and class of copy, with the pairs."""

    pairs: dict[tuple[str, str], set[Pair]] = field(default_factory=dict)

    def plant(self, kind: str, name: str, pair: Pair) -> None:
        """Note one copy."""
        self.pairs.setdefault((kind, name), set()).add(pair)


def build(count: int, planted: int, media: Path) -> Plan:
    """Make units, duties and filings; even filings carry a document, odd ones a picture."""
    clerk = build_district(
        units=min(world.UNITS, max(20, count // 100)), duties=count, open_duties=0, turning=0
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, unit_id FROM accountability_duty ORDER BY id LIMIT %s", [count])
        duties = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        maker = _Maker(cursor, clerk.pk, duties, Plan(), random.Random(2026))
        maker.words(planted)
        maker.documents(planted // 2)
        maker.pictures(planted // 2, media)
        maker.same_files(planted)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return maker.plan


class _Maker:
    """Writes filings and files as streams."""

    def __init__(
        self,
        cursor: Any,
        clerk: int,
        duties: list[tuple[int, int]],
        plan: Plan,
        draw: random.Random,
    ) -> None:
        self.cursor, self.clerk, self.duties, self.plan, self.draw = (
            cursor, clerk, duties, plan, draw,
        )  # fmt: skip
        units = sorted({unit for _duty, unit in duties})
        self.owns = dict(zip(units, world.units(len(units)), strict=True))

    def own(self, number: int) -> world.Own:
        """Return the words of the unit that makes the filing."""
        return self.owns[self.duties[number][1]]

    def words(self, planted: int) -> None:
        """Write the filings."""
        numbers = range(len(self.duties))
        rows = self._texts("alike_text", numbers, planted, world.text)
        self._copy(
            "accountability_filing (id, token, duty_id, unit_id, kind, stage, stage_name, is_final,"
            " event_on, text, archive_box, submitted_by_id, submitted_at, due_at, is_late,"
            " gap_days, receipt, file_count)",
            (
                (
                    number + 1, uuid.UUID(int=number + 1), *self.duties[number], "stage", 1, "",
                    True, "2026-03-09", text, "", self.clerk, _DAY, _DAY, False, 1,
                    f"HZ-{number + 1}", 1,
                )
                for number, text in rows
            ),
        )  # fmt: skip

    def documents(self, planted: int) -> None:
        """Write a document with its text for each even filing."""
        numbers = range(0, len(self.duties), 2)
        texts = list(self._texts("alike_document", numbers, planted, world.document))
        self._attach((number, f"{number:064x}", "pdf") for number, _text in texts)
        self._copy(
            "attachments_attachmenttext (attachment_id, text, source, engine, state, fault,"
            " attempts, asked_at, read_at)",
            (
                (_key(number), text, "layer", "", "read", "", 0, _DAY, _DAY)
                for number, text in texts
            ),
        )
        self._facts((f"{number:064x}", "none", "bare", None, None, None) for number in numbers)

    def pictures(self, planted: int, media: Path) -> None:
        """Give each odd filing a picture: planted ones as real files, the others as patterns."""
        numbers = list(range(1, len(self.duties), 2))
        self.draw.shuffle(numbers)
        for name, change in world.PICTURE_COPIES.items():
            for _copy in range(planted // 2):
                earlier, later = sorted((numbers.pop(), numbers.pop()))
                self.plan.plant("alike_photo", name, (later, earlier))
                grey = world.scenes(1, 320, earlier)[0]
                image = Image.fromarray(grey).convert("RGB")
                self._attach([self._store(media, earlier, image, 90)])
                self._attach([self._store(media, later, change(image), 70)])
        for begin in range(0, len(numbers), 2_000):
            some = numbers[begin : begin + 2_000]
            greys = world.scenes(len(some), pictures.SIDE, begin)
            self._attach((number, f"{number:064x}", "jpg") for number in some)
            straight = pictures.hashes_of(greys)
            mirrored = pictures.hashes_of(greys[:, :, ::-1])
            self._facts(
                (f"{number:064x}", "found", "undated", *hashes, grey.tobytes().hex())
                for number, grey, *hashes in zip(
                    some, greys, straight.tolist(), mirrored.tolist(), strict=True
                )
            )

    def same_files(self, planted: int) -> None:
        """Hand documents in a second time, byte for byte."""
        numbers = range(0, len(self.duties), 2)
        for earlier, later in _pairs(numbers, planted, self.draw):
            self.plan.plant("same_file", "same bytes", (later, earlier))
            self._attach([(later, f"{earlier:064x}", "pdf")], key=uuid.uuid4)

    # -- how rows are written ------------------------------------------------------------------

    def _texts(
        self, kind: str, numbers: Sequence[int], planted: int, write: Callable[..., str]
    ) -> Iterable[tuple[int, str]]:
        """Yield a text for each filing; copies of each class are planted among them."""
        pairs = iter(_pairs(numbers, planted * len(world.COPIES), self.draw))
        copies: dict[int, tuple[int, Any]] = {}
        for name, make in world.COPIES.items():
            for _copy in range(planted):
                earlier, later = next(pairs)
                self.plan.plant(kind, name, (later, earlier))
                copies[later] = (earlier, make)
        originals = {earlier: "" for earlier, _make in copies.values()}
        for number in numbers:
            if number in copies:
                earlier, make = copies[number]
                text = make(originals[earlier], self.own(earlier), self.draw)
            else:
                text = write(self.own(number), self.draw)
            if number in originals:
                originals[number] = text
            yield number, text

    def _store(
        self, media: Path, number: int, image: Image.Image, quality: int
    ) -> tuple[int, str, str]:
        """Write the picture where the portal keeps its files."""
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality)
        path = media / "blobs" / f"f{number}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(buffer.getvalue())
        return number, hashlib.sha256(buffer.getvalue()).hexdigest(), "jpg"

    def _attach(
        self, files: Iterable[tuple[int, str, str]], key: Callable[[], uuid.UUID] | None = None
    ) -> None:
        self._copy(
            "attachments_attachment (id, owner_type, owner_id, slot, name, size, content_type,"
            " sha256, storage_name, uploaded_by_id, uploaded_at, attached_at)",
            (
                (
                    key() if key else _key(number), "accountability.filing", number + 1, "",
                    f"f.{ending}", 1000, "x/y", digest, f"f{number}" if not key else uuid.uuid4(),
                    self.clerk, _DAY, _DAY,
                )
                for number, digest, ending in files
            ),
        )  # fmt: skip

    def _facts(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._copy(
            "attachments_filefacts (sha256, state, reason, picture_hash, mirror_hash, thumbnail,"
            " camera, has_place, author, last_author, producer, examined)",
            (
                (*row[:5], None if row[5] is None else rf"\x{row[5]}", "", False, "", "", "", _DAY)
                for row in rows
            ),
        )

    def _copy(self, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
        buffer = io.StringIO()
        for place, row in enumerate(rows, start=1):
            buffer.write("\t".join(map(_cell, row)) + "\n")
            if place % _PORTION == 0:
                self._send(into, buffer)
                buffer = io.StringIO()
        self._send(into, buffer)

    def _send(self, into: str, buffer: io.StringIO) -> None:
        buffer.seek(0)
        self.cursor.copy_expert(f"COPY {into} FROM STDIN", buffer)


def _cell(value: Any) -> str:
    if value is None:
        return r"\N"
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", " ")


def _key(number: int) -> uuid.UUID:
    return uuid.UUID(int=number + 1)


def _pairs(numbers: Sequence[int], count: int, draw: random.Random) -> list[Pair]:
    """Return so many pairs (earlier, later) of different filings, no filing in two of them."""
    chosen = draw.sample(numbers, count * 2)
    return [(min(pair), max(pair)) for pair in zip(chosen[::2], chosen[1::2], strict=True)]
