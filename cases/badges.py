"""What clues and cases count on the portal map."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.permissions import READ
from cases.selectors.clocks import light_q
from cases.selectors.visibility import clues_visible_to
from cases.workflow import CONCLUDED
from supervision import clock
from supervision.dashboards.badges import Badge
from supervision.deadlines.enums import Light


def clues(user: Any) -> Badge | None:
    """Count the account's clues at the worst light: overdue, else due soon, else on their way."""
    if not user.can(READ):
        return None
    rows = clues_visible_to(user).order_by()
    url = reverse("cases:ledger")
    now = clock.now()
    if red := rows.filter(light_q(Light.RED, now)).count():
        return Badge(red, _("clues overdue"), Light.RED, f"{url}?light=red")
    if yellow := rows.filter(light_q(Light.YELLOW, now)).count():
        return Badge(yellow, _("clues due soon"), Light.YELLOW, f"{url}?light=yellow")
    open_ones = rows.exclude(status__in=CONCLUDED).count()
    return Badge(open_ones, _("clues on their way"), Light.GREEN, f"{url}?status=open")
