"""Clues and cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Register what this app offers the kernel."""

    name = "cases"
    verbose_name = _("Clues and cases")

    def ready(self) -> None:
        """Load the registrations."""
        from cases import registrations  # noqa: F401, PLC0415
