"""Clues under way with the papers they lack, as a table."""

from __future__ import annotations

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.selectors import paper_list
from cases.selectors.clue_list import names_of
from supervision.web.columns import DateColumn, LeadColumn
from supervision.web.tables import PortalTable

#: Steps whose missing papers a row names.
SHOWN = 3


def address(clue: Any) -> str:
    """Return the address of the papers of the clue."""
    return reverse("cases:clue_papers", args=[clue.number])


class LackingTable(PortalTable):
    """One clue a row: which step has all its papers, and what the others lack."""

    number = LeadColumn(verbose_name=_("Number"), url=address, sub=names_of)
    handling_office = tables.Column(
        verbose_name=_("Handling office"),
        accessor="handling_office__short_name",
        order_by="handling_office__position",
        default="—",
    )
    status = tables.Column(verbose_name=_("Status"))
    received_at = DateColumn(verbose_name=_("Received"), full=True)
    ready = tables.Column(
        verbose_name=_("All papers are there for"), empty_values=(), orderable=False
    )
    lacking = tables.Column(verbose_name=_("Missing"), empty_values=(), orderable=False)
    writing = tables.Column(verbose_name=_("Unfinished papers"), empty_values=(), orderable=False)

    class Meta(PortalTable.Meta):
        order_by = ("-received_at",)

    def render_status(self, record: Any) -> str:
        """Write the status in words."""
        return str(record.get_status_display())

    def render_ready(self, record: Any) -> SafeString | str:
        """Write the steps whose papers are all there."""
        found = [(label,) for label in paper_list.ready(record)]
        return format_html_join(" ", '<span class="p-tag">{}</span>', found) or "—"

    def render_lacking(self, record: Any) -> SafeString | str:
        """Write what each other step lacks, one a line."""
        found = paper_list.lacking(record)
        shown = format_html_join("", '<span class="p-sub">{}：{}</span>', found[:SHOWN])
        if len(found) <= SHOWN:
            return shown or "—"
        more = ngettext("%(n)d more step", "%(n)d more steps", len(found) - SHOWN)
        link = '{}<a class="p-sub" href="{}">{}</a>'
        return format_html(link, shown, address(record), more % {"n": len(found) - SHOWN})

    def render_writing(self, record: Any) -> SafeString | str:
        """Write the papers that are not finished yet."""
        found = [
            (reverse("cases:paper", args=[paper.pk]), paper.get_slot_display())
            for paper in paper_list.unfinished(record)
        ]
        links = format_html_join("、", '<a href="{}">{}</a>', found)
        return format_html("{}", links) if found else "—"
