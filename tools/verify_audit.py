#!/usr/bin/env python3
"""Check an export of the audit record, without the portal and without any library.

python3 verify_audit.py FILE [--digest LINE]...

FILE is what `manage.py export_audit FILE` wrote. LINE is the line of a printed daily digest, as
2026-11-20/412/30211/sha256:9f86d081... (at least 16 characters of the digest). Everything is
computed again from the events; what was changed, removed, added or put in another order is named
with its batch and event. Without a printed digest a record that was rebuilt as a whole, by
somebody who owns the database, cannot be told from the true one: keep the prints.

Exit code: 0 whole; 1 changed; 2 file or arguments unreadable; 3 this Python lacks the algorithm.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

GENESIS = "0" * 64
HEAD = {"type": "audit-export", "version": 1}
LINE = re.compile(r"(\d{4}-\d\d-\d\d)/(\d+)/(\d+)/(sha256|sm3):([0-9a-f]{16,64})")
_HEX = re.compile(r"[0-9a-f]{64}")


class Unavailable(Exception):
    """The algorithm a seal names is not there."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where."""

    line: int
    batch: int | None
    event: int | None
    says: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.says}" if self.line else self.says


@dataclass(frozen=True)
class Printed:
    """A daily digest as it stands on paper."""

    date: str
    batch: int
    events: int
    digest: str


@dataclass
class Batch:
    """A seal line and the event lines under it."""

    line: int
    seal: dict[str, Any]
    events: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


@dataclass
class Result:
    """What was found, and how far the file was whole."""

    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    batches: int = 0
    events: int = 0
    last: int = 0
    last_digest: str = GENESIS

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.findings


def canonical(value: Any) -> bytes:
    """Write JSON with sorted keys, no spaces, characters as they are, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(algorithm: str, content: bytes) -> str:
    """Return the digest in hex; raises Unavailable where this Python lacks the algorithm."""
    try:
        return hashlib.new(algorithm, content).hexdigest()
    except ValueError:
        raise Unavailable(algorithm) from None


def seal_digest(seal: dict[str, Any], leaves: list[str]) -> str:
    """Return the digest of a seal: its head, then one line for each event's digest."""
    names = ("algorithm", "count", "first_id", "last_id", "number", "previous", "sealed_at")
    head = {name: seal[name] for name in names}
    content = canonical(head) + b"\n" + "".join(f"{leaf}\n" for leaf in leaves).encode()
    return digest(seal["algorithm"], content)


def parse_printed(text: str) -> Printed:
    """Read a printed line; raises ValueError."""
    found = LINE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"not the line of a daily digest: {text!r}")
    date, batch, events, _algorithm, value = found.groups()
    return Printed(date, int(batch), int(events), value)


