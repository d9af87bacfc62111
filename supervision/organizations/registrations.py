"""What the unit tree offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.directory import directory
from supervision.audit.kinds import ObjectKind
from supervision.organizations import selectors, verbs
from supervision.web import navigation
from supervision.web.navigation import NavItem

kinds.register(ObjectKind("organizations.unit", _("Unit"), label_is_protected=False))
directory.units = selectors.names

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
