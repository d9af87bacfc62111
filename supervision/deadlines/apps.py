"""Terms, the working-day calendar and lights."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    """Register deadlines."""

    name = "supervision.deadlines"
    verbose_name = _("Deadlines")

    def ready(self) -> None:
        """Register audit verbs, navigation and the calendar check."""
        from supervision.deadlines import checks, registrations  # noqa: F401, PLC0415
