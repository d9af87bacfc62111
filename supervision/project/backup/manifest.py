"""What a backup holds: every file with its digest, every table with its rows."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from supervision.crypto import keyring

FORMAT = 1
DUMP, FILES, MANIFEST, SEAL = "database.dump", "files", "manifest.json", "manifest.sha256"
_CHUNK = 1024 * 1024


@dataclass
class Manifest:
    """The list of contents, written last: a folder without one is no backup."""

    created_at: str
    server: str
    dump_sha256: str
    tables: dict[str, int]
    migrations: list[str]
    keys: dict[str, str]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT


class BrokenBackupError(Exception):
    """The backup is not what was written; `faults` names each place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def key_marks() -> dict[str, str]:
    """Return a mark of each key by its name: it tells two keys apart and gives nothing away."""
    ring = keyring.ring()
    return {
        name: keyring.derived(key.secret, "mark of a backup", 8).hex()
        for name, key in sorted(ring.keys.items())
    }


def write(folder: Path, manifest: Manifest) -> str:
    """Write the list and its digest; return the digest, to be kept elsewhere."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    seal = digest(folder / MANIFEST)
    (folder / SEAL).write_text(f"{seal}  {MANIFEST}\n", encoding="utf-8")
    return seal


def read(folder: Path) -> Manifest:
    """Read the list; raises BrokenBackupError when it is missing, changed or of another format."""
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
        sealed = (folder / SEAL).read_text(encoding="utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError) as error:
        raise BrokenBackupError([f"{folder} holds no whole backup: {error}"]) from error
    if digest(folder / MANIFEST) != sealed:
        raise BrokenBackupError([f"{MANIFEST}: changed since the backup was taken"])
    stored = json.loads(text)
    if stored.get("format") != FORMAT:
        raise BrokenBackupError([f"{MANIFEST}: format {stored.get('format')} is not known here"])
    return Manifest(**stored)


def faults(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Yield each file that is missing, changed or not on the list."""
    if not (folder / DUMP).is_file():
        yield f"{DUMP}: missing"
    elif digest(folder / DUMP) != manifest.dump_sha256:
        yield f"{DUMP}: changed since the backup was taken"
    found = {
        path.relative_to(folder / FILES).as_posix()
        for path in (folder / FILES).rglob("*")
        if path.is_file()
    }
    for name, expected in sorted(manifest.files.items()):
        if name not in found:
            yield f"{FILES}/{name}: missing"
        elif digest(folder / FILES / name) != expected:
            yield f"{FILES}/{name}: changed since the backup was taken"
    for name in sorted(found - set(manifest.files)):
        yield f"{FILES}/{name}: not part of the backup"


def newest(folder: Path) -> dt.datetime | None:
    """Return when the newest whole backup in a folder of backups was taken."""
    times = []
    for path in folder.glob(f"*/{MANIFEST}"):
        times.append(dt.datetime.fromisoformat(json.loads(path.read_text())["created_at"]))
    return max(times, default=None)
