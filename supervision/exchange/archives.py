"""Look into an uploaded file before anything opens it: is it a workbook, and a harmless one."""

from __future__ import annotations

import zipfile
import zlib
from enum import Enum
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

import msoffcrypto
import olefile
from django.utils.translation import gettext as _

from supervision.exchange.problems import FileRefused

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 500 * 1024 * 1024
MAX_MEMBERS = 2000
#: A sheet packs to a tenth or so; beyond this only filling packs.
MAX_RATIO = 200
RATIO_FROM = 16 * 1024 * 1024
EXTENSIONS = (".xlsx", ".xls")
MACRO_EXTENSIONS = (".xlsm", ".xlsb", ".xltm", ".xlam")

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_ENCRYPTED = 0x1
#: Parts that run something, or fetch values from other files, programs or servers.
_MACROS = ("xl/vbaproject", "xl/macrosheets/", "xl/activex/", "xl/dialogsheets/")
_LINKS = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/")

# A member that is absent, cut short or packed in an unknown way, and what is no XML.
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    expat.ExpatError,
    LookupError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)


class Container(Enum):
    """How the workbook is packed."""

    ZIP = "xlsx"
    OLE = "xls"


def inspect(path: Path, name: str) -> Container:
    """Return how the workbook is packed; raises FileRefused when it is none, or a harmful one."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise FileRefused(
            "too_large", size=f"{size / 1048576:.1f}", limit=str(MAX_BYTES // 1048576)
        )
    if not size:
        raise FileRefused("empty_file")
    extension = Path(name).suffix.lower()
    if extension in MACRO_EXTENSIONS:
        raise FileRefused("macros", name=name)
    if extension not in EXTENSIONS:
        raise FileRefused("wrong_extension", name=name)
    with path.open("rb") as stream:
        start = stream.read(512)
        if start.startswith(_OLE):
            _inspect_ole(stream, name, extension)
            return Container.OLE
        if not start.startswith(_ZIP):
            found = _looks_like(start)
            if found:
                raise FileRefused("extension_disagrees", name=name, found=found)
            raise FileRefused("broken", name=name)
        if extension != ".xlsx":
            raise FileRefused("extension_disagrees", name=name, found=".xlsx")
        _inspect_zip(stream, name)
        return Container.ZIP


def _looks_like(start: bytes) -> str:
    """Return what other kind of file this is, or "" when it is nothing known."""
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<meta")):
        return _("a web page")
    if head.startswith(b"%pdf"):
        return "PDF"
    if head.startswith((b"\xff\xd8\xff", b"\x89png")):
        return _("a picture")
    if head.startswith(b"<?xml"):
        return "XML"
    if head and b"\x00" not in head and (b"," in head or b"\t" in head) and b"\n" in head:
        return _("a text file (CSV)")
    return ""


def _inspect_ole(stream: BinaryIO, name: str, extension: str) -> None:
    try:
        with olefile.OleFileIO(stream) as ole:
            if ole.exists("EncryptedPackage"):
                raise FileRefused("encrypted", name=name)
            is_workbook = ole.exists("Workbook") or ole.exists("Book")
            if ole.exists("_VBA_PROJECT_CUR"):
                raise FileRefused("macros", name=name)
        if is_workbook and msoffcrypto.OfficeFile(stream).is_encrypted():
            raise FileRefused("encrypted", name=name)
    except FileRefused:
        raise
    except Exception:
        # Two parsers of third parties on a damaged file: whatever they raise, it is damaged.
        raise FileRefused("broken", name=name) from None
    if not is_workbook:
        raise FileRefused("extension_disagrees", name=name, found=_("another Office file"))
    if extension != ".xls":
        raise FileRefused("extension_disagrees", name=name, found=".xls")


def _inspect_zip(stream: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except DAMAGE:
        raise FileRefused("broken", name=name) from None
    _refuse_bomb(members, name)
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or any(_leaves_the_archive(found) for found in names):
        raise FileRefused("unsafe_archive", name=name)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise FileRefused("encrypted", name=name)
    if "xl/workbook.xml" not in names:
        raise FileRefused("extension_disagrees", name=name, found=_("another kind of archive"))
    lowered = [found.lower() for found in names]
    if any(found.startswith(_MACROS) for found in lowered):
        raise FileRefused("macros", name=name)
    if any(found.startswith(_LINKS) for found in lowered):
        raise FileRefused("outside_links", name=name)


def _refuse_bomb(members: list[zipfile.ZipInfo], name: str) -> None:
    """Refuse what would unpack to far more than it is.

    The sizes are the archive's own word, but no more than these is ever read of a member.
    """
    unpacked = sum(member.file_size for member in members)
    filled = any(
        member.file_size > RATIO_FROM and member.file_size > MAX_RATIO * member.compress_size
        for member in members
    )
    if unpacked > MAX_UNPACKED or len(members) > MAX_MEMBERS or filled:
        raise FileRefused("zip_bomb", name=name, limit=str(MAX_UNPACKED // 1048576))


def _leaves_the_archive(name: str) -> bool:
    return (
        name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/") or not name
    )
