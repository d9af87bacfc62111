"""Names and members of an evidence package: safe on every machine, unique, and never invented."""

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from supervision import clock

#: Longer parts of a path are cut; Windows refuses paths beyond 260 characters as a whole.
MAX_FOLDER = 40
MAX_FILE = 100
_CHUNK = 1 << 20
_ILLEGAL = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)
#: What is compressed already is only put in.
_PACKED = frozenset({"pdf", "jpg", "jpeg", "png", "docx", "xlsx", "pptx", "ofd", "zip", "mp4"})


def part(text: str, limit: int = MAX_FOLDER) -> str:
    """Return the text as one part of a path that Windows, Linux and old unpackers take.

    Characters outside GBK become underscores: Chinese Windows of any age shows the rest.
    """
    name = unicodedata.normalize("NFC", text)
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    name = name.encode("gbk", "replace").decode("gbk").replace("?", "_")
    name = re.sub(r"\s+", " ", _ILLEGAL.sub("_", name)).strip(" .") or "_"
    if _RESERVED.match(name):
        name = f"_{name}"
    return name[:limit].rstrip(" .")


def file_part(name: str) -> str:
    """Return a file name as one part of a path; its ending survives the cut."""
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > 8:
        return part(name, MAX_FILE)
    return f"{part(stem, MAX_FILE - len(ending) - 1)}.{part(ending, 8)}"


class Paths:
    """Gives each member a path of its own; two that differ by case alone count as the same."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def give(self, folder: str, name: str) -> str:
        """Return the path, with a number before its ending where the name is taken."""
        stem, dot, ending = name.rpartition(".")
        before, after = (stem, f".{ending}") if dot and stem else (name, "")
        path, number = f"{folder}/{name}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{folder}/{before} ({number}){after}"
        self._taken.add(path.casefold())
        return path


def add(
    archive: zipfile.ZipFile, path: str, source: BinaryIO, *, size: int, at: datetime
) -> tuple[int, str]:
    """Copy the stream into the archive piece by piece; return the size and digest of what came."""
    moment = clock.local(at)
    info = zipfile.ZipInfo(path, date_time=moment.timetuple()[:6])
    packed = path.rpartition(".")[2].lower() in _PACKED
    info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    # Tells the archive whether it needs the large form of an entry.
    info.file_size = size
    digest, written = hashlib.sha256(), 0
    with archive.open(info, "w") as target:
        for chunk in _chunks(source):
            target.write(chunk)
            digest.update(chunk)
            written += len(chunk)
    return written, digest.hexdigest()


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    while chunk := source.read(_CHUNK):
        yield chunk
