"""The district overview: tiles, every unit at a glance, newest filings, figures."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability import heat_cells
from accountability.permissions import ISSUE_TASK
from accountability.selectors import newest, overview
from supervision import clock
from supervision.notifications import selectors, todos
from supervision.organizations.enums import UnitKind
from supervision.web.formats import full_datetime, month_name

#: Above this many units the grid shows the worst and links to the rest.
GRID_UNITS = 120
_CACHE = "_district_counts"


def _counts(user: Any, request: HttpRequest) -> list[overview.UnitCounts]:
    """Count once a request: all panels of the page then agree to the last row."""
    found = getattr(request, _CACHE, None)
    if found is None:
        found = overview.unit_counts(user)
        setattr(request, _CACHE, found)
    return found


def tiles(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the head of the page and its tiles."""
    rows = _counts(user, request)
    counts = overview.totals(rows)
    departments = sum(row.unit.kind == UnitKind.DEPARTMENT for row in rows)
    red_units = sum(1 for row in rows if row.counts["red"])
    items, tasks = newest.issued(user)
    today = newest.filed_today(user)
    return {
        "heading": _("District overview"),
        "subheading": _(
            "%(units)d units (%(departments)d departments, %(townships)d townships and streets), "
            "as of %(now)s"
        )
        % {
            "units": len(rows),
            "departments": departments,
            "townships": len(rows) - departments,
            "now": full_datetime(clock.now()),
        },
        "acts": _acts(user),
        "counts": counts,
        "url": reverse("accountability:duties"),
        "items": items,
        "tasks": tasks,
        "items_url": reverse("accountability:assignments"),
        "tasks_url": reverse("accountability:tasks"),
        "subs": {
            "red": ngettext("in %(n)d unit", "in %(n)d units", red_units) % {"n": red_units},
            "green": _arrived(today),
            "paused": _("each approved by a second person"),
        },
    }


def _arrived(count: int) -> str:
    if clock.standing():
        words = ngettext("%(n)d filing on that day", "%(n)d filings on that day", count)
    else:
        words = ngettext("%(n)d filing today", "%(n)d filings today", count)
    return words % {"n": count}


def _acts(user: Any) -> list[dict[str, Any]]:
    if not user.can(ISSUE_TASK) or clock.standing():
        return []
    url = reverse("accountability:task_new")
    return [{"url": url, "icon": "plus", "label": _("Issue a task list"), "primary": True}]


def waiting(user: Any, request: HttpRequest) -> dict[str, Any] | None:
    """Load what waits for the account itself, by kind; None where nothing does."""
    counts = selectors.todo_counts(user)
    rows = [(source, counts[source.key]) for source in todos.open_to(user) if counts[source.key]]
    return {"rows": rows, "total": sum(counts.values())} if rows else None


def heat(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load one cell for each unit; with very many units, the worst of them."""
    rows = _counts(user, request)
    worst_first = request.GET.get("order") == "worst" or len(rows) > GRID_UNITS
    if worst_first:
        rows = sorted(rows, key=lambda row: (-row.counts["red"], -row.counts["yellow"]))
    cells = [_cell(row) for row in rows[:GRID_UNITS]]
    return {
        "cells": cells,
        "worst_first": worst_first,
        "hidden": max(0, len(rows) - GRID_UNITS),
        "red_units": sum(1 for row in rows if row.counts["red"]),
        "yellow_units": sum(1 for row in rows if row.light == "yellow"),
        "home": reverse("dashboards:home"),
    }


def _cell(row: overview.UnitCounts) -> dict[str, Any]:
    return {
        "label": row.unit.short_name,
        "url": reverse("accountability:unit", args=[row.unit.pk]),
        "light": row.light.value,
        "lights": heat_cells.lights_of(row),
    }


def latest(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the newest filings; the panel refreshes itself."""
    return {"filings": list(newest.filings_visible_to(user)[:8])}


def pie(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the share of each light."""
    counts = overview.totals(_counts(user, request))
    return {"counts": counts, "url": reverse("accountability:duties")}


def trend(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the filings of the last twelve months, in time and late."""
    months = newest.filings_by_month(user)
    return {
        "columns": [_("Month"), _("Filed in time"), _("Filed late")],
        "rows": [[month_name(month), in_time, late] for month, in_time, late in months],
    }


def ranking(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the filing rates, best first; long lists show both ends."""
    ranked = sorted(_counts(user, request), key=lambda row: (-row.rate, row.unit.position))
    numbered = list(enumerate(ranked, start=1))
    head, tail = (numbered, []) if len(numbered) <= 9 else (numbered[:5], numbered[-3:])
    return {"head": head, "tail": tail, "total": len(ranked)}


def overdue(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load the units with the most overdue duties."""
    rows = sorted(
        (row for row in _counts(user, request) if row.counts["red"]),
        key=lambda row: (-row.counts["red"], row.unit.position),
    )
    return {"rows": rows[:5], "total": len(rows), "url": reverse("accountability:duties")}
