"""The base of every list page: filters, chips, saved views, columns, table, pager, export."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from django_filters import FilterSet
from django_stubs_ext import StrPromise

from supervision.web import conditions, memory
from supervision.web.filters import UNIT, FilterBar, without_single
from supervision.web.memory import NO_VIEW, PAGE, SIZE, SORT, VIEW, Kept, SavedList
from supervision.web.paging import Ladder
from supervision.web.tables import PortalTable
from supervision.web.view_bar import ViewBar


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
    `export_url_name` (gets the same query string), `empty`, `bulk_template` with `bulk_url_name`,
    and `get_ladder` with the filters the ladder can follow in `ladder_filters`.
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
    ladder_filters: tuple[str, ...] = ()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list; opened without any condition it is the person's default view."""
        kept = self.kept
        if kept and kept.default and not request.GET and not getattr(request, "htmx", None):
            return redirect(f"{request.path}{kept.default.url}")
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rows the user may see, unfiltered."""
        raise NotImplementedError

    def get_title(self) -> str | StrPromise:
        """Return the heading of the page."""
        return self.title

    def get_table_kwargs(self) -> dict[str, Any]:
        """Return further arguments of the table."""
        return {}

    def get_ladder(self, chosen: dict[str, Any]) -> Ladder | None:
        """Return how many rows lie at each step of the default order, where counters tell.

        `chosen` are the values of the filters that are set, all of them of `ladder_filters`.
        """
        return None

    @property
    def list_key(self) -> str:
        """Name the list for what people keep of it."""
        match = self.request.resolver_match
        return match.view_name if match else ""

    @cached_property
    def kept(self) -> Kept | None:
        """What the person keeps of this list; None where nothing can be kept."""
        return memory.recall(self.request.user, self.list_key)

    @cached_property
    def opened(self) -> SavedList | None:
        """The saved view that is open."""
        return self.kept.view(self.request.GET.get(VIEW, "")) if self.kept else None

    @cached_property
    def params(self) -> QueryDict:
        """The query string; conditions of a saved view that no longer hold are left out."""
        return conditions.without(self.request.GET, self.stale) if self.stale else self.request.GET

    @cached_property
    def stale(self) -> dict[str, str]:
        """The conditions of the open view that are no longer valid: parameter and label."""
        if self.opened is None or self.filterset_class is None:
            return {}
        return conditions.stale(self.build_filterset(self.request.GET), self.opened.query)

    def build_filterset(self, params: QueryDict) -> FilterSet:
        """Return the filters bound to a query string."""
        if self.filterset_class is None:
            raise LookupError(f"{type(self).__name__} has no filters")
        chosen = params if set(params).difference(memory.NO_FILTERS) else None
        found = self.filterset_class(chosen, self.get_queryset(), request=self.request)
        return without_single(found)

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filters as bound to this request."""
        return self.build_filterset(self.params) if self.filterset_class else None

    @property
    def is_own(self) -> bool:
        """Tell whether the list offers units to choose from and the account sees a single one."""
        offered = self.filterset_class is not None and UNIT in self.filterset_class.base_filters
        return offered and self.filterset is not None and UNIT not in self.filterset.filters

    def rows(self) -> QuerySet[Any]:
        """Return the rows that pass the filters; none when a filter is filled in wrongly."""
        chosen = self.filterset
        if chosen is None:
            return self.get_queryset()
        if chosen.is_bound and not chosen.is_valid():
            return self.get_queryset().none()
        return chosen.qs

    def ladder(self) -> Ladder | None:
        """Return the ladder of the list where its filters leave it standing."""
        past = getattr(self.request, "as_of", None)
        if past is not None and past.is_derived:
            return None  # on such a day there were no counters yet
        chosen = conditions.applied(self.filterset)
        if chosen is None or set(chosen).difference(self.ladder_filters):
            return None
        return self.get_ladder(chosen)

    def build_table(self) -> PortalTable:
        """Return the table of this page, sorted and cut to the page asked for."""
        params = self.params
        kept = self.kept or Kept()
        given = self.get_table_kwargs()
        left_out = (*given.pop("exclude", ()), *((UNIT,) if self.is_own else ()))
        table = self.table_class(self.rows(), exclude=left_out, **given)
        if params.get(SORT):
            table.order_by = params.getlist(SORT)
        table.target = "#list"
        table.before_render(self.request)
        table.show_columns(self.opened.columns if self.opened else kept.columns)
        size = params.get(SIZE) or kept.page_size
        table.show_page(params.get(PAGE), size, self.ladder())
        return table

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the list templates draw."""
        table = self.build_table()
        query = self.params.urlencode()
        export = reverse(self.export_url_name) if self.export_url_name else ""
        return super().get_context_data(
            title=self.get_title(),
            table=table,
            page=table.page,
            filter=self.filterset,
            filter_bar=self.filter_bar(),
            chips=conditions.chips(self.filterset, self.params),
            clear_url=f"?{VIEW}={NO_VIEW}" if self.kept and self.kept.default else "?",
            stale=_(", ").join(self.stale.values()),
            view_bar=self.view_bar(table),
            empty=self.empty,
            export_url=f"{export}?{query}" if export and query else export,
            sort=self.params.getlist(SORT),
            bulk_template=self.bulk_template,
            bulk_url=reverse(self.bulk_url_name) if self.bulk_url_name else "",
            **kwargs,
        )

    def filter_bar(self) -> FilterBar | None:
        """Return the filters as they are drawn over the list, where it has any."""
        if self.filterset is None:
            return None
        view = self.opened.pk if self.opened else None
        return FilterBar(self.filterset, self.request.path, view)

    def view_bar(self, table: PortalTable) -> ViewBar | None:
        """Return the bar of views and columns; none where nothing is kept, and in the past."""
        if self.kept is None or getattr(self.request, "as_of", None):
            return None
        return ViewBar(self.kept, self.opened, self.list_key, self.params, table)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """Answer HTMX with the table alone, a browser (or its history) with the whole page."""
        htmx = getattr(self.request, "htmx", None)
        if htmx and not htmx.history_restore_request:
            self.template_name = self.body_template_name
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["HX-Request"])
        return response


def page_of(list_key: str) -> type[ListPage]:
    """Return the list page of a url name; raises LookupError where there is none."""
    try:
        found = resolve(reverse(list_key))
    except (NoReverseMatch, Resolver404):
        raise LookupError(f"there is no list {list_key!r}") from None
    page = getattr(found.func, "view_class", None)
    if not (isinstance(page, type) and issubclass(page, ListPage)):
        raise LookupError(f"there is no list {list_key!r}")
    return page
