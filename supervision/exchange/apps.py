"""Excel in and out."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Register the unit importer and exporter."""

    name = "supervision.exchange"
    verbose_name = _("Import and export")

    def ready(self) -> None:
        """Register audit verbs, importers, exporters and navigation."""
        from supervision.exchange import registrations  # noqa: F401, PLC0415
