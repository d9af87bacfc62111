"""Official documents after GB/T 9704-2012."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Register what official documents offer the kernel."""

    name = "supervision.documents"
    label = "documents"
    verbose_name = _("Official documents")

    def ready(self) -> None:
        """Load the registrations."""
        from supervision.documents import registrations  # noqa: F401, PLC0415
