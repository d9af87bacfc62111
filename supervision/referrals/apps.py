"""The one door by which apps hand work to each other."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    """Register what was handed on."""

    name = "supervision.referrals"
    verbose_name = _("Handed on")

    def ready(self) -> None:
        """Offer verbs, permissions, navigation and reach."""
        from supervision.referrals import registrations  # noqa: F401, PLC0415
