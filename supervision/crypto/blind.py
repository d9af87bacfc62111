"""Exact search over sealed values: a keyed digest beside the token, of no use without the key."""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata

from supervision.crypto import keyring

LENGTH = 32


def normalised(value: str) -> str:
    """Return the value as it is compared: half-width, without spaces and dashes, upper case."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", value)).upper()


def index(value: str, *, purpose: str) -> str:
    """Return the digest of the value under today's index key; "" for an empty value."""
    kept = keyring.ring()
    return _digest(value, purpose, kept, kept.index)


def candidates(value: str, *, purpose: str) -> list[str]:
    """Return every digest the value may be stored under, for `field__in`; none for an empty one."""
    if not normalised(value):
        return []
    kept = keyring.ring()
    return [_digest(value, purpose, kept, name) for name in kept.index_names()]


def _digest(value: str, purpose: str, kept: keyring.Keyring, name: str) -> str:
    plain = normalised(value)
    if not plain:
        return ""
    secret = keyring.derived(kept.get(name).secret, f"index:{purpose}", 32)
    return hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest()[:LENGTH]
