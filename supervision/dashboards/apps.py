"""The home page and the portal map."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    """Register the home page."""

    name = "supervision.dashboards"
    verbose_name = _("Home")

    def ready(self) -> None:
        """Register the home entry in the navigation."""
        from supervision.dashboards import registrations  # noqa: F401, PLC0415
