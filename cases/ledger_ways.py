"""From one ledger of clues to everything that is done with the same rows (C02)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.permissions import OPEN_PLAN
from cases.selectors.bodies import BOARD
from supervision.web.memory import PAGE


@dataclass(frozen=True)
class Way:
    """One thing that can be done with the rows of the ledger."""

    label: str
    icon: str
    url: str


def ways_on(user: Any, params: QueryDict) -> list[Way]:
    """Return the ways on, each with the filters of the list; who plans also rectifies."""
    ledger, summary = reverse("cases:ledger"), reverse("cases:ledger_summary")
    found = [
        Way(_("Disposal"), "pencil", _at(ledger, params, turn="mine")),
        Way(_("Query"), "search", "#list-filter"),
        Way(_("Warning"), "alert-triangle", _at(ledger, params, light="warned")),
        Way(_("Statistics"), "chart-bar", f"{_at(summary, params)}#counts"),
        Way(_("Analysis"), "chart-donut", f"{_at(summary, params)}#fields"),
        Way(_("Comparison"), "copy", _at(ledger, params, matched="yes")),
    ]
    if any(user.can(permission) for permission in BOARD):
        found.append(Way(_("Management"), "layout-dashboard", _at(reverse("cases:board"), params)))
    if user.can(OPEN_PLAN):
        found.append(Way(_("Rectify"), "report-analytics", _at(reverse("cases:plan_new"), params)))
    found.append(Way(pgettext("ledger", "Result"), "gavel", f"{_at(summary, params)}#results"))
    return found


def _at(address: str, params: QueryDict, **more: str) -> str:
    query = params.copy()
    query.pop(PAGE, None)
    for name, value in more.items():
        query[name] = value
    return f"{address}?{query.urlencode()}" if query else address
