"""People's accounts, posts and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Register accounts."""

    name = "supervision.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Register verbs, permissions, navigation and the check on administrators."""
        from supervision.accounts import checks, registrations  # noqa: F401, PLC0415