class Checker:
    """Goes once through the lines; holds one batch at a time."""

    def __init__(self, printed: Iterable[Printed] = ()) -> None:
        """Keep the printed digests to compare with."""
        self.printed = sorted(printed, key=lambda one: one.batch)
        self.result = Result()
        self.batch: Batch | None = None
        self.lines = 0
        self.sum = hashlib.sha256()
        self.ended = False
        self.matched = 0
        self.seen: set[Printed] = set()

    def check(self, lines: Iterable[bytes]) -> Result:
        """Check all lines and return what was found."""
        for raw in lines:
            self.lines += 1
            value = self._parse(raw)
            if value is not None:
                self._take(value)
            if not self.ended:
                self.sum.update(raw)
        self._close()
        if not self.ended:
            self._say(
                f"the file breaks off after batch {self.result.last}: its closing line is missing, "
                "and whatever stood before it"
            )
        self._after()
        return self.result

    def _parse(self, raw: bytes) -> dict[str, Any] | None:
        if self.ended:
            self._say("something was added behind the closing line")
            return None
        try:
            value = json.loads(raw)
            exact = isinstance(value, dict) and canonical(value) + b"\n" == raw
        except (ValueError, RecursionError):
            value, exact = None, False
        if not exact:
            self._say(f"the line was changed and is not in canonical form{self._place()}")
        return value if isinstance(value, dict) else None

    def _place(self) -> str:
        if self.batch is None:
            return ""
        position = len(self.batch.events) + 1
        return f" (after batch {self.batch.seal.get('number')}, about its event {position})"

    def _say(self, says: str, batch: int | None = None) -> None:
        if batch is None and self.batch is not None:
            number = self.batch.seal.get("number")
            batch = number if isinstance(number, int) else None
        self.result.findings.append(Finding(self.lines, batch, None, says))

    def _take(self, value: dict[str, Any]) -> None:
        kind = value.get("type")
        if self.lines == 1:
            if value != HEAD:
                self._say("the first line is not the head of an audit export")
        elif kind == "event":
            self._take_event(value)
        elif kind == "seal":
            self._close()
            self._take_seal(value)
        elif kind == "digest":
            self._close()
            self._take_digest(value)
        elif kind == "end":
            self._close()
            self._take_end(value)
        else:
            self._say(f"a line of unknown kind {kind!r}")

    def _take_event(self, value: dict[str, Any]) -> None:
        event = value.get("event")
        if not isinstance(event, dict) or set(value) != {"type", "event"}:
            self._say("this event line was changed beyond reading")
        elif self.batch is None:
            self._say(f"event {event.get('id')} stands under no batch")
        else:
            self.batch.events.append((self.lines, event))

    def _take_seal(self, seal: dict[str, Any]) -> None:
        if not _is_seal(seal):
            self._say(f"the line of batch {seal.get('number')} was changed beyond reading")
            return
        last, number = self.result.last, seal["number"]
        if number > last + 1:
            gone = f"batch {last + 1}" + (f" to {number - 1}" if number > last + 2 else "")
            self._say(f"{gone} is missing before batch {number}", batch=last + 1)
        elif number <= last:
            self._say(
                f"batch {number} stands behind batch {last}: put in another order, or the chain "
                "is forked",
                batch=number,
            )
        elif seal["previous"] != self.result.last_digest:
            self._say(
                f"batch {number} does not continue batch {last}: one of the two was replaced, or "
                "the chain is forked",
                batch=number,
            )
        self.batch = Batch(self.lines, seal)

    def _close(self) -> None:
        """Check the batch whose lines are all read."""
        if self.batch is None:
            return
        batch, self.batch = self.batch, None
        number = batch.seal["number"]
        algorithm = batch.seal["algorithm"]
        leaves = [digest(algorithm, canonical(event)) for _line, event in batch.events]
        if leaves != batch.seal["leaves"]:
            self.result.findings += compare(batch, leaves)
        stated = batch.seal["digest"]
        if seal_digest(batch.seal, batch.seal["leaves"]) != stated:
            whole = len(leaves) == batch.seal["count"]
            if whole and seal_digest(batch.seal, leaves) == stated:
                says = f"batch {number}: its list of digests was changed; its events are whole"
            else:
                says = f"batch {number}: the seal or one of its events was changed or replaced"
            self.result.findings.append(Finding(batch.line, number, None, says))
        self.result.batches += 1
        self.result.events += len(batch.events)
        self.result.last, self.result.last_digest = number, stated
        self._compare_printed(number, stated, batch.line)

    def _compare_printed(self, number: int, stated: str, line: int) -> None:
        for one in self.printed:
            if one.batch != number:
                continue
            self.seen.add(one)
            if not stated.startswith(one.digest):
                says = (
                    f"batch {number} is not the one on the print of {one.date}: the record was "
                    f"rewritten between batch {self.matched + 1} and batch {number}"
                )
                self.result.findings.append(Finding(line, number, None, says))
            elif self.result.events != one.events:
                says = (
                    f"the print of {one.date} counts {one.events} events up to batch {number}, "
                    f"the file holds {self.result.events}"
                )
                self.result.findings.append(Finding(line, number, None, says))
            else:
                self.matched = number
                self.result.notes.append(f"up to batch {number} as printed on {one.date}")

    def _take_digest(self, value: dict[str, Any]) -> None:
        try:
            one = parse_printed(str(value.get("line")))
        except ValueError:
            self._say("the line of a daily digest was changed beyond reading")
            return
        here = (self.result.last, self.result.last_digest, self.result.events)
        if set(value) != {"type", "line"} or (one.batch, one.digest, one.events) != here:
            self._say(
                f"the digest kept for {one.date} does not fit batch {self.result.last}",
                batch=self.result.last,
            )

    def _take_end(self, value: dict[str, Any]) -> None:
        self.ended = True
        stated = value.pop("sha256", "")
        self.sum.update(canonical(value))
        told = {
            "type": "end",
            "batches": self.result.batches,
            "digest": self.result.last_digest,
            "events": self.result.events,
            "lines": self.lines,
        }
        if value != told:
            wrong = sorted(name for name in {*told, *value} if told.get(name) != value.get(name))
            self._say(f"the closing line says otherwise about: {', '.join(wrong)}")
        elif stated != self.sum.hexdigest() and self.result.is_whole:
            self._say("the digest of the file in its closing line does not fit the lines above")

    def _after(self) -> None:
        for one in self.printed:
            if one not in self.seen:
                says = (
                    f"the print of {one.date} names batch {one.batch}, the file ends with batch "
                    f"{self.result.last}: the end was cut off, or the record rewritten from batch "
                    f"{self.matched + 1} on"
                )
                self.result.findings.append(Finding(0, one.batch, None, says))
        if not self.printed:
            self.result.notes.append(
                "no printed digest was given: a record rebuilt as a whole would not be found"
            )


