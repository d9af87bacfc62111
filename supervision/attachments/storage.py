"""Files on disk: outside the web root, under random names, written whole or not at all."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings


@dataclass(frozen=True)
class Blob:
    """A file as written: where, how large, and its digest."""

    storage_name: str
    size: int
    sha256: str


class TooLargeError(Exception):
    """More bytes came than are accepted."""


def root() -> Path:
    """Return the folder that holds every file."""
    return Path(settings.MEDIA_ROOT) / "blobs"


def path_of(storage_name: str) -> Path:
    """Return the file's place; a name that leads outside the folder raises ValueError."""
    path = (root() / storage_name).resolve()
    if not path.is_relative_to(root().resolve()):
        raise ValueError("storage name leads outside the folder of files")
    return path


def write(chunks: Iterable[bytes], *, limit: int) -> Blob:
    """Write the chunks to a new file and return it; nothing stays behind when it fails."""
    random = secrets.token_hex(20)
    storage_name = f"{random[:2]}/{random[2:4]}/{random}"
    path = path_of(storage_name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = hashlib.sha256(), 0
    partial = path.with_suffix(".part")
    try:
        with open(partial, "xb", opener=_private) as stream:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise TooLargeError
                digest.update(chunk)
                stream.write(chunk)
            stream.flush()
            os.fsync(stream.fileno())
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    return Blob(storage_name, size, digest.hexdigest())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def read(storage_name: str) -> BinaryIO:
    """Open the file; raises FileNotFoundError when it is gone from the disk."""
    return path_of(storage_name).open("rb")


def remove(storage_name: str) -> None:
    """Delete the file if it is there."""
    path_of(storage_name).unlink(missing_ok=True)


def everything() -> Iterator[tuple[str, float]]:
    """Yield every file on disk with the time it was last written (seconds since 1970)."""
    base = root()
    for path in base.glob("*/*/*"):
        try:
            yield path.relative_to(base).as_posix(), path.stat().st_mtime
        except FileNotFoundError:
            continue
