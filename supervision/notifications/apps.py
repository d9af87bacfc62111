"""What people are told and what they have to do."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Register notifications."""

    name = "supervision.notifications"
    verbose_name = _("Notices")

    def ready(self) -> None:
        """Register verbs, notice kinds and navigation."""
        from supervision.notifications import registrations  # noqa: F401, PLC0415
