"""Write fingerprints as one stream: two hundred thousand rows in seconds."""

import io
from typing import Any

from django.db import connection

_COPY = "COPY accountability_textprint (filing_id, attachment_id, digest, length, bands) FROM STDIN"
_ROWS = 20_000


def copy_prints(stock: Any) -> None:
    """Write a print for each text of the stock, within the caller's transaction."""
    rows = zip(stock.refs, stock.digests, stock.lengths, stock.bands(), strict=True)
    buffer, held = io.StringIO(), 0
    for ref, digest, length, keys in rows:
        file = ref.attachment_id or r"\N"
        listed = ",".join(map(str, keys))
        buffer.write(f"{ref.filing_id}\t{file}\t{digest}\t{length}\t{{{listed}}}\n")
        held += 1
        if held == _ROWS:
            _send(buffer)
            buffer, held = io.StringIO(), 0
    _send(buffer)


def _send(buffer: io.StringIO) -> None:
    buffer.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(_COPY, buffer)
