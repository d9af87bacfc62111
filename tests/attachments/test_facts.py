"""What files say about themselves; no file, however broken, is an error for anybody."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from supervision.attachments import pictures, properties
from supervision.attachments.enums import FactsGap, FactsState
from supervision.attachments.models import Attachment, FileFacts
from supervision.attachments.services import examine_files, store
from tests.attachments.scene import DOCX, PDF, Cast, upload
from tests.sample_files import picture, word_file


def _png(width: int, height: int) -> bytes:
    """Return a PNG that claims a size and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\x00" * 4096))
        + chunk(b"IEND", b"")
    )


def _drawn(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(buffer, "PNG")
    return buffer.getvalue()


def _office(core: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
        package.writestr("docProps/core.xml", core)
    return buffer.getvalue()


@pytest.fixture
def facts_of(cast: Cast) -> Callable[[bytes, str], FileFacts]:
    """Return a function that hands a file in and returns what was read in it."""

    def act(content: bytes, name: str) -> FileFacts:
        file = store(actor=cast.clerk, upload=upload(content, name), owner=cast.unit)
        assert examine_files() == 1
        return FileFacts.objects.get(sha256=file.sha256)

    return act


def test_a_photo_names_its_day_and_camera(facts_of: Callable[..., FileFacts]) -> None:
    found = facts_of(picture(1, taken="2026:03:12 09:30:00"), "现场.jpg")
    assert found.state == FactsState.FOUND
    assert found.taken is not None
    assert found.taken.isoformat() == "2026-03-12T01:30:00+00:00"
    assert (found.camera, found.width, found.has_place) == ("X100", 160, False)
    assert found.picture_hash is not None
    assert len(found.thumbnail) == 32 * 32


def test_a_photo_without_a_date_keeps_its_pattern(facts_of: Callable[..., FileFacts]) -> None:
    found = facts_of(picture(1), "现场.jpg")
    assert (found.state, found.reason) == (FactsState.FOUND, FactsGap.UNDATED)
    assert found.picture_hash is not None


def test_a_document_names_its_day_and_author(facts_of: Callable[..., FileFacts]) -> None:
    found = facts_of(word_file("2026-05-01T08:00:00Z", "财政局 沈若谷"), "报告.docx")
    assert found.made is not None
    assert (found.made.isoformat(), found.author) == ("2026-05-01T08:00:00+00:00", "财政局 沈若谷")


@pytest.mark.parametrize(
    ("content", "name", "gap"),
    [
        (picture(1)[:400], "cut.jpg", FactsGap.PICTURE),
        (_png(60_000, 60_000), "bomb.png", FactsGap.PIXELS),
        (_png(4000, 4000), "hollow.png", FactsGap.PICTURE),
        (_drawn(2, 900), "sliver.png", FactsGap.SMALL),
        (DOCX, "bare.docx", FactsGap.BARE),
        (_office(b"<a" * 40), "broken.docx", FactsGap.PROPERTIES),
        (_office(b"<a>" + b" " * 400_000 + b"</a>"), "bomb.docx", FactsGap.OVERSIZE),
        (_office(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "entity.docx", FactsGap.ENTITIES),
        (PDF, "hollow.pdf", FactsGap.PDF),
        (b"plain words", "notes.txt", FactsGap.KIND),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_hostile_file_is_a_reason_and_no_error(
    content: bytes, name: str, gap: FactsGap, facts_of: Callable[..., FileFacts]
) -> None:
    found = facts_of(content, name)
    assert (found.state, found.reason) == (FactsState.NONE, gap)


def test_broken_exif_costs_the_date_alone() -> None:
    content = bytearray(picture(1, taken="2026:03:12 09:30:00"))
    place = content.index(b"Exif\x00\x00") + 14
    content[place : place + 20] = b"\xff" * 20
    assert pictures.examine(io.BytesIO(bytes(content))).taken is None


@pytest.mark.parametrize("text", ["", "D:99999999999999", "yesterday", "D:20260230"])
def test_an_impossible_day_is_no_day(text: str) -> None:
    assert properties._pdf_instant(text) is None


def test_a_pdf_names_its_day() -> None:
    found = properties._pdf_instant("D:20260312093000+08'00'")
    assert found is not None
    assert found.isoformat() == "2026-03-12T09:30:00+08:00"


def test_a_file_gone_from_the_disk_stops_nobody(cast: Cast, media: Any) -> None:
    for name in ("a.jpg", "b.jpg"):
        store(actor=cast.clerk, upload=upload(picture(ord(name[0])), name), owner=cast.unit)
    (media / Attachment.objects.get(name="a.jpg").storage_name).unlink()
    assert examine_files() == 2
    reasons = set(FileFacts.objects.values_list("reason", flat=True))
    assert reasons == {FactsGap.MISSING, FactsGap.UNDATED}


def test_a_content_is_examined_once(cast: Cast) -> None:
    for _time in range(2):
        store(actor=cast.clerk, upload=upload(picture(1), "a.jpg"), owner=cast.unit)
    assert examine_files() == 1
    assert examine_files() == 0


def test_an_upload_that_was_never_filed_is_left_alone(cast: Cast) -> None:
    store(actor=cast.clerk, upload=upload(picture(1), "a.jpg"), draft="organizations.unit:1")
    assert examine_files() == 0


def test_a_stranger_learns_nothing_of_a_file(
    cast: Cast, facts_of: Callable[..., FileFacts], browser: Callable[..., Client]
) -> None:
    found = facts_of(picture(1), "现场.jpg")
    file = Attachment.objects.get(sha256=found.sha256)
    assert browser(cast.stranger).get(file.url).status_code == 404
