"""The base of every list page: filters, chips, table, pager, export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from django_filters import FilterSet
from django_stubs_ext import StrPromise

from supervision.web import formats
from supervision.web.tables import PAGE_SIZES, PortalTable


@dataclass(frozen=True)
class Chip:
    """One filter that is applied, and the address of the list without it."""

    label: str
    value: str
    url: str


@dataclass(frozen=True)
class Empty:
    """What an empty list says: the first thing to do."""

    title: str | StrPromise
    text: str | StrPromise = ""
    icon: str = "inbox"
    action_label: str | StrPromise = ""
    action_url_name: str = ""

    @property
    def action_url(self) -> str:
        """Return the address of the first thing to do."""
        return reverse(self.action_url_name) if self.action_url_name else ""


class ListPage(TemplateView):
    """A filtered, sorted, paged list.

    A page names `title`, `table_class`, `get_queryset`, and where it has them `filterset_class`,
    `export_url_name` (gets the same query string), `empty`, `bulk_template` with `bulk_url_name`.
    HTMX gets the table alone.
    """

    template_name = "components/list_page.html"
    body_template_name = "components/list_body.html"
    table_class: type[PortalTable]
    filterset_class: type[FilterSet] | None = None
    title: str | StrPromise = ""
    export_url_name = ""
    empty: Empty | None = None
    bulk_template = ""
    bulk_url_name = ""

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows the user may see, unfiltered."""
        raise NotImplementedError

    def get_title(self) -> str | StrPromise:
        """Return the heading of the page."""
        return self.title

    def get_table_kwargs(self) -> dict[str, Any]:
        """Return further arguments of the table."""
        return {}

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filters as bound to this request."""
        if self.filterset_class is None:
            return None
        return self.filterset_class(
            self.request.GET or None, queryset=self.get_queryset(), request=self.request
        )

    def rows(self) -> QuerySet[Any]:
        """Return the rows that pass the filters; none when a filter is filled in wrongly."""
        chosen = self.filterset
        if chosen is None:
            return self.get_queryset()
        if chosen.is_bound and not chosen.is_valid():
            return self.get_queryset().none()
        return chosen.qs

    def build_table(self) -> PortalTable:
        """Return the table of this page, sorted and cut to the page asked for."""
        params = self.request.GET
        table = self.table_class(self.rows(), **self.get_table_kwargs())
        if params.get(table.prefixed_order_by_field):
            table.order_by = params.getlist(table.prefixed_order_by_field)
        table.target = "#list"
        table.before_render(self.request)
        table.show_page(
            params.get(table.prefixed_page_field), params.get(table.prefixed_per_page_field)
        )
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the list templates draw."""
        table = self.build_table()
        query = self.request.GET.urlencode()
        export = reverse(self.export_url_name) if self.export_url_name else ""
        return super().get_context_data(
            title=self.get_title(),
            table=table,
            page=table.page,
            page_sizes=PAGE_SIZES,
            filter=self.filterset,
            chips=self.chips(),
            empty=self.empty,
            export_url=f"{export}?{query}" if export and query else export,
            bulk_template=self.bulk_template,
            bulk_url=reverse(self.bulk_url_name) if self.bulk_url_name else "",
            **kwargs,
        )

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer HTMX with the table alone, a browser (or its history) with the whole page."""
        htmx = getattr(self.request, "htmx", None)
        if htmx and not htmx.history_restore_request:
            self.template_name = self.body_template_name
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response

    def chips(self) -> list[Chip]:
        """Return the filters that are applied."""
        chosen = self.filterset
        if chosen is None or not chosen.is_bound or not chosen.is_valid():
            return []
        found = []
        for name, field in chosen.form.fields.items():
            shown = written(field, chosen.form.cleaned_data.get(name))
            if shown:
                found.append(Chip(str(field.label or name), shown, self._without(name)))
        return found

    def _without(self, name: str) -> str:
        params = self.request.GET.copy()
        parts = {f"{name}_{end}" for end in ("min", "max", "after", "before", "0", "1")}
        for key in ["page", name, *parts.intersection(params)]:
            params.pop(key, None)
        return f"?{params.urlencode()}"


def written(field: Any, value: Any) -> str:
    """Write the chosen value of a filter for a chip."""
    if value in (None, "", [], ()):
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, date | datetime):
        return formats.full_date(value)
    if isinstance(value, slice):
        ends = [written(field, end) for end in (value.start, value.stop)]
        return "–".join(ends) if any(ends) else ""
    if isinstance(value, Model):
        return str(value)
    if isinstance(value, list | tuple | QuerySet):
        return _(", ").join(written(field, part) for part in value)
    choices = dict(_flat(getattr(field, "choices", ())))
    return str(choices.get(str(value), value))


def _flat(choices: Any) -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for key, label in choices:
        group = label if isinstance(label, list | tuple) else [(key, label)]
        found += [(str(k), text) for k, text in group]
    return found
