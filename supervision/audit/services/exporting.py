"""Write the sealed record for a check outside: one JSON object a line, one batch in memory.

Seals never change, so the export needs no lock: it holds the chain as it stood when it began.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from supervision.audit import rules
from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.selectors import seals as selectors

HEAD = {"type": "audit-export", "version": 1}
_HEX = 64


def export_lines() -> Iterator[bytes]:
    """Yield head, seals each with its events and the digests of its days, and closing line."""
    total = hashlib.sha256()
    end: dict[str, Any] = {
        "type": "end",
        "batches": 0,
        "events": 0,
        "digest": rules.GENESIS,
        "lines": 1,
    }
    for value in _lines(end):
        line = rules.canonical(value) + b"\n"
        total.update(line)
        end["lines"] += 1
        yield line
    total.update(rules.canonical(end))
    yield rules.canonical({**end, "sha256": total.hexdigest()}) + b"\n"


def _lines(end: dict[str, Any]) -> Iterator[dict[str, Any]]:
    days: dict[int, list[str]] = defaultdict(list)
    for one in selectors.digests().order_by("date"):
        days[one.seal_id].append(one.line)
    yield HEAD
    for seal in selectors.chain():
        yield _seal_line(seal)
        rows = AuditEvent.objects.filter(pk__in=seal.event_ids).order_by("pk")
        for row in rows.values(*rules.FIELDS):
            end["events"] += 1
            yield {"type": "event", "event": rules.event_fields(row)}
        for line in days.get(seal.number, ()):
            yield {"type": "digest", "line": line}
        end["batches"] += 1
        end["digest"] = seal.digest


def _seal_line(seal: AuditSeal) -> dict[str, Any]:
    leaves = bytes(seal.leaves).hex()
    return {
        "type": "seal",
        "number": seal.number,
        "count": seal.count,
        "first_id": seal.first_id,
        "last_id": seal.last_id,
        "algorithm": seal.algorithm,
        "previous": seal.previous,
        "digest": seal.digest,
        "sealed_at": rules.instant(seal.sealed_at),
        "event_ids": seal.event_ids,
        "leaves": [leaves[start : start + _HEX] for start in range(0, len(leaves), _HEX)],
    }
