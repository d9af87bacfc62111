"""Filters for the lists of the portal."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django_filters import FilterSet
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

Pairs = tuple[tuple[Any, str], ...]

#: What every list calls the choice, and the column, of the unit.
UNIT = "unit"


class RowsAtOnce(ModelChoiceIterator):
    """Read the choices in one go: a cursor on the server costs three journeys instead of one."""

    def __iter__(self) -> Iterator[Any]:
        """Yield the empty choice, then one choice a row."""
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        if self.field.label_field:
            yield from self.field.pairs()
            return
        for row in self.queryset.all():
            yield self.choice(row)


class RowSelect(forms.Select):
    """A list of rows; the same rows are written once and then looked up."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Write the list with the chosen row marked."""
        options = _options(tuple((str(key), str(label)) for key, label in self.choices))
        for chosen in self.format_value(value):
            here = f'<option value="{escape(chosen)}"'
            options = options.replace(here, f"{here} selected", 1)
        attributes = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return mark_safe(f"<select{attributes}>{options}</select>")  # every part is escaped


@functools.lru_cache(maxsize=32)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return "".join(
        f'<option value="{escape(key)}">{escape(label)}</option>' for key, label in choices
    )


class RowChoiceField(ModelChoiceField):
    """A choice among rows."""

    iterator = RowsAtOnce
    widget = RowSelect

    def __init__(
        self, *args: Any, pairs: Callable[[], Pairs], label_field: str = "", **kwargs: Any
    ) -> None:
        self.pairs = pairs
        self.label_field = label_field
        super().__init__(*args, **kwargs)


class RowChoiceFilter(django_filters.ModelChoiceFilter):
    """Narrow a list to one of some dozens of rows, for instance to a unit.

    With `label_field` the choices are read as pairs of key and label; no object is made of them.
    """

    field_class = RowChoiceField

    @property
    def field(self) -> forms.Field:
        """The form's field; it reads the choices through this filter."""
        self.extra["pairs"] = lambda: self.pairs
        return super().field

    @cached_property
    def pairs(self) -> Pairs:
        """Key and label of each row, read once for a request."""
        rows = self.get_queryset(self.get_request())
        return tuple(rows.values_list("pk", self.extra["label_field"]))


def without_single(filterset: FilterSet, name: str = UNIT) -> FilterSet:
    """Take the choice of a unit out where there is a single one: it narrows nothing."""
    found = filterset.filters.get(name)
    if isinstance(found, RowChoiceFilter) and len(found.pairs) == 1:
        del filterset.filters[name]
    return filterset


@dataclass(frozen=True)
class FilterBar:
    """The filters of a list as they are drawn over it."""

    filterset: FilterSet
    path: str
    view: int | None = None

    @property
    def form(self) -> Any:
        """Return the fields."""
        return self.filterset.form

    @property
    def stands(self) -> bool:
        """Tell whether the bar is the same whenever its rows are: nothing is chosen.

        A filter set says of itself that it stands when it asks for rows by `label_field` only.
        """
        return not self.filterset.is_bound and getattr(self.filterset, "stands", False)

    @property
    def standing_key(self) -> tuple[Any, ...]:
        """Return everything on which the bar depends while it stands."""
        filters = self.filterset.filters.items()
        rows = tuple((name, getattr(each, "pairs", None)) for name, each in filters)
        return type(self.filterset), self.path, self.view, rows
