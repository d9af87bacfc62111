"""Who may import and export what: the registered permission, asked in one place."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from supervision import clock
from supervision.exchange import exporters, importers
from supervision.exchange.enums import ImportState
from supervision.exchange.exporters import Exporter
from supervision.exchange.importers import Importer
from supervision.exchange.models import ImportJob

#: See who took what out, when, and for what.
READ_RECORDS = "exchange.read_records"


def importers_for(user: Any) -> list[Importer]:
    """Return what the user may import."""
    return [entry for entry in importers.everything() if user.can(entry.permission)]


def exporters_for(user: Any) -> list[Exporter]:
    """Return the exports on the index page that the user may take."""
    return [
        entry for entry in exporters.everything() if entry.on_index and user.can(entry.permission)
    ]


def imports_anything(user: Any) -> bool:
    """Tell whether the user may import any table."""
    return bool(importers_for(user))


def exports_anything(user: Any) -> bool:
    """Tell whether the user may export any table, on the index page or from its own list."""
    return any(user.can(entry.permission) for entry in exporters.everything())


def undo_refusal(importer: Importer, job: ImportJob) -> str:
    """Return why the batch cannot be taken back, or "" when it can be tried."""
    if job.state != ImportState.DONE or job.undo_until is None:
        return _("Only an import that was carried out can be taken back.")
    if not importer.undoable:
        return _("Imports of this kind cannot be taken back.")
    if clock.now() > job.undo_until:
        return _("An import can be taken back for 7 days; that time is over.")
    if not job.created_count + job.updated_count:
        return _("This import changed nothing.")
    return ""
