"""The base of every list: a django-tables2 table that draws its rows from a plan.

Stock django-tables2 inspects the signature of a render function, rebuilds attributes and walks a
template for every cell. Here each column becomes one function from a record to a finished cell,
worked out once a page.
"""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django_tables2.data import TableQuerysetData
from django_tables2.rows import BoundRows

from supervision.web.cells import cell_writer
from supervision.web.columns import ActColumn, PickColumn
from supervision.web.paging import KeyPaginator, Ladder

PAGE_SIZES: tuple[int, ...] = (25, 50, 100)


class StableData(TableQuerysetData):
    """Rows of a queryset whose order is settled by the primary key where all else is equal."""

    data: QuerySet[Any]

    def order_by(self, aliases: Any) -> None:
        """Sort as asked, then by primary key."""
        super().order_by(aliases)
        self.settle()

    def settle(self) -> None:
        """Append the primary key to the order, unless it is part of it."""
        rows = self.data
        if rows.query.is_sliced or rows.query.combinator:
            return
        order = list(rows.query.order_by or rows.model._meta.ordering or ())
        keys = {"pk", "-pk", rows.model._meta.pk.name, f"-{rows.model._meta.pk.name}"}
        if not keys.intersection(name for name in order if isinstance(name, str)):
            self.data = rows.order_by(*order, "pk")


class Columns(OrderedDict[str, tables.Column]):
    """The columns of a class of tables; each table gets its own, sharing what never changes."""

    def __deepcopy__(self, memo: dict[int, Any]) -> OrderedDict[str, tables.Column]:
        """Copy each column: a table sets its accessor and hides it, and writes nothing below."""
        return OrderedDict((name, copy.copy(column)) for name, column in self.items())


@dataclass(frozen=True)
class Heading:
    """The head of one column with the address that sorts by it."""

    label: Any
    css: str
    url: str
    sorted: str
    pick: bool


class PortalTable(tables.Table):
    """A list with cards on the phone, sorting that never shuffles, and quick rows.

    The first column that is not a box to pick is the lead of a card; `Meta.lead` names another.
    """

    lead = ""

    class Meta:
        """For subclasses to inherit from; the settings below hold without it as well."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.base_columns = Columns(cls.base_columns)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if isinstance(data, QuerySet):
            data = StableData(data)
        # django-tables2 forgets the Meta of a base class when the subclass has none of its own.
        kwargs.setdefault("template_name", "components/table.html")
        kwargs.setdefault("attrs", self._meta.attrs or {"class": "table is-cards"})
        kwargs.setdefault("empty_text", self._meta.empty_text or _("Nothing here."))
        super().__init__(data, *args, **kwargs)
        if isinstance(self.data, StableData):
            self.data.settle()
        self.rows.data = self.data
        self.params: QueryDict = QueryDict()
        self.target = ""

    def before_render(self, request: HttpRequest | None) -> None:
        """Keep the query string, which the links of the headings change."""
        if request is not None:
            self.params = request.GET

    def show_page(self, number: Any, per_page: Any = None, ladder: Ladder | None = None) -> None:
        """Cut the rows to one page; a number out of range shows the nearest page."""
        size = int(per_page) if str(per_page).isdecimal() and len(str(per_page)) < 5 else 0
        if size not in PAGE_SIZES:
            size = self._meta.per_page
        if isinstance(self.data, StableData):
            self.paginator: Paginator[Any] = KeyPaginator(self.data.data, size, ladder)
            self.page = self.paginator.get_page(number)
            self.page.object_list = BoundRows(data=self.page.object_list, table=self)
        else:
            self.paginator = Paginator(self.rows, size)
            self.page = self.paginator.get_page(number)

    @property
    def lead_column(self) -> str:
        """Name the column that heads a card."""
        names = [bound.name for bound in self.columns if not isinstance(bound.column, PickColumn)]
        return self.lead or (names[0] if names else "")

    def choosable(self) -> dict[str, Any]:
        """Return the headings of the columns people may leave out, by name.

        The lead stays, as do the boxes to pick and the acts.
        """
        fixed = {self.lead_column}
        return {
            bound.name: bound.header
            for bound in self.columns.iterall()
            if bound.name not in fixed and not isinstance(bound.column, PickColumn | ActColumn)
        }

    def show_columns(self, names: Collection[str]) -> None:
        """Leave out the columns that are not named; no name the table knows changes nothing."""
        choosable = self.choosable()
        if not {self.lead_column, *choosable}.intersection(names):
            return
        for name in set(choosable).difference(names):
            self.columns.hide(name)

    def headings(self) -> list[Heading]:
        """Return the heads of the columns in the order they are drawn."""
        return [self._heading(bound) for bound in self.columns]

    def _heading(self, bound: Any) -> Heading:
        alias = bound.order_by_alias
        direction = ""
        if bound.is_ordered:
            direction = "ascending" if alias.is_ascending else "descending"
        url = ""
        if bound.orderable:
            params = self.params.copy()
            params[self.prefixed_order_by_field] = alias.next
            params.pop(self.prefixed_page_field, None)
            url = f"?{params.urlencode()}"
        css = str(bound.column.attrs.get("td", {}).get("class", ""))
        return Heading(
            label=bound.header,
            css="p-num" if "p-num" in css.split() else "",
            url=url,
            sorted=direction,
            pick=isinstance(bound.column, PickColumn),
        )

    def body(self) -> SafeString:
        """Write the rows of the page."""
        return mark_safe("".join(self._rows()))  # each writer escapes its cell

    def _rows(self) -> Iterator[str]:
        lead = self.lead_column
        writers: list[Callable[[Any], str]] = [
            cell_writer(self, bound, is_lead=bound.name == lead) for bound in self.columns
        ]
        attributes = [(name, value) for name, value in self.row_attrs.items() if value is not None]
        for record in self.paginated_rows.data:
            yield f"<tr{self._row_attributes(attributes, record)}>"
            for write in writers:
                yield write(record)
            yield "</tr>\n"

    def _row_attributes(self, attributes: list[tuple[str, Any]], record: Any) -> str:
        if not attributes:
            return ""
        found = ((name, v(record) if callable(v) else v) for name, v in attributes)
        return "".join(
            format_html(' {}="{}"', name, conditional_escape(value))
            for name, value in found
            if value not in (None, "")
        )
