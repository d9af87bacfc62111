"""What the home page offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.web import navigation
from supervision.web.navigation import NavItem

navigation.register(
    NavItem(
        group="",
        label=_("Home"),
        icon="home",
        url_name="dashboards:home",
        order=0,
        tab=True,
    )
)
