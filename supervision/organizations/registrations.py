"""What the unit tree offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.organizations import verbs
from supervision.web import navigation
from supervision.web.navigation import NavItem

navigation.register(
    NavItem(
        group="system",
        label=_("Units"),
        icon="building",
        url_name="organizations:tree",
        permission="organizations.read_tree",
        order=70,
    )
)

__all__ = ["verbs"]
