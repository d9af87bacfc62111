"""The portal map as data: which systems the portal shows as tiles, and to whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from supervision.web.classification import DataClass


class PortalSystem(models.Model):
    """One system of the portal. Its address is a url name, so that a tile never dangles."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "code": DataClass.PUBLIC,
        "name": DataClass.PUBLIC,
        "name_en": DataClass.PUBLIC,
        "summary": DataClass.PUBLIC,
        "summary_en": DataClass.PUBLIC,
        "icon": DataClass.PUBLIC,
        "url_name": DataClass.INTERNAL,
        "permission": DataClass.INTERNAL,
        "position": DataClass.INTERNAL,
        "is_shown": DataClass.INTERNAL,
    }

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60)
    summary = models.CharField(_("summary"), max_length=80)
    summary_en = models.CharField(_("English summary"), max_length=120)
    icon = models.CharField(_("icon"), max_length=40)
    url_name = models.CharField(_("address"), max_length=80)
    permission = models.CharField(_("permission"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)

    class Meta:
        verbose_name = _("system of the portal")
        verbose_name_plural = _("systems of the portal")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
