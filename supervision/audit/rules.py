"""The canonical form of events and seals, to the byte: docs/audit.md says the same in words.

tools/verify_audit.py writes the same again without this module, so that a mistake here is found.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

#: What the first seal holds in place of a previous digest.
GENESIS = "0" * 64
#: Algorithms a seal may name.
ALGORITHMS = ("sha256", "sm3")
#: The fields of an event that are sealed.
FIELDS = (
    *("id", "at", "verb", "actor_id", "actor_name", "object_type", "object_id", "object_label"),
    *("unit_id", "ip", "request_id", "details"),
)


def instant(moment: dt.datetime) -> str:
    """Write an instant in UTC with microseconds: 2026-11-22T01:38:00.123456Z."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: Mapping[str, Any]) -> bytes:
    """Write an object as JSON with sorted keys, no spaces, characters as they are, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def event_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the sealed fields of an event, its time written out."""
    return {name: instant(row["at"]) if name == "at" else row[name] for name in FIELDS}


def digest(algorithm: str, content: bytes) -> str:
    """Return the digest in hex; raises ValueError where the machine lacks the algorithm."""
    if algorithm not in ALGORITHMS:
        raise ValueError(f"unknown digest algorithm {algorithm!r}")
    return hashlib.new(algorithm, content).hexdigest()


def seal_digest(
    *,
    algorithm: str,
    number: int,
    previous: str,
    first_id: int,
    last_id: int,
    sealed_at: dt.datetime,
    leaves: Iterable[str],
) -> str:
    """Return the digest of a seal: its head, then one line for each event's digest."""
    lines = list(leaves)
    head = {
        "algorithm": algorithm,
        "count": len(lines),
        "first_id": first_id,
        "last_id": last_id,
        "number": number,
        "previous": previous,
        "sealed_at": instant(sealed_at),
    }
    content = canonical(head) + b"\n" + "".join(f"{leaf}\n" for leaf in lines).encode()
    return digest(algorithm, content)


def short(value: str) -> str:
    """Return the first sixteen characters of a digest in groups of four."""
    return "-".join(value[start : start + 4] for start in range(0, 16, 4))


def digest_line(*, date: dt.date, number: int, count: int, algorithm: str, digest: str) -> str:
    """Return the printed line of a day: 2026-11-20/412/30211/sha256:9f86…."""
    return f"{date.isoformat()}/{number}/{count}/{algorithm}:{digest}"
