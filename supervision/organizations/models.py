"""The unit tree: district, departments, townships, villages, and the commission's own bodies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from supervision.organizations.enums import UnitKind
from supervision.web.classification import DataClass


class UnitManager(MP_NodeManager):
    """Units in tree order."""


class Unit(MP_Node):
    """One body in the tree; whoever holds a post above it may see what is below."""

    DATA_CLASSES = {
        "id": DataClass.INTERNAL,
        "path": DataClass.INTERNAL,
        "depth": DataClass.INTERNAL,
        "numchild": DataClass.INTERNAL,
        "code": DataClass.PUBLIC,
        "name": DataClass.PUBLIC,
        "short_name": DataClass.PUBLIC,
        "kind": DataClass.PUBLIC,
        "position": DataClass.INTERNAL,
        "is_active": DataClass.INTERNAL,
        "supervised_by": DataClass.PUBLIC,
    }

    code = models.CharField(_("code"), max_length=32, unique=True)
    name = models.CharField(_("name"), max_length=80)
    short_name = models.CharField(_("short name"), max_length=20)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind)
    position = models.PositiveIntegerField(_("order"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    #: The stationed group (派驻机构) that supervises the unit; it stands elsewhere in the tree.
    supervised_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supervises",
        verbose_name=_("supervised by"),
    )

    steplen = 4
    objects = UnitManager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        indexes = [models.Index(fields=["kind", "position"], name="unit_kind_position")]
        constraints = [
            models.UniqueConstraint(fields=["name"], name="unit_name_once"),
        ]

    def __str__(self) -> str:
        return self.name
