"""The web shell: base templates, tags, tables, list pages, error pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """The web shell as a Django app; it has no models."""

    name = "supervision.web"
    label = "web"
    verbose_name = _("Web shell")
