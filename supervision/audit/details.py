"""The details of an event laid out to read: what was before, what is after, what else is kept.

A change is kept as {"changes": {field: [before, after]}}.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Row:
    """One detail: either a change from one value to another, or a single value."""

    name: str
    before: str = ""
    after: str = ""
    value: str = ""
    is_change: bool = False


def rows(details: Mapping[str, Any]) -> list[Row]:
    """Return the details in the order of their names, changes first."""
    found = list(_rows(details))
    return sorted(found, key=lambda row: (not row.is_change, row.name))


def _rows(details: Mapping[str, Any]) -> Iterator[Row]:
    for name, value in details.items():
        if name == "changes" and isinstance(value, Mapping):
            for field, pair in value.items():
                if isinstance(pair, list) and len(pair) == 2:
                    before, after = (said(one) for one in pair)
                    yield Row(field, before=before, after=after, is_change=True)
                else:
                    yield Row(field, value=said(pair))
        else:
            yield Row(name, value=said(value))


def said(value: Any) -> str:
    """Write a value for a person: nothing as a dash, lists in a line, the rest as it is kept."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
        return _(", ").join(said(part) for part in value)
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, indent=1)
    return str(value)
