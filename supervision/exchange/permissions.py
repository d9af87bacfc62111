"""Who may import and export what: the registered permission, asked in one place."""

from __future__ import annotations

from typing import Any

from supervision.exchange import exporters, importers
from supervision.exchange.exporters import Exporter
from supervision.exchange.importers import Importer


def importers_for(user: Any) -> list[Importer]:
    """Return what the user may import."""
    return [entry for entry in importers.everything() if user.can(entry.permission)]


def exporters_for(user: Any) -> list[Exporter]:
    """Return the exports on the index page that the user may take."""
    return [
        entry for entry in exporters.everything() if entry.on_index and user.can(entry.permission)
    ]
