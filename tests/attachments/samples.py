"""Files to read: some that speak, some that mean harm."""

import io
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter

WORDS = "专题研究党风廉政建设工作"


def saved(document: Any) -> bytes:
    """Return the bytes of whatever can save itself."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def a_docx() -> bytes:
    """Return a Word file that says WORDS."""
    document = Document()
    document.add_paragraph(f"会议记录\t{WORDS}")
    document.add_table(1, 1).cell(0, 0).text = "到会6人"
    return saved(document)


def a_workbook() -> bytes:
    """Return a workbook that says WORDS."""
    book = Workbook()
    book.active.append(["序号", WORDS, 12])
    return saved(book)


def an_ofd() -> bytes:
    """Return an OFD that says WORDS."""
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
    """Return a picture of the text, empty where no Chinese face is."""
    image = Image.new("RGB", (1400, 260), "white")
    face = next(iter(Path("/usr/share/fonts").rglob("NotoS*CJK*Regular.tt[cf]")), None)
    if face is not None:
        ImageDraw.Draw(image).text((60, 90), text, "black", ImageFont.truetype(str(face), size))
    return image


def a_png(text: str = WORDS) -> bytes:
    """Return the picture of the text as PNG."""
    stream = io.BytesIO()
    a_picture(text).save(stream, "PNG")
    return stream.getvalue()


def a_scan(pages: int = 2) -> bytes:
    """Return a PDF of pictures, one a page."""
    stream = io.BytesIO()
    first, *rest = [a_picture(f"{WORDS}第{at}页") for at in range(pages)]
    first.save(stream, "PDF", save_all=True, append_images=rest)
    return stream.getvalue()


def an_encrypted_pdf() -> bytes:
    """Return a PDF locked with a password."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def an_endless_pdf() -> bytes:
    """Return a file whose page tree leads back to itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 999999999>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )


def a_picture_of_too_many_pixels() -> bytes:
    """Return a small file that unpacks to a picture of 900 million pixels."""
    stream = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(stream, "PNG")
    return stream.getvalue()


def a_docx_that_swells() -> bytes:
    """Return a small Word file that unpacks to 300 MB."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", b"\0" * 300_000_000)
    return stream.getvalue()


def a_docx_with_entities() -> bytes:
    """Return a Word file that asks for a file of the machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(
            "word/document.xml",
            '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:t>&b;</w:t>',
        )
    return stream.getvalue()
