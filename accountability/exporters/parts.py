"""A duty and its parts as Excel: the tree, depth first."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accountability.permissions import READ
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.parts import rows_of_tree
from supervision.exchange import exporters
from supervision.exchange.enums import ColumnKind
from supervision.exchange.exporters import Column, Exporter
from supervision.web import lights
from supervision.web.formats import due_day


def _of_part(name: str) -> Any:
    return lambda row: getattr(row[2], name) if row[2] is not None else ""


@exporters.register
class PartExporter(Exporter):
    """The tree of the duty named by `duty`."""

    code = "duty_parts"
    label = _("Parts of a task")
    permission = READ
    help_text = _("A task with its parts and their parts, one a row.")
    on_index = False
    columns = (
        Column(_("Level"), lambda row: row[0], ColumnKind.NUMBER, 8),
        Column(_("Number"), lambda row: row[1].number, width=24),
        Column(_("Task"), lambda row: f"{'　' * (row[0] - 1)}{row[1].title}", width=48),
        Column(_("Unit"), lambda row: row[1].unit.name, width=24),
        Column(_("Person"), _of_part("holder_name"), width=12),
        Column(_("Section"), _of_part("section"), width=16),
        Column(_("Share (%)"), lambda row: row[2] and row[2].share, ColumnKind.NUMBER, 8),
        Column(_("Due"), lambda row: due_day(row[1].ends_at), ColumnKind.DATE),
        Column(_("State"), lambda row: lights.words(row[1].light)),
        Column(_("Filings"), lambda row: row[1].filed_count, ColumnKind.NUMBER, 10),
        Column(_("Concluded"), lambda row: row[1].closed_at, ColumnKind.DATETIME, 20),
    )

    def rows(self, user: Any, params: Mapping[str, Any]) -> Iterable[Any]:
        """Return the tree of the visible duty named by `duty`."""
        wanted = str(params.get("duty", ""))
        if not wanted.isdecimal() or len(wanted) > 18:
            return ()
        found = with_light(duties_visible_to(user)).filter(pk=int(wanted)).first()
        return rows_of_tree(user, found) if found is not None else ()
