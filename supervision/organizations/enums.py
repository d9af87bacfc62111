"""Kinds of unit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UnitKind(TextChoices):
    """What a unit is."""

    DISTRICT = "district", _("District")
    COMMISSION = "commission", _("Discipline commission")
    OFFICE = "office", _("Commission office")
    STATIONED_GROUP = "stationed_group", _("Stationed group")
    DEPARTMENT = "department", _("Department")
    TOWNSHIP = "township", _("Township or street")
    VILLAGE = "village", _("Village or community")


#: Kinds that carry the two responsibilities and are counted on the district overview.
RESPONSIBLE_KINDS = (UnitKind.DEPARTMENT, UnitKind.TOWNSHIP)
