"""Audit logs as files, written from invented events without a database."""

import datetime as dt
import hashlib
from typing import Any

from supervision.audit import rules

BEGAN = dt.datetime(2026, 11, 2, 1, 0, tzinfo=dt.UTC)


def event(number: int, **changes: Any) -> dict[str, Any]:
    """Return the sealed fields of one event."""
    fields: dict[str, Any] = {
        "id": number,
        "at": rules.instant(BEGAN + dt.timedelta(seconds=number)),
        "verb": "accountability.filed",
        "actor_id": 7,
        "actor_name": "林知秋",
        "object_type": "accountability.duty",
        "object_id": str(number),
        "object_label": f"河道巡查 {number}",
        "unit_id": 4,
        "ip": "10.1.2.3",
        "request_id": "",
        "details": {"note": "一", "late": False},
    }
    return {**fields, **changes}


def batches_of(events: list[dict[str, Any]], size: int) -> list[list[dict[str, Any]]]:
    """Cut the events into batches."""
    return [events[start : start + size] for start in range(0, len(events), size)]


def chain(batches: list[list[dict[str, Any]]], algorithm: str = "sha256") -> list[dict[str, Any]]:
    """Return the lines of seals and events, before the closing line."""
    lines: list[dict[str, Any]] = [{"type": "audit-export", "version": 1}]
    previous = rules.GENESIS
    for number, members in enumerate(batches, start=1):
        leaves = [rules.digest(algorithm, rules.canonical(one)) for one in members]
        sealed_at = BEGAN + dt.timedelta(hours=number)
        head = {
            "algorithm": algorithm,
            "number": number,
            "previous": previous,
            "first_id": members[0]["id"],
            "last_id": members[-1]["id"],
        }
        digest = rules.seal_digest(**head, sealed_at=sealed_at, leaves=leaves)
        lines.append(
            {
                **head,
                "type": "seal",
                "count": len(members),
                "digest": digest,
                "event_ids": [one["id"] for one in members],
                "leaves": leaves,
                "sealed_at": rules.instant(sealed_at),
            }
        )
        lines += [{"type": "event", "event": one} for one in members]
        previous = digest
    return lines


def closed(lines: list[dict[str, Any]]) -> list[bytes]:
    """Write the lines with a closing line that fits them: what a forger would do as well."""
    seals = [line for line in lines if line["type"] == "seal"]
    end = {
        "type": "end",
        "batches": len(seals),
        "events": sum(line["type"] == "event" for line in lines),
        "digest": seals[-1]["digest"] if seals else rules.GENESIS,
        "lines": len(lines) + 1,
    }
    written = [rules.canonical(line) + b"\n" for line in lines]
    total = hashlib.sha256(b"".join(written) + rules.canonical(end)).hexdigest()
    return [*written, rules.canonical({**end, "sha256": total}) + b"\n"]


def printed(lines: list[dict[str, Any]], number: int) -> str:
    """Return the line that was printed when a batch was the last one."""
    seals = [line for line in lines if line["type"] == "seal"]
    seal = seals[number - 1]
    return rules.digest_line(
        date=BEGAN.date(),
        number=number,
        count=sum(one["count"] for one in seals[:number]),
        algorithm=seal["algorithm"],
        digest=seal["digest"],
    )
