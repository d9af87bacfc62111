"""What assessments offer the kernel."""

from django.utils.translation import gettext_lazy as _

from accountability.permissions import OVERSEE
from supervision.web import navigation
from supervision.web.navigation import NavItem

navigation.register(
    NavItem(
        group="accountability",
        label=_("Assessments"),
        icon="clipboard-check",
        url_name="accountability:assessments",
        permission=OVERSEE,
        order=80,
        also=("accountability:assessment",),
    )
)
