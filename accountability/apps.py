"""The two responsibilities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountabilityConfig(AppConfig):
    """Register what this app offers the kernel."""

    name = "accountability"
    verbose_name = _("Two responsibilities")

    def ready(self) -> None:
        """Load the registrations."""
        from accountability import registrations  # noqa: F401, PLC0415
