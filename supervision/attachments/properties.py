"""Read what an office file or a PDF notes about itself: when it was made, by whom, how long it is.

Of an office file only two small members are unpacked, and no more of them than their cap: a
member that claims to be larger is a bomb and is left alone.
"""

import datetime as dt
import re
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from supervision import clock
from supervision.attachments.enums import FactsGap
from supervision.attachments.pictures import NotReadable

#: Properties take a few hundred bytes.
MAX_MEMBER = 256 * 1024
#: Larger PDFs are not opened for their notes.
MAX_PDF = 40 * 1024 * 1024
_CORE, _APP = "docProps/core.xml", "docProps/app.xml"
_PDF_TIME = re.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(Z|[+-]\d{2})?'?(\d{2})?")


@dataclass(frozen=True)
class DocumentFacts:
    """What one document told; empty where it says nothing."""

    made: dt.datetime | None = None
    changed: dt.datetime | None = None
    author: str = ""
    last_author: str = ""
    revision: int | None = None
    producer: str = ""
    pages: int | None = None
    words: int | None = None

    @property
    def says_something(self) -> bool:
        """Tell whether anything at all was noted."""
        return self != DocumentFacts()


def examine_office(stream: IO[bytes]) -> DocumentFacts:
    """Return the properties of a .docx or .xlsx; raises NotReadable where it is broken."""
    try:
        with zipfile.ZipFile(stream) as archive:
            core = _values(archive, _CORE)
            app = _values(archive, _APP)
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError) as fault:
        raise NotReadable(FactsGap.DOCUMENT) from fault
    except (EOFError, ElementTree.ParseError) as fault:
        raise NotReadable(FactsGap.PROPERTIES) from fault
    return DocumentFacts(
        made=_instant(core.get("created", "")),
        changed=_instant(core.get("modified", "")),
        author=_clean(core.get("creator", "")),
        last_author=_clean(core.get("lastModifiedBy", "")),
        revision=_number(core.get("revision", "")),
        producer=_clean(app.get("Application", ""), 120),
        pages=_number(app.get("Pages", "")),
        words=_number(app.get("Words", "")),
    )


def _values(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Return the elements of a flat member by their local names; nothing where it is absent."""
    try:
        info = archive.getinfo(name)
    except KeyError:
        return {}
    if info.file_size > MAX_MEMBER:
        raise NotReadable(FactsGap.OVERSIZE)
    with archive.open(info) as member:
        content = member.read(MAX_MEMBER + 1)
    if len(content) > MAX_MEMBER:
        raise NotReadable(FactsGap.OVERSIZE)
    # An entity may stand for gigabytes or for a file of this machine; office programs use none.
    if b"<!" in content.replace(b"<!--", b""):
        raise NotReadable(FactsGap.ENTITIES)
    root = ElementTree.fromstring(content)  # noqa: S314  no entities: refused above
    return {child.tag.rpartition("}")[2]: (child.text or "").strip() for child in root}


def examine_pdf(stream: IO[bytes], size: int) -> DocumentFacts:
    """Return the notes of a PDF; raises NotReadable where it is broken, locked or too large."""
    if size > MAX_PDF:
        raise NotReadable(FactsGap.LARGE)
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted:
            raise NotReadable(FactsGap.LOCKED)
        info = reader.metadata
        pages = _page_count(reader)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError) as fault:
        raise NotReadable(FactsGap.PDF) from fault
    except (OSError, RecursionError, NotImplementedError, OverflowError) as fault:
        raise NotReadable(FactsGap.PDF) from fault
    if info is None:
        return DocumentFacts(pages=pages)
    return DocumentFacts(
        made=_pdf_instant(info.get("/CreationDate")),
        changed=_pdf_instant(info.get("/ModDate")),
        author=_clean(str(info.get("/Author") or "")),
        producer=_clean(str(info.get("/Producer") or info.get("/Creator") or ""), 120),
        pages=pages,
    )


def _page_count(reader: PdfReader) -> int | None:
    """Return the count the document states; its pages are never walked."""
    root = reader.trailer["/Root"]
    count = root["/Pages"].get("/Count")  # type: ignore[index]
    return int(count) if isinstance(count, int) and 0 <= count <= 1_000_000 else None


def _instant(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return _believable(found if found.tzinfo else found.replace(tzinfo=dt.UTC))


def _pdf_instant(value: object) -> dt.datetime | None:
    match = _PDF_TIME.match(str(value or ""))
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    zone: dt.tzinfo = clock.CHINA
    if match[7] == "Z":
        zone = dt.UTC
    elif match[7]:
        minutes = int(match[7]) * 60 + int(match[8] or 0) * (1 if match[7][0] == "+" else -1)
        zone = dt.timezone(dt.timedelta(minutes=max(-1439, min(1439, minutes))))
    try:
        return _believable(dt.datetime(year, month, day, hour, minute, second, tzinfo=zone))
    except ValueError:
        return None


def _believable(instant: dt.datetime) -> dt.datetime | None:
    """Return the instant unless no office program of our time can have written it."""
    return instant if 1990 <= instant.year <= 2100 else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _clean(text: str, limit: int = 80) -> str:
    return "".join(char for char in text if char.isprintable()).strip()[:limit]
