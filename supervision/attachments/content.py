"""Compare what a file holds with what its name claims."""

import zipfile
from typing import IO

import puremagic

from supervision.attachments.rules import Kind, is_text

_HEAD = 64 * 1024
_CHUNK = 256 * 1024
#: A compressed office file holds a few dozen parts; a hundred thousand is an attack.
_MAX_MEMBERS = 20_000


def agrees(stream: IO[bytes], kind: Kind) -> bool:
    """Tell whether the content is of the kind; leaves the stream at its start."""
    stream.seek(0)
    try:
        head = stream.read(_HEAD)
        if kind.is_text:
            return not _signatures(head) & _PROGRAMS and _all_text(stream, head)
        if not _signatures(head) & kind.signatures:
            return False
        if kind.inside:
            return _holds_member(stream, kind.inside)
        return not kind.marks or _holds_mark(stream, kind.marks)
    finally:
        stream.seek(0)


_PROGRAMS = frozenset({".exe", ".dll", ".zip", ".pdf", ".doc", ".rar", ".7z", ".class"})


def _signatures(head: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()


def _all_text(stream: IO[bytes], head: bytes) -> bool:
    if not is_text(head, whole=len(head) < _HEAD):
        return False
    while chunk := stream.read(_CHUNK):
        if b"\x00" in chunk and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return False
    return True


def _holds_member(stream: IO[bytes], member: str) -> bool:
    """Read the table of contents only; nothing is ever unpacked."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return False
    if len(names) > _MAX_MEMBERS or any(name.endswith("vbaProject.bin") for name in names):
        return False
    return member in names


def _holds_mark(stream: IO[bytes], marks: tuple[bytes, ...]) -> bool:
    stream.seek(0)
    longest = max(map(len, marks))
    tail = b""
    while chunk := stream.read(_CHUNK):
        window = tail + chunk
        if any(mark in window for mark in marks):
            return True
        tail = window[-longest:]
    return False
