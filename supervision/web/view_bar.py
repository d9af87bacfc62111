"""The bar of a list with its saved views and the choice of columns, as the template draws it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from supervision.web import memory
from supervision.web.memory import NO_VIEW, PAGE, SIZE, VIEW, Kept, ListMemory, SavedList
from supervision.web.tables import PAGE_SIZES, PortalTable


def meant(query: str) -> str:
    """Return a query string as a saved view keeps it: what is filled in, in one order."""
    filled = [
        (name, value) for name, values in QueryDict(query).lists() for value in values if value
    ]
    kept = [pair for pair in filled if pair[0] not in {PAGE, SIZE, VIEW}]
    return urlencode(sorted(kept))


@dataclass(frozen=True)
class ColumnBox:
    """One column people may leave out, and whether it is drawn."""

    name: str
    label: Any
    is_shown: bool


class ViewBar:
    """What a person can do with a list as it stands: save it, open a saved one, choose columns."""

    def __init__(
        self,
        kept: Kept,
        current: SavedList | None,
        list_key: str,
        params: QueryDict,
        table: PortalTable,
    ) -> None:
        self.kept = kept
        self.current = current
        self.list_key = list_key
        self.params = params
        self.table = table

    @property
    def standing_key(self) -> tuple[Any, ...]:
        """Return everything on which the bar as drawn depends."""
        drawn = tuple((box.name, str(box.label), box.is_shown) for box in self.columns)
        size = self.table.paginator.per_page
        return self.list_key, self.kept, self.current, self.query, drawn, size

    @property
    def views(self) -> tuple[SavedList, ...]:
        """Return the saved views, by name."""
        return self.kept.views

    @property
    def all_url(self) -> str:
        """Return the address of the list without any view."""
        return f"?{VIEW}={NO_VIEW}"

    @cached_property
    def query(self) -> str:
        """The filters and the order as they stand, for saving."""
        return meant(self.params.urlencode())

    @property
    def is_bare(self) -> bool:
        """Tell whether the list stands without a view and without conditions."""
        return self.current is None and not self.query

    @property
    def is_changed(self) -> bool:
        """Tell whether filters or order differ from those of the open view."""
        if self.current is None:
            return False
        return self.query != meant(self.current.query)

    @cached_property
    def columns(self) -> list[ColumnBox]:
        """The columns people may leave out, in the order of the table."""
        drawn = {bound.name for bound in self.table.columns}
        found = self.table.choosable().items()
        return [ColumnBox(name, label, name in drawn) for name, label in found]

    @property
    def drawn(self) -> list[str]:
        """Return the names of the columns drawn, or nothing where all of them are."""
        if all(box.is_shown for box in self.columns):
            return []
        return [self.table.lead_column, *(box.name for box in self.columns if box.is_shown)]

    @property
    def page_sizes(self) -> list[tuple[int, bool]]:
        """Return the page sizes and which one is in use."""
        return [(size, size == self.table.paginator.per_page) for size in PAGE_SIZES]

    @property
    def provider(self) -> ListMemory:
        """Return who remembers; raises LookupError where nobody does."""
        found = memory.provider()
        if found is None:
            raise LookupError("nobody remembers lists")
        return found

    @property
    def save_url(self) -> str:
        """Return where a new view is sent."""
        return reverse(self.provider.save_url_name)

    @property
    def update_url(self) -> str:
        """Return where the open view is brought up to date, or "" where none is open."""
        if self.current is None:
            return ""
        return reverse(self.provider.update_url_name, args=[self.current.pk])

    @property
    def columns_url(self) -> str:
        """Return where the choice of columns is sent."""
        return reverse(self.provider.columns_url_name)

    @property
    def manage_url(self) -> str:
        """Return the page of all saved views."""
        return reverse(self.provider.manage_url_name)
