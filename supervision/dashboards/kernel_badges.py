"""The badges of the portal map that the kernel itself counts."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from supervision.accounts.permissions import DECIDE_REQUESTS
from supervision.accounts.selectors import requests_waiting_for
from supervision.dashboards.badges import Badge
from supervision.deadlines.enums import Light
from supervision.notifications.selectors import todo_count


def todos(user: Any) -> Badge:
    """Count what waits for the reader in every system: the one list of things to do."""
    count = todo_count(user)
    words = _("things to do") if count else _("nothing to do")
    light = Light.YELLOW if count else Light.GREEN
    return Badge(count, words, light, reverse("notifications:todos"))


def requests(user: Any) -> Badge | None:
    """Count the requests that the reader could decide as the second person."""
    if not user.can(DECIDE_REQUESTS):
        return None
    count = requests_waiting_for(user)
    light = Light.YELLOW if count else Light.GREEN
    return Badge(count, _("waiting for the second person"), light, reverse("accounts:requests"))
