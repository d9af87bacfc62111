"""The tree of units."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganizationsConfig(AppConfig):
    """Register the unit tree."""

    name = "supervision.organizations"
    verbose_name = _("Units")

    def ready(self) -> None:
        """Register audit verbs and navigation."""
        from supervision.organizations import registrations  # noqa: F401, PLC0415
