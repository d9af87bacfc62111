"""The keys: a file outside the database and outside every backup of it.

The file is JSON: `current` names the key that seals, `index` the key that makes blind indexes,
`keys` holds every key that may still be needed to open something.
"""

from __future__ import annotations

import base64
import json
import os
import re
import stat
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from supervision import clock
from supervision.crypto.ciphers import CryptoError

SECRET_BYTES = 32
_NAME = re.compile(r"k[1-9][0-9]{0,5}")


@dataclass(frozen=True)
class Key:
    """One secret with its name and the day it was made."""

    name: str
    secret: bytes = field(repr=False)
    created: str = ""


@dataclass(frozen=True)
class Keyring:
    """Every key there is, and which of them is in use."""

    current: str
    index: str
    keys: Mapping[str, Key] = field(repr=False)

    def get(self, name: str) -> Key:
        """Return the key; raises CryptoError when the ring does not hold it."""
        if name not in self.keys:
            raise CryptoError(f"the key ring holds no key {name}")
        return self.keys[name]

    def index_names(self) -> list[str]:
        """Return the keys a blind index may have been made with, the present one first."""
        return [self.index, *sorted(set(self.keys) - {self.index})]

    def with_new_key(self, *, for_index: bool = False) -> Keyring:
        """Return a ring whose new key seals from now on, and makes the indexes where asked."""
        number = max(int(name[1:]) for name in self.keys) + 1
        key = _fresh(f"k{number}")
        keys = {**self.keys, key.name: key}
        return Keyring(key.name, key.name if for_index else self.index, keys)

    def without(self, name: str) -> Keyring:
        """Return a ring without the key; raises CryptoError while it is in use."""
        if name in (self.current, self.index):
            raise CryptoError(f"key {name} is in use")
        return replace(self, keys={key: kept for key, kept in self.keys.items() if key != name})


def _fresh(name: str) -> Key:
    return Key(name, os.urandom(SECRET_BYTES), clock.real_now().date().isoformat())


def new_ring() -> Keyring:
    """Return a ring with one new key."""
    key = _fresh("k1")
    return Keyring(key.name, key.name, {key.name: key})


def path() -> Path:
    """Return where the key ring lies."""
    return Path(settings.CRYPTO_KEYRING)


def ring() -> Keyring:
    """Return the key ring as it lies on disk now; outside production a missing one is made.

    Raises ImproperlyConfigured when it is missing in production, open to others, or unreadable.
    """
    # Asked for every sealed value: plain strings, for a Path costs ten times the question.
    place = str(settings.CRYPTO_KEYRING)
    try:
        seen = os.stat(place)
    except FileNotFoundError:
        if settings.PRODUCTION:
            raise ImproperlyConfigured(
                f"The key ring {place} does not exist. Restore it from its own safe copy, or for "
                "a new portal make one: manage.py make_keyring"
            ) from None
        write(new_ring(), replacing=False)
        seen = os.stat(place)
    return _read(place, seen.st_mtime_ns, seen.st_ino)


@cache
def _read(place: str, _changed: int, _inode: int) -> Keyring:
    """Read the file; the arguments make a changed file a new entry of the cache."""
    if stat.S_IMODE(os.stat(place).st_mode) & 0o007:
        raise ImproperlyConfigured(f"The key ring {place} can be read by every user of the machine")
    try:
        return loads(Path(place).read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError) as error:
        raise ImproperlyConfigured(f"The key ring {place} cannot be read: {error}") from error


def loads(text: str) -> Keyring:
    """Read a ring from its JSON form; raises ValueError where it is not whole."""
    stored = json.loads(text)
    keys = {}
    for name, entry in stored["keys"].items():
        secret = base64.b64decode(entry["secret"], validate=True)
        if not _NAME.fullmatch(name) or len(secret) != SECRET_BYTES:
            raise ValueError(f"key {name} is malformed")
        keys[name] = Key(name, secret, entry.get("created", ""))
    found = Keyring(stored["current"], stored["index"], keys)
    for used in (found.current, found.index):
        if used not in keys:
            raise ValueError(f"key {used} is missing")
    return found


def dumps(kept: Keyring) -> str:
    """Write a ring in its JSON form."""
    keys = {
        key.name: {"created": key.created, "secret": base64.b64encode(key.secret).decode()}
        for key in kept.keys.values()
    }
    return json.dumps({"current": kept.current, "index": kept.index, "keys": keys}, indent=1)


def write(kept: Keyring, *, replacing: bool = True) -> None:
    """Put the ring on disk in one step, readable by its owner alone.

    With `replacing` false a ring that somebody else has just written stays.
    """
    place = path()
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=place.parent, prefix=".keyring-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(dumps(kept))
            file.flush()
            os.fsync(file.fileno())
        if replacing:
            if place.exists():
                os.chmod(draft, stat.S_IMODE(place.stat().st_mode))
            os.replace(draft, place)
        elif not place.exists():
            _link(draft, place)
    finally:
        Path(draft).unlink(missing_ok=True)


def _link(draft: str, place: Path) -> None:
    """Publish the draft unless another process was quicker, whose ring then holds."""
    try:
        os.link(draft, place)
    except FileExistsError:
        return


@cache
def derived(secret: bytes, use: str, length: int) -> bytes:
    """Return the key for one use: no two uses share key material (RFC 5869)."""
    return HKDF(hashes.SHA256(), length, salt=None, info=use.encode()).derive(secret)
