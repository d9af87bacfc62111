"""Keep workbooks privately, outside everything that is served, and wipe them when they expire."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from supervision.exchange.problems import FileRefused
from supervision.web.room import is_full

_CHUNK = 1 << 20


def path_of(job_id: UUID) -> Path:
    """Return where the file of the import lies; its name tells nothing."""
    return _private("imports") / f"{job_id}.upload"


def marked_path_of(job_id: UUID) -> Path:
    """Return where the workbook with the errors marked lies."""
    return _private("imports") / f"{job_id}.marked"


def export_path_of(job_id: int) -> Path:
    """Return where the file of the export lies."""
    return _private("exports") / f"{job_id}.xlsx"


def keep(job_id: UUID, upload: UploadedFile, *, limit: int) -> tuple[Path, str]:
    """Write the upload, at most one byte more than the limit; return its path and digest.

    Raises FileRefused when the disk is full; nothing stays behind then.
    """
    path = path_of(job_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return path, _copy(upload, path, limit)
    except BaseException as fault:
        wipe(path)
        if is_full(fault):
            raise FileRefused("no_room", name=upload.name or "") from fault
        raise


def _copy(upload: UploadedFile, path: Path, limit: int) -> str:
    digest = hashlib.sha256()
    written = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        for chunk in upload.chunks():
            part = chunk[: limit + 1 - written]
            stream.write(part)
            digest.update(part)
            written += len(part)
            if written > limit:
                break
    return digest.hexdigest()


def part_of(path: Path) -> Path:
    """Return where a file is written before it takes its place; a killed writer leaves only it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    return part


def digest_of(path: Path) -> str:
    """Return the SHA-256 of the file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def work_folder() -> Path:
    """Return where a workbook's rows lie while it is written; a killed writer leaves them there."""
    folder = _private("work")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def untouched(kind: str, before: float) -> Iterator[Path]:
    """Yield the files of a folder that were last written before a time stamp."""
    for path in sorted(_private(kind).glob("*")):
        try:
            if path.is_file() and path.stat().st_mtime < before:
                yield path
        except FileNotFoundError:
            continue


def drop_upload(job_id: UUID) -> None:
    """Wipe the upload alone: what is wrong with it stands in the marked workbook."""
    wipe(path_of(job_id))


def drop(job_id: UUID) -> None:
    """Wipe the files of the import, if they are still there."""
    for path in (path_of(job_id), marked_path_of(job_id)):
        wipe(path)
        wipe(path.with_suffix(".part"))


def drop_export(job_id: int) -> None:
    """Wipe the file of the export, if it is still there."""
    path = export_path_of(job_id)
    wipe(path)
    wipe(path.with_suffix(".part"))


def _private(kind: str) -> Path:
    return Path(settings.MEDIA_ROOT) / "private" / kind


def wipe(path: Path) -> None:
    """Delete the file, if it is still there, and write over it before: its blocks hold nothing."""
    if not path.exists():
        return
    left = path.stat().st_size
    with path.open("r+b") as stream:
        while left > 0:
            left -= stream.write(bytes(min(left, _CHUNK)))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink(missing_ok=True)
