"""Files handed in with any record."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    """Register attachments."""

    name = "supervision.attachments"
    verbose_name = _("Attachments")

    def ready(self) -> None:
        """Register verbs."""
        from supervision.attachments import registrations  # noqa: F401, PLC0415
