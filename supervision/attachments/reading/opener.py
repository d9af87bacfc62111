"""Run as a program of its own: open one file and print what it says, as JSON.

Knows no Django, so that it starts fast and holds no connection. Its limits are the system's own:
memory and processor time; who started it watches the clock. Arguments: kind, path, folder for
pictures.
"""

import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any
from xml.parsers import expat

from PIL import Image, ImageOps
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

#: Bytes of memory and seconds of processor time.
MEMORY, SECONDS = 1_500_000_000, 120
MAX_TEXT, MAX_PAGES, MAX_PICTURES = 100_000, 500, 30
MAX_UNPACKED, MAX_PIXELS, LONGEST_SIDE = 200_000_000, 60_000_000, 3600
#: Signs a page of a scan may carry without being text: a stamp, a page number.
FEW_SIGNS = 20

Image.MAX_IMAGE_PIXELS = MAX_PIXELS // 2  # twice as many are refused


def main(kind: str, path: str, folder: str) -> None:
    """Print the text and the names of the pictures that only recognition can read."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    open_one = OPENERS.get(kind)
    if open_one is None:
        answer: dict[str, Any] = {"fault": "kind"}
    else:
        answer = open_one(Path(path), Path(folder))
    print(json.dumps(answer))


def _text(path: Path, folder: Path) -> dict[str, Any]:
    content = path.read_bytes()[: MAX_TEXT * 4]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return {"text": _cut([content.decode("utf-16", "replace")])}
    try:
        return {"text": _cut([content.decode("utf-8-sig")])}
    except UnicodeDecodeError:
        return {"text": _cut([content.decode("gb18030", "replace")])}


def _docx(path: Path, folder: Path) -> dict[str, Any]:
    parts = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
    return {"text": _cut(_xml_texts(path, parts, "t", "p"))}


def _ofd(path: Path, folder: Path) -> dict[str, Any]:
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith("Content.xml")]
    return {"text": _cut(_xml_texts(path, parts[:MAX_PAGES], "TextCode", "TextCode"))}


class _Words:
    """Takes the words inside one kind of element; a line ends where another kind does."""

    def __init__(self, tag: str, line: str) -> None:
        self.tag, self.line = tag, line
        self.found: list[str] = []
        self.is_inside = False

    def start(self, name: str, _attributes: object) -> None:
        """Begin an element."""
        self.is_inside = self.is_inside or name.rpartition(":")[2] == self.tag

    def end(self, name: str) -> None:
        """End an element."""
        local = name.rpartition(":")[2]
        if local == self.tag:
            self.is_inside = False
        if local == self.line:
            self.found.append("\n")

    def words(self, data: str) -> None:
        """Take words."""
        if self.is_inside:
            self.found.append(data)


def _refuse(*_declared: object) -> None:
    raise ValueError("a document type")


def _xml_texts(path: Path, parts: Iterable[str], tag: str, line: str) -> Iterator[str]:
    """Yield the words of the elements, with a line feed where a `line` element ends."""
    with zipfile.ZipFile(path) as archive:
        _refuse_bomb(archive)
        for part in parts:
            if part in archive.namelist():
                with archive.open(part) as stream:
                    yield from _parsed(stream, _Words(tag, line))


def _parsed(stream: IO[bytes], words: _Words) -> Iterator[str]:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = words.start, words.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words.words, _refuse
    while chunk := stream.read(1 << 18):
        parser.Parse(chunk, False)
        yield from words.found
        words.found.clear()


def _refuse_bomb(archive: zipfile.ZipFile) -> None:
    if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
        raise ValueError("unpacks to too much")


def _workbook(path: Path, folder: Path) -> dict[str, Any]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(archive)
    with path.open("rb") as stream:
        book = CalamineWorkbook.from_filelike(stream)
        return {"text": _cut(_rows(book))}


def _rows(book: Any) -> Iterator[str]:
    for name in book.sheet_names[:50]:
        yield f"{name}\n"
        for row in book.get_sheet_by_name(name).iter_rows():
            cells = " ".join(str(cell) for cell in row if cell not in ("", None))
            if cells:
                yield f"{cells}\n"


def _pdf(path: Path, folder: Path) -> dict[str, Any]:
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"fault": "encrypted"}
    texts: list[str] = []
    pictures: list[str] = []
    length = 0
    for number, page in enumerate(reader.pages[:MAX_PAGES]):
        said = page.extract_text() or ""
        if len(re.sub(r"\s", "", said)) >= FEW_SIGNS:
            texts.append(said)
            length += len(said)
        elif len(pictures) < MAX_PICTURES:
            pictures += _page_pictures(page, number, folder)[: MAX_PICTURES - len(pictures)]
        if length > MAX_TEXT:
            break
    return {"text": _cut(text + "\n" for text in texts), "pictures": pictures}


def _page_pictures(page: Any, number: int, folder: Path) -> list[str]:
    """Keep the largest pictures of the page: a scan is one, or a few strips."""
    found = []
    for at, picture in enumerate(page.images):
        if at >= 8:
            break
        if picture.image is not None and min(picture.image.size) > 100:
            found.append(_kept(picture.image, folder / f"{number:04}-{at}.png"))
    return found


def _picture(path: Path, folder: Path) -> dict[str, Any]:
    with Image.open(path, formats=["JPEG", "PNG"]) as image:
        image.load()
        return {"text": "", "pictures": [_kept(image, folder / "0000.png")]}


def _kept(image: Any, path: Path) -> str:
    """Write the picture anew, upright, grey and no larger than recognition can use."""
    if image.width * image.height > MAX_PIXELS:
        raise ValueError("too many pixels")
    upright = ImageOps.exif_transpose(image).convert("L")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright.save(path)
    return path.name


def _cut(texts: Iterable[str]) -> str:
    """Join the texts up to the longest that is kept, without what the database cannot hold."""
    kept: list[str] = []
    length = 0
    for text in texts:
        kept.append(text)
        length += len(text)
        if length > MAX_TEXT:
            break
    joined = re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]", " ", "".join(kept))
    return joined[:MAX_TEXT].strip()


OPENERS = {
    "txt": _text,
    "docx": _docx,
    "ofd": _ofd,
    "xlsx": _workbook,
    "xls": _workbook,
    "pdf": _pdf,
    "jpg": _picture,
    "jpeg": _picture,
    "png": _picture,
}

if __name__ == "__main__":
    main(*sys.argv[1:4])
