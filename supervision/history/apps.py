"""What rows said before: versions kept by the database, and pages as of a day."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _

from supervision.history.clock_setting import follow_clock


class HistoryConfig(AppConfig):
    """Let the database's triggers know the portal's clock."""

    name = "supervision.history"
    verbose_name = _("Row history")

    def ready(self) -> None:
        """Hand the clock's shift to every connection."""
        connection_created.connect(follow_clock, dispatch_uid="history.clock")
