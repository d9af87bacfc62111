"""Roles and their reach."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RoleCode(TextChoices):
    """What a post lets its holder do."""

    SYSTEM_ADMIN = "system_admin", _("System administrator")
    SECURITY_ADMIN = "security_admin", _("Security administrator")
    AUDITOR = "auditor", _("Security auditor")
    OFFICE_HEAD = "office_head", _("Head of the supervision office")
    OFFICER = "officer", _("Officer of the supervision office")
    LEADER = "leader", _("Commission leader")
    UNIT_HEAD = "unit_head", _("Unit head")
    CLERK = "clerk", _("Filing clerk")
    TOWNSHIP_LEADER = "township_leader", _("Township discipline secretary")
    ASSESSOR = "assessor", _("Assessment group member")


class Reach(TextChoices):
    """How far a role sees from the unit where the post is held."""

    OWN = "own", _("Own unit")
    SUBTREE = "subtree", _("Own unit and everything below")
    DISTRICT = "district", _("The whole district")
    NONE = "none", _("No business data")
