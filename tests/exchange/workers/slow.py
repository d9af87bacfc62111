"""An import and an export that take their time, so that a test can step in between."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from supervision.exchange.exporters import Column, Exporter, exporters
from supervision.exchange.importers import Importer, Row, Step, Tally, importers
from supervision.exchange.unit_import import UnitImporter
from supervision.organizations import selectors

ROWS = 120
PAUSE = 0.02


class SlowImporter(UnitImporter):
    """Units, ten at a time."""

    code = "slow-units"
    portion_size = 10

    def apply(self, rows: Sequence[Row], *, actor: Any) -> Tally:
        """Write a portion and rest."""
        time.sleep(PAUSE * len(rows))
        return super().apply(rows, actor=actor)

    def undo(self, steps: Sequence[Step], *, actor: Any) -> None:
        """Take a portion back and rest."""
        time.sleep(PAUSE * len(steps))
        super().undo(steps, actor=actor)


class SlowExporter(Exporter):
    """The same unit over and over."""

    code = "slow-units"
    label = "慢"
    permission = "organizations.read_tree"
    columns = (Column("单位", lambda unit: unit.name),)

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterator[Any]:
        """Yield more rows than are written at once, resting every now and then."""
        unit = selectors.tree().first()
        for number in range(6000):
            if number > 5000:
                time.sleep(PAUSE / 10)
            yield unit


def offer() -> None:
    """Register both, past the freeze that tests are too late for."""
    for registry, entry in ((importers, SlowImporter), (exporters, SlowExporter)):
        registry._entries.setdefault(entry.code, entry())


def as_importer() -> Importer:
    """Return the slow import."""
    offer()
    return importers.get(SlowImporter.code)
