"""What the audit record offers the kernel."""

from django.utils.translation import gettext_lazy as _

from supervision.web import navigation
from supervision.web.navigation import NavItem

navigation.register(
    NavItem(
        group="system",
        label=_("Audit record"),
        icon="history",
        url_name="audit:events",
        permission="audit.read",
        order=90,
    )
)
