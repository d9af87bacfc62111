"""One register of persons for every app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Register the people register."""

    name = "supervision.people"
    verbose_name = _("People register")

    def ready(self) -> None:
        """Offer verbs, permissions, navigation, imports and exports."""
        from supervision.people import registrations  # noqa: F401, PLC0415
