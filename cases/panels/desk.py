"""The head of the home page of whoever handles clues: what waits, what runs out."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.permissions import REGISTER, SUPERVISE
from cases.selectors import desk
from cases.selectors.clocks import light_q
from cases.selectors.steps import waiting_for
from cases.selectors.visibility import clues_visible_to
from supervision import clock
from supervision.deadlines.enums import Light


def tiles(user: Any, request: HttpRequest) -> dict[str, Any]:
    """Load how many steps and clues wait for the account, and how many of its clues press."""
    rows = clues_visible_to(user).order_by()
    now = clock.now()
    ledger = reverse("cases:ledger")
    return {
        "heading": _("Clues and cases"),
        # Whoever supervises the clocks has tiles of their own for them.
        "shows_lights": not user.can(SUPERVISE),
        "sign": waiting_for(user).count(),
        "go_on": desk.to_go_on(user).count() + desk.to_assign(user).count(),
        "desk_url": reverse("cases:desk"),
        "red": rows.filter(light_q(Light.RED, now)).count(),
        "red_url": f"{ledger}?light=red",
        "yellow": rows.filter(light_q(Light.YELLOW, now)).count(),
        "yellow_url": f"{ledger}?light=yellow",
        "acts": _acts(user),
    }


def _acts(user: Any) -> list[dict[str, Any]]:
    if not user.can(REGISTER):
        return []
    url = reverse("cases:clue_new")
    return [{"url": url, "icon": "plus", "label": _("Register a clue"), "primary": True}]
