"""What the components that show figures are given to draw: tiles, grids, charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from supervision.web import formats, lights


def tile(
    label: str,
    value: int | str,
    url: str = "",
    light: str = "",
    icon: str = "",
    unit: str = "",
    sub: str = "",
) -> dict[str, Any]:
    """Draw a figure that links to the rows it counts."""
    name = lights.LOOKS[light].icon if light and not icon else icon
    shown = formats.digits(value) if isinstance(value, int | float | Decimal) else value
    return {
        "label": label,
        "value": shown,
        "url": url,
        "light": light,
        "icon": name,
        "unit": unit,
        "sub": sub,
    }


def light_counts(counts: Mapping[str, int], url: str, param: str = "light") -> dict[str, Any]:
    """List the counts of the lights, each linking to its rows."""
    return {"rows": _counted(counts, url, param)}


def light_tiles(
    counts: Mapping[str, int],
    url: str,
    unit: str = "",
    subs: Mapping[str, str] | None = None,
    param: str = "light",
) -> dict[str, Any]:
    """Draw one tile for each light in order of urgency; `subs` holds a line under a figure."""
    rows = _counted(counts, url, param)
    return {
        "rows": [row | {"sub": (subs or {}).get(row["light"], "")} for row in rows],
        "unit": unit,
    }


def _counted(counts: Mapping[str, int], url: str, param: str) -> list[dict[str, Any]]:
    """Pair each light with its count and the address of its rows."""
    joint = "&" if "?" in url else "?"
    return [
        {
            "light": name,
            "label": lights.LOOKS[name].word,
            "count": counts.get(name, 0),
            "url": f"{url}{joint}{param}={name}",
        }
        for name in lights.URGENCY
    ]


def heat_grid(cells: Iterable[Any]) -> dict[str, Any]:
    """Draw all units at a glance: cells have label, url, light, and lights [(light, text)]."""
    return {"cells": cells}


def donut(
    id: str, counts: Mapping[str, int], url: str, label: str, unit: str, param: str = "light"
) -> dict[str, Any]:
    """Draw the shares of the lights as a ring, from a table that can be read as well."""
    return {"id": id, "rows": _counted(counts, url, param), "label": label, "unit": unit}


def chart(
    kind: str,
    id: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    label: str,
    unit: str = "",
) -> dict[str, Any]:
    """Draw `line` or `bar` from a table: first column the axis, the others one series each."""
    if kind not in ("line", "bar"):
        raise ValueError(f"no chart of kind {kind!r}")
    return {
        "kind": kind,
        "id": id,
        "columns": columns,
        "rows": rows,
        "label": label,
        "unit": unit,
    }
