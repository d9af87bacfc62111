"""The append-only record of who did what."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Register the audit record."""

    name = "supervision.audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Offer this app's navigation entry."""
        from supervision.audit import registrations  # noqa: F401, PLC0415
