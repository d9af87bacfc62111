"""Find a record by its code, full name or short name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supervision.exchange import rules
from supervision.exchange.rules import BadValue
from supervision.organizations.models import Unit


class Lookup:
    """Records by every text they are known by, loaded once for a whole workbook."""

    def __init__(self, entries: Iterable[tuple[Any, Iterable[str]]]) -> None:
        """Take each record with its texts, the surest first; an earlier text outranks a later."""
        self._ranks: list[dict[str, list[Any]]] = []
        self._texts: list[str] = []
        for record, texts in entries:
            for rank, text in enumerate(texts):
                if text:
                    self._add(rank, text, record)

    def find(self, text: str) -> Any:
        """Return the one record the text means; raises BadValue when none or several."""
        key = rules.squash(text)
        for known in self._ranks:
            found = known.get(key, [])
            if len(found) == 1:
                return found[0]
            if found:
                names = "、".join(str(record) for record in found[:5])
                raise BadValue("many_found", found=names)
        near = rules.nearest(text, self._texts)
        if near:
            raise BadValue("not_found_near", near=near)
        raise BadValue("not_found")

    def _add(self, rank: int, text: str, record: Any) -> None:
        while len(self._ranks) <= rank:
            self._ranks.append({})
        same = self._ranks[rank].setdefault(rules.squash(text), [])
        if record not in same:
            same.append(record)
        self._texts.append(text)


def unit_lookup(units: Iterable[Unit]) -> Lookup:
    """Return a lookup of units by code, full name, then short name."""
    return Lookup((unit, (unit.code, unit.name, unit.short_name)) for unit in units)
