"""Seal and open short texts. A token names its cipher and its key, so both can change in time.

`A1.k2.<base64url>`: cipher (A = AES-256-GCM, S = SM4-GCM), form 1, key, then nonce, ciphertext
and tag. The place (`accounts.user.phone`) is bound in: a token moved to another column does not
open. Texts are padded to full blocks of 32 bytes, so that lengths tell little.
"""

from __future__ import annotations

import base64

from django.conf import settings

from supervision.crypto import keyring
from supervision.crypto.ciphers import BY_MARK, CIPHERS, CryptoError

#: What a column that holds secrets may hold besides "".
PATTERN = r"^[AS]1[.]k[0-9]+[.][A-Za-z0-9_=-]+$"
_BLOCK = 32
_END = b"\x80"


def encrypt(text: str, *, context: str) -> str:
    """Return the token of the text; "" stays ""."""
    if not text:
        return ""
    cipher = CIPHERS[settings.CRYPTO_CIPHER]
    kept = keyring.ring()
    key = kept.get(kept.current)
    secret = keyring.derived(key.secret, f"field:{cipher.name}", cipher.key_bytes)
    sealed = cipher.seal(secret, _padded(text.encode()), context.encode())
    return f"{cipher.mark}1.{key.name}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt(token: str, *, context: str) -> str:
    """Return the text of the token; raises CryptoError when it does not open here."""
    if not token:
        return ""
    head, name, body = _parts(token)
    cipher = BY_MARK[head[0]]
    key = keyring.ring().get(name)
    secret = keyring.derived(key.secret, f"field:{cipher.name}", cipher.key_bytes)
    plain = cipher.open(secret, base64.urlsafe_b64decode(body), context.encode())
    return plain[: plain.rindex(_END)].decode()


def key_of(token: str) -> str:
    """Return the name of the key a token was sealed with."""
    return _parts(token)[1]


def prefix() -> str:
    """Return how a token begins that is sealed with today's cipher and key."""
    return f"{CIPHERS[settings.CRYPTO_CIPHER].mark}1.{keyring.ring().current}."


def _parts(token: str) -> tuple[str, str, str]:
    parts = token.split(".")
    if len(parts) != 3 or parts[0] not in {f"{mark}1" for mark in BY_MARK}:
        raise CryptoError("this is not a sealed text")
    return parts[0], parts[1], parts[2]


def _padded(plain: bytes) -> bytes:
    plain += _END
    return plain + b"\x00" * (-len(plain) % _BLOCK)
