"""From a column of a table to a function that writes one cell of one record."""

from __future__ import annotations

import functools
import html
import inspect
from collections.abc import Callable, Hashable
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist
from django.utils.html import conditional_escape, escape
from django_tables2.rows import BoundRow

Reader = Callable[[Any], Any]


def cell_writer(table: Any, bound: Any, *, is_lead: bool) -> Callable[[Any], str]:
    """Return the function that writes the cell of one column for a record."""
    open_tag, close_tag = _tags(bound, is_lead=is_lead)
    content = content_reader(table, bound)

    def write(record: Any) -> str:
        return f"{open_tag}{text(content(record))}{close_tag}"

    return write


def text(value: Any) -> str:
    """Return a value as markup; plain text is most of what rows hold, and takes the short way."""
    return html.escape(value) if type(value) is str else conditional_escape(value)


def content_reader(table: Any, bound: Any) -> Reader:
    """Return the function that renders the content of one column for a record."""
    column = bound.column
    read = value_reader(table, bound)
    render = bound.render
    wanted = _wanted(getattr(render, "__func__", render))
    empty = tuple(column.empty_values)
    default = "" if bound.default is None else bound.default
    link = column.link
    if wanted == ("value",) and link is None:
        return _of_value(read, render, empty, default)

    def content(record: Any) -> Any:
        value = read(record)
        if value in empty:
            return default
        given = _given(wanted, table, bound, record, value)
        shown = render(**given)
        if link is None:
            return shown
        return link(shown, **_given(None, table, bound, record, value))

    return content


def _of_value(
    read: Reader, render: Callable[..., Any], empty: tuple[Any, ...], default: Any
) -> Reader:
    """Return the reader of a column that is drawn from its value alone: equal values once."""
    known: dict[Any, Any] = {}

    def content(record: Any) -> Any:
        value = read(record)
        if value in empty:
            return default
        if not isinstance(value, Hashable):
            return render(value=value)
        key = (type(value), value)
        if key not in known:
            known[key] = render(value=value)
        return known[key]

    return content


def value_reader(table: Any, bound: Any) -> Reader:
    """Return the function that finds the value of a column on a record."""
    accessor = bound.accessor
    if callable(accessor):
        return accessor
    parts = str(accessor).replace("__", ".").split(".")
    display = _display_name(getattr(table.data, "model", None), parts)
    if display:
        return _in_words(parts, display)
    # A column of acts (buttons, links) stands for no attribute; it says so by `empty_values=()`.
    lenient = not tuple(bound.column.empty_values)

    def read(record: Any) -> Any:
        value = record
        for part in parts:
            value = _step(value, part, lenient)
            if value is None:
                return None
        return value

    return read


def _in_words(parts: list[str], display: str) -> Reader:
    """Return the reader of a choice in words: equal values are put into words once."""
    known: dict[Any, Any] = {}

    def read(record: Any) -> Any:
        owner = record
        for part in parts[:-1]:
            owner = _step(owner, part, False)
            if owner is None:
                return None
        if isinstance(owner, dict):
            return owner.get(parts[-1])
        value = getattr(owner, parts[-1])
        if value not in known:
            known[value] = getattr(owner, display)()
        return known[value]

    return read


def _step(value: Any, part: str, lenient: bool) -> Any:
    if isinstance(value, dict):
        return value.get(part)
    try:
        found = getattr(value, part, None) if lenient else getattr(value, part)
    except ObjectDoesNotExist:
        return None
    if callable(found) and not getattr(found, "alters_data", False):
        return found()
    return found


def _display_name(model: Any, parts: list[str]) -> str:
    """Return the display method of a field with choices at the end of a path, or nothing."""
    try:
        for part in parts[:-1]:
            model = model._meta.get_field(part).related_model
        field = model._meta.get_field(parts[-1])
    except (AttributeError, FieldDoesNotExist):
        return ""
    return f"get_{parts[-1]}_display" if getattr(field, "choices", None) else ""


@functools.lru_cache(maxsize=2048)
def _wanted(render: Callable[..., Any]) -> tuple[str, ...] | None:
    """Return the names of the arguments a render function asks for; None means all of them."""
    parameters = inspect.signature(render).parameters.values()
    if any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters):
        return None
    return tuple(p.name for p in parameters if p.name != "self")


def _given(
    wanted: tuple[str, ...] | None, table: Any, bound: Any, record: Any, value: Any
) -> dict[str, Any]:
    if wanted == ("value",):
        return {"value": value}
    if wanted == ("record",):
        return {"record": record}
    known = {
        "value": value,
        "record": record,
        "column": bound.column,
        "bound_column": bound,
        "table": table,
    }
    if wanted is None or "bound_row" in wanted:
        known["bound_row"] = BoundRow(record, table)
    return known if wanted is None else {name: known[name] for name in wanted}


def _tags(bound: Any, *, is_lead: bool) -> tuple[str, str]:
    attributes = dict(bound.column.attrs.get("td", {}))
    if is_lead:
        names = ("is-lead", str(attributes.pop("class", "")))
        css = " ".join(name for name in names if name)
        return f'<th scope="row" class="{escape(css)}"{_written(attributes)}>', "</th>"
    label = str(bound.header or "")
    heading = f' data-th="{escape(label)}"' if label and "data-th" not in attributes else ""
    return f"<td{heading}{_written(attributes)}>", "</td>"


def _written(attributes: dict[str, Any]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if value)