def _is_seal(seal: dict[str, Any]) -> bool:
    names = {"type", "number", "count", "first_id", "last_id", "algorithm", "previous"}
    if set(seal) != names | {"digest", "sealed_at", "leaves", "event_ids"}:
        return False
    numbers = (seal["number"], seal["count"], seal["first_id"], seal["last_id"])
    lists = (seal["leaves"], seal["event_ids"])
    return (
        all(type(number) is int for number in numbers)
        and seal["number"] > 0
        and seal["algorithm"] in ("sha256", "sm3")
        and all(isinstance(one, list) and len(one) == seal["count"] for one in lists)
        and all(isinstance(leaf, str) and _HEX.fullmatch(leaf) for leaf in seal["leaves"])
        and all(type(one) is int for one in seal["event_ids"])
        and isinstance(seal["sealed_at"], str)
        and all(isinstance(seal[name], str) for name in ("previous", "digest"))
    )


def compare(batch: Batch, leaves: list[str]) -> Iterator[Finding]:
    """Yield which events of a batch differ from its seal, and how."""
    number, ids = batch.seal["number"], batch.seal["event_ids"]
    places = {event: place for place, event in enumerate(ids)}
    met: dict[int, int] = {}
    furthest = -1
    for (line, event), leaf in zip(batch.events, leaves, strict=True):
        key = event.get("id")
        place = places.get(key) if type(key) is int else None
        if place is None:
            says = f"event {key} does not belong to batch {number}: added, or its number changed"
        elif place in met:
            says = f"event {key} stands twice in batch {number}"
        elif batch.seal["leaves"][place] != leaf:
            says = f"event {key} of batch {number} was changed"
        elif place < furthest:
            says = f"event {key} of batch {number} stands in the wrong place"
        else:
            says = ""
        if place is not None:
            met[place] = line
            furthest = max(furthest, place)
        if says:
            yield Finding(line, number, key if type(key) is int else None, says)
    for place, event in enumerate(ids):
        if place not in met:
            says = f"event {event} of batch {number} is missing"
            yield Finding(batch.line, number, event, says)


def main(arguments: list[str] | None = None) -> int:
    """Check the file and say the outcome."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file")
    parser.add_argument("--digest", action="append", default=[], metavar="LINE")
    options = parser.parse_args(arguments)
    try:
        printed = [parse_printed(text) for text in options.digest]
        with open(options.file, "rb") as lines:
            result = Checker(printed).check(lines)
    except (OSError, ValueError) as error:
        print(f"cannot check: {error}", file=sys.stderr)
        return 2
    except Unavailable as error:
        print(
            f"cannot check: this Python has no {error} (its OpenSSL leaves it out); run the check "
            "where python3 -c \"import hashlib; hashlib.new('sm3')\" works",
            file=sys.stderr,
        )
        return 3
    return report(result)


def report(result: Result, shown: int = 100) -> int:
    """Print what was found and return the exit code."""
    for finding in result.findings[:shown]:
        print(f"CHANGED  {finding}")
    if len(result.findings) > shown:
        print(f"CHANGED  and {len(result.findings) - shown} more")
    for note in result.notes:
        print(f"note     {note}")
    counted = f"{result.batches} batches, {result.events} events, last digest {result.last_digest}"
    print(f"{'WHOLE' if result.is_whole else 'NOT WHOLE'}: {counted}")
    return 0 if result.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
