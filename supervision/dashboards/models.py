"""The portal map as data, and what each person keeps of the lists for themselves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from supervision.dashboards.enums import MapLevel
from supervision.web.classification import DataClass


class PortalSystem(models.Model):
    """One place of the portal map: centre, platform, subsystem, or a tool beside them.

    Its address is a url name, so that a tile never dangles; what is not built yet has none and
    says so. Which badge it carries is the key of a registered one.
    """

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
        "level": DataClass.PUBLIC,
        "parent": DataClass.PUBLIC,
        "badge": DataClass.INTERNAL,
        "is_built": DataClass.PUBLIC,
    }

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("English name"), max_length=60)
    summary = models.CharField(_("summary"), max_length=80)
    summary_en = models.CharField(_("English summary"), max_length=120)
    icon = models.CharField(_("icon"), max_length=40)
    url_name = models.CharField(_("address"), max_length=80, blank=True)
    permission = models.CharField(_("permission"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_shown = models.BooleanField(_("shown"), default=True)
    level = models.CharField(_("level"), max_length=10, choices=MapLevel, default=MapLevel.TOOL)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    badge = models.CharField(_("badge"), max_length=40, blank=True)
    is_built = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("system of the portal")
        verbose_name_plural = _("systems of the portal")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level"], condition=Q(level="centre"), name="map_one_centre"
            ),
            # Under construction means: nothing to open, nothing to count.
            models.CheckConstraint(
                condition=Q(is_built=True) | Q(url_name="", badge=""), name="map_unbuilt_is_empty"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SavedView(models.Model):
    """What one person keeps of one list: a named view, or, without a name, the list as last set.

    A private note: no page, export or record shows it to anybody but its owner.
    """

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "user": DataClass.INTERNAL,
        "list_key": DataClass.INTERNAL,
        "name": DataClass.PERSONAL,
        "query": DataClass.PERSONAL,
        "columns": DataClass.INTERNAL,
        "page_size": DataClass.INTERNAL,
        "is_default": DataClass.INTERNAL,
    }

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: The url name of the list.
    list_key = models.CharField(_("list"), max_length=80)
    name = models.CharField(_("name"), max_length=40, blank=True)
    #: Filters and order as the list's own address carries them.
    query = models.CharField(_("conditions"), max_length=2000, blank=True)
    #: Names of the columns shown besides the first; none means all of them.
    columns = models.JSONField(_("columns"), default=list)
    page_size = models.PositiveSmallIntegerField(_("rows on a page"), default=0)
    is_default = models.BooleanField(_("opens with the list"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "list_key", "name"], name="view_once"),
            models.UniqueConstraint(
                fields=["user", "list_key"],
                name="view_one_default",
                condition=Q(is_default=True),
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(query="", is_default=False), name="view_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.list_key
