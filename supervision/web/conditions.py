"""What narrows a list: the filters that are set, their chips, and those that no longer hold."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django_filters import FilterSet

from supervision.web import formats
from supervision.web.memory import PAGE, SIZE, SORT, VIEW

_ENDS = ("min", "max", "after", "before", "0", "1")


@dataclass(frozen=True)
class Chip:
    """One filter that is applied, and the address of the list without it."""

    label: str
    value: str
    url: str


def applied(chosen: FilterSet | None) -> dict[str, Any] | None:
    """Return the values of the filters that are set; None when one is filled in wrongly."""
    if chosen is None or not chosen.is_bound:
        return {}
    if not chosen.is_valid():
        return None
    values = chosen.form.cleaned_data.items()
    return {name: value for name, value in values if value not in (None, "", [], ())}


def chips(chosen: FilterSet | None, params: QueryDict) -> list[Chip]:
    """Return the filters that are applied."""
    if chosen is None:
        return []
    found = []
    for name, value in (applied(chosen) or {}).items():
        field = chosen.form.fields[name]
        shown = written(field, value)
        if shown:
            left = without(params, [PAGE, name])
            found.append(Chip(str(field.label or name), shown, f"?{left.urlencode()}"))
    return found


def stale(chosen: FilterSet, query: str) -> dict[str, str]:
    """Return the conditions of a saved query string that the filters refuse or do not know."""
    saved = set(QueryDict(query))
    fields = chosen.form.fields
    known = {PAGE, SIZE, SORT, VIEW}.union(*({name, *_parts(name)} for name in fields))
    found = {name: name for name in sorted(saved - known)}
    if not chosen.is_valid():
        # What was typed after the view was opened is answered at its field, as everywhere.
        refused = [name for name in fields if name in chosen.form.errors and name in saved]
        found |= {name: str(fields[name].label or name) for name in refused}
    return found


def without(params: QueryDict, names: Collection[str]) -> QueryDict:
    """Return the query string without the filters named."""
    left = params.copy()
    for name in names:
        for key in (name, *_parts(name)):
            left.pop(key, None)
    return left


def _parts(name: str) -> set[str]:
    """Return the parameters in which a filter of two ends is sent."""
    return {f"{name}_{end}" for end in _ENDS}


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
