"""What the two responsibilities count on the portal map."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.permissions import READ
from accountability.selectors.duties import duties_visible_to, light_counts
from supervision.dashboards.badges import Badge
from supervision.deadlines.enums import Light


def duties(user: Any) -> Badge | None:
    """Count the reader's duties at the worst light: overdue, else due soon, else open."""
    if not user.can(READ):
        return None
    counts = light_counts(duties_visible_to(user))
    url = reverse("accountability:duties")
    if counts["red"]:
        return Badge(counts["red"], _("tasks overdue"), Light.RED, f"{url}?light=red")
    if counts["yellow"]:
        return Badge(counts["yellow"], _("tasks due soon"), Light.YELLOW, f"{url}?light=yellow")
    return Badge(counts["neutral"], _("open tasks"), Light.GREEN, f"{url}?light=neutral")
