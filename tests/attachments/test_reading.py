"""Text of files: read by a worker, searched within the gates, with recognition and without."""

import datetime as dt
import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import TextField
from django.db.models.functions import Cast as ToText
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from supervision import clock
from supervision.attachments import gates, reading, selectors, services
from supervision.attachments.enums import ReadingState, TextSource
from supervision.attachments.gates import Gate
from supervision.attachments.models import Attachment, AttachmentText
from supervision.attachments.reading import files as opening
from supervision.attachments.reading import recognition
from supervision.attachments.services import reading as waiting
from supervision.audit.models import AuditEvent
from supervision.dashboards import kernel_sources
from supervision.documents.drawing import pdf_of, pdf_refusal
from tests.attachments.scene import Cast, upload
from tests.documents.test_drawing import paper

WORDS = "专题研究党风廉政建设工作"


@pytest.fixture(autouse=True)
def _without_recognition(settings: Any) -> None:
    """Let every test say for itself whether recognition is there."""
    settings.OCR_COMMAND = ""


@pytest.fixture
def owned(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Let clerk and reader find the files of the unit, and nobody else."""

    def readable(user: Any) -> Any:
        mine = user.pk in (cast.clerk.pk, cast.reader.pk)
        rows = type(cast.unit).objects.filter(pk=cast.unit.pk if mine else None)
        return rows.annotate(key=ToText("pk", TextField())).values("key")

    held = gates.get("organizations.unit")
    gate = Gate("organizations.unit", held.may_read, held.may_write, readable)
    monkeypatch.setattr(gates, "_gates", {"organizations.unit": gate})
    return cast


def kept(cast: Cast, content: bytes, name: str) -> Attachment:
    """Attach a file to the unit."""
    return services.store(actor=cast.clerk, upload=upload(content, name), owner=cast.unit)


def row_of(attachment: Attachment) -> AttachmentText:
    """Return what was read."""
    return AttachmentText.objects.get(attachment=attachment)


def saved(document: Any) -> bytes:
    """Return the bytes of whatever can save itself."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_docx() -> bytes:
    document = Document()
    document.add_paragraph(f"会议记录\t{WORDS}")
    document.add_table(1, 1).cell(0, 0).text = "到会6人"
    return saved(document)


def a_workbook() -> bytes:
    book = Workbook()
    book.active.append(["序号", WORDS, 12])
    return saved(book)


def an_ofd() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("OFD.xml", "<ofd:OFD xmlns:ofd='http://www.ofdspec.org/2016'/>")
        archive.writestr(
            "Doc_0/Pages/Page_0/Content.xml",
            "<ofd:Page xmlns:ofd='http://www.ofdspec.org/2016'><ofd:TextObject>"
            f"<ofd:TextCode X='0'>{WORDS}</ofd:TextCode></ofd:TextObject></ofd:Page>",
        )
    return stream.getvalue()


def a_picture(text: str = WORDS, size: int = 48) -> Image.Image:
    image = Image.new("RGB", (1400, 260), "white")
    face = next(iter(Path("/usr/share/fonts").rglob("NotoS*CJK*Regular.tt[cf]")), None)
    if face is not None:
        ImageDraw.Draw(image).text((60, 90), text, "black", ImageFont.truetype(str(face), size))
    return image


def a_png(text: str = WORDS) -> bytes:
    stream = io.BytesIO()
    a_picture(text).save(stream, "PNG")
    return stream.getvalue()


def a_scan(pages: int = 2) -> bytes:
    stream = io.BytesIO()
    first, *rest = [a_picture(f"{WORDS}第{at}页") for at in range(pages)]
    first.save(stream, "PDF", save_all=True, append_images=rest)
    return stream.getvalue()


SPEAKING: dict[str, Callable[[], bytes]] = {
    "会议记录.txt": lambda: WORDS.encode(),
    "旧记录.txt": lambda: WORDS.encode("gb18030"),
    "会议记录.docx": a_docx,
    "台账.xlsx": a_workbook,
    "纪要.ofd": an_ofd,
}


@pytest.mark.parametrize("name", SPEAKING)
def test_files_with_text_are_read_without_recognition(name: str, owned: Cast) -> None:
    attachment = kept(owned, SPEAKING[name](), name)
    assert row_of(attachment).state == ReadingState.WAITING
    assert services.read_waiting() == 1
    row = row_of(attachment)
    assert (row.state, row.source) == (ReadingState.READ, TextSource.LAYER)
    assert WORDS in row.text
    assert row.read_at is not None


@pytest.mark.skipif(bool(pdf_refusal()), reason="no Chinese font on this machine")
def test_the_words_of_a_printed_paper_are_read(owned: Cast) -> None:
    attachment = kept(owned, pdf_of(paper()), "督办函.pdf")
    services.read_waiting()
    assert "清江纪督函〔2026〕12号" in row_of(attachment).text


def test_only_attached_files_are_read(owned: Cast) -> None:
    staged = services.store(
        actor=owned.clerk, upload=upload(b"abc", "a.txt"), draft="organizations.unit:1"
    )
    assert not AttachmentText.objects.exists()
    services.attach(attachments=[staged], owner=owned.unit)
    assert row_of(staged).state == ReadingState.WAITING


def test_without_recognition_a_scan_waits_for_it(owned: Cast, settings: Any) -> None:
    attachment = kept(owned, a_png(), "照片.png")
    services.read_waiting()
    row = row_of(attachment)
    assert (row.state, row.text) == (ReadingState.UNRECOGNISED, "")
    assert row.fault == opening.FAULTS["absent"]
    listed = selectors.of(owned.unit)[0]
    assert listed.reading_word
    # Installed later, it is read after all.
    settings.OCR_COMMAND = "/bin/echo 后来识别的文字"
    assert services.ask_again(actor=None) == 1
    services.read_waiting()
    assert "后来识别的文字" in row_of(attachment).text


def program(folder: Path, body: str) -> str:
    """Write a small program of the installation's own and return its path."""
    path = folder / "recognise"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_program_of_the_installation_is_given_each_picture(
    owned: Cast, settings: Any, tmp_path: Path
) -> None:
    command = program(
        tmp_path, 'head -c 8 "$2" | od -An -c | tr -d " \\n"; echo " $1 识 别 的 文 字"'
    )
    settings.OCR_COMMAND = f"{command} --chinese {{file}}"
    attachment = kept(owned, a_scan(pages=3), "扫描件.pdf")
    services.read_waiting()
    row = row_of(attachment)
    assert (row.state, row.source, row.engine) == (ReadingState.READ, TextSource.OCR, "recognise")
    # A picture each, always a PNG; blanks between characters are taken out.
    assert row.text.count("PNG") == 3
    assert row.text.count("--chinese 识别的文字") == 3


def test_a_program_that_fails_loses_nothing_and_is_tried_three_times(
    owned: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.OCR_COMMAND = program(tmp_path, "echo broken >&2; exit 3")
    attachment = kept(owned, a_png(), "照片.png")
    for attempt in (1, 2, 3):
        assert services.read_waiting() == 1
        row = row_of(attachment)
        assert (row.state, row.attempts) == (ReadingState.FAILED, attempt)
        assert row.fault == opening.FAULTS["engine"]
        assert services.read_waiting() == 0  # not again at once
        clock.set_shift(attempt * (waiting.REST + dt.timedelta(minutes=1)))
    assert services.read_waiting() == 0
    assert selectors.of(owned.unit).count() == 1


def test_a_program_that_hangs_is_stopped(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.OCR_COMMAND = program(tmp_path, "exec sleep 60")
    monkeypatch.setattr(recognition, "SECONDS", 1)
    picture = tmp_path / "a.png"
    picture.write_bytes(a_png())
    found = reading.read(picture, "png")
    assert (found.state, found.fault) == (ReadingState.FAILED, opening.FAULTS["slow"])


def test_a_program_that_is_not_there_is_no_recognition(settings: Any) -> None:
    settings.OCR_COMMAND = "/no/such/program"
    assert reading.engine() is None


def _encrypted() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _endless() -> bytes:
    """Return a file whose page tree leads back to itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def _pixels() -> bytes:
    """Return a small file that unpacks to a picture of 900 million pixels."""
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    return stream.getvalue()


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return stream.getvalue()


def _entities() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:t>&b;</w:t>',
        )
    return stream.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "锁.pdf": (_encrypted, ReadingState.EMPTY, "encrypted"),
    "断.pdf": (lambda: b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", ReadingState.FAILED, "damaged"),
    "环.pdf": (_endless, ReadingState.FAILED, "damaged"),
    "大.png": (_pixels, ReadingState.FAILED, "damaged"),
    "坏.png": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 80, ReadingState.FAILED, "damaged"),
    "胀.docx": (_bomb, ReadingState.FAILED, "damaged"),
    "引.docx": (_entities, ReadingState.FAILED, "damaged"),
    "空.docx": (lambda: saved(Document()), ReadingState.EMPTY, ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_file_breaks_the_worker(name: str, tmp_path: Path) -> None:
    make, state, fault = HOSTILE[name]
    path = tmp_path / "blob"
    path.write_bytes(make())
    found = reading.read(path, name.rpartition(".")[2])
    assert found.state == state, found
    assert found.fault == (opening.FAULTS[fault] if fault else "")
    assert "root:" not in found.text


def test_a_missing_file_and_an_unread_kind_are_said(tmp_path: Path) -> None:
    assert reading.read(tmp_path / "gone", "pdf").fault == opening.FAULTS["missing"]
    (tmp_path / "old").write_bytes(b"x")
    assert reading.read(tmp_path / "old", "doc").fault == opening.FAULTS["kind"]


def test_the_same_content_is_read_once(owned: Cast, settings: Any, tmp_path: Path) -> None:
    count = tmp_path / "count"
    settings.OCR_COMMAND = program(tmp_path, f"echo x >> {count}; echo 识别一次")
    first, second = kept(owned, a_png(), "甲.png"), kept(owned, a_png(), "乙.png")
    assert services.read_waiting() == 2
    assert row_of(first).text == row_of(second).text == "识别一次"
    assert count.read_text().count("x") == 1


def test_a_worker_that_dies_over_a_file_leaves_it_said(owned: Cast) -> None:
    attachment = kept(owned, b"abc", "a.txt")
    for attempt in (1, 2, 3):
        assert waiting._claim() is not None
        clock.set_shift(attempt * (waiting.REST + dt.timedelta(minutes=1)))
    assert waiting._claim() is None
    assert row_of(attachment).state == ReadingState.FAILED


def test_hits_stay_within_the_gates(owned: Cast) -> None:
    kept(owned, f"前言。{'略' * 60}{WORDS}。后记。".encode(), "记录.txt")
    services.read_waiting()
    for person in (owned.clerk, owned.reader):
        for text in ("党风廉政", "廉政", "专题 研究"):
            found = kernel_sources.file_texts(person, text, 5)
            assert found.total == 1, text
            assert WORDS in found.hits[0].sub or "廉政" in found.hits[0].sub
            assert found.hits[0].title == "记录.txt"
    for person in (owned.stranger, AnonymousUser()):
        person.is_active = getattr(person, "is_active", False)
        assert kernel_sources.file_texts(person, "党风廉政", 5).total == 0
    assert kernel_sources.file_texts(owned.clerk, "没有的词", 5).total == 0


def test_a_file_struck_off_is_found_no_more(owned: Cast) -> None:
    attachment = kept(owned, WORDS.encode(), "记录.txt")
    services.read_waiting()
    services.detach(actor=owned.clerk, attachment=attachment, reason="重复")
    assert kernel_sources.file_texts(owned.clerk, "党风廉政", 5).total == 0


def test_the_snippet_shows_where_the_word_stands() -> None:
    assert selectors.snippet("甲" * 100 + "目标" + "乙" * 100, ["目标"]).startswith("…甲")
    assert "目标" in selectors.snippet("甲" * 100 + "目标" + "乙" * 100, ["目标"])
    assert selectors.snippet("目标", ["目标"]) == "目标"


def test_the_command_reads_older_files(owned: Cast) -> None:
    attachment = kept(owned, WORDS.encode(), "记录.txt")
    AttachmentText.objects.all().delete()
    out = io.StringIO()
    call_command("read_attachments", stdout=out)
    assert "asked for: 1, read: 1" in out.getvalue()
    assert row_of(attachment).state == ReadingState.READ
    call_command("read_attachments", "--again", stdout=out)
    assert AuditEvent.objects.filter(verb="attachments.asked_again").count() == 1


def test_administrators_see_how_far_and_nobody_else(
    owned: Cast,
    sysadmin: Any,
    office: Any,
    stranger: Any,
    as_user: Callable[[Any], Client],
    settings: Any,
) -> None:
    kept(owned, a_png(), "机密照片.png")
    services.read_waiting()
    page = as_user(sysadmin).get(reverse("attachments:reading")).content.decode()
    assert "OCR_COMMAND" in page
    assert "机密照片" not in page
    settings.OCR_COMMAND = "/bin/echo 文字"
    assert (
        "OCR_COMMAND" not in as_user(sysadmin).get(reverse("attachments:reading")).content.decode()
    )
    assert as_user(sysadmin).post(reverse("attachments:read_again")).status_code == 302
    for person in (office, stranger):
        assert as_user(person).get(reverse("attachments:reading")).status_code == 403
        assert as_user(person).post(reverse("attachments:read_again")).status_code == 403
        with pytest.raises(PermissionDenied):
            services.ask_again(actor=person)


@pytest.fixture
def tesseract(settings: Any) -> str:
    """Take tesseract where it is installed with Chinese."""
    settings.OCR_COMMAND = "auto"
    found = recognition._tesseract()
    if found is None:
        pytest.skip("tesseract with chi_sim is not installed")
    return found.name


def test_a_scan_becomes_searchable(owned: Cast, tesseract: str) -> None:
    photo, scan = kept(owned, a_png(), "照片.png"), kept(owned, a_scan(), "扫描件.pdf")
    services.read_waiting()
    assert row_of(photo).engine == row_of(scan).engine == tesseract
    assert "党风廉政建设" in row_of(photo).text
    assert row_of(scan).text.count("党风廉政建设") == 2
    found = kernel_sources.file_texts(owned.reader, "廉政建设", 5)
    assert {hit.title for hit in found.hits} == {"照片.png", "扫描件.pdf"}
    # The scan itself is what it was.
    assert (
        len(
            PdfReader(
                io.BytesIO(services.hand_out(actor=owned.clerk, attachment=scan).read())
            ).pages
        )
        == 2
    )


def test_an_upright_picture_comes_of_a_turned_one(owned: Cast, tesseract: str) -> None:
    turned = a_picture().rotate(90, expand=True)
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    turned.save(stream, "JPEG", exif=exif, quality=95)
    attachment = kept(owned, stream.getvalue(), "横拍.jpg")
    services.read_waiting()
    assert "廉政建设" in row_of(attachment).text


def test_the_opener_holds_no_key_of_the_portal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A file that takes over its reader finds neither the database's address nor the key."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    (tmp_path / "a.txt").write_text("x")
    seen: dict[str, Any] = {}
    real = opening.subprocess.run

    def spy(*args: Any, **kwargs: Any) -> Any:
        seen.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setattr(opening.subprocess, "run", spy)
    assert reading.read(tmp_path / "a.txt", "txt").text == "x"
    assert set(seen) == {"PATH", "LANG"} and os.environ["DATABASE_URL"]
