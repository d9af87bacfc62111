"""Roles and their reach, requests that need a second person, ends of sessions."""

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
    INTERNAL = "internal", _("Internal supervision officer")
    STATIONED = "stationed", _("Member of a stationed group")
    ASSESSOR = "assessor", _("Assessment group member")
    PETITION = "petition", _("Petition officer")
    CASE_SUPERVISION = "case_supervision", _("Case supervision officer")
    SUPERVISION_HEAD = "supervision_head", _("Head of the case supervision office")
    HANDLER = "handler", _("Handling officer")
    HANDLING_HEAD = "handling_head", _("Head of a handling office")
    REVIEWER = "reviewer", _("Case reviewer")
    REVIEW_HEAD = "review_head", _("Head of the case review office")
    DEPUTY = "deputy", _("Responsible deputy")
    PRINCIPAL = "principal", _("Principal")


#: The three administrators: nobody is two of them, none of them has another role (domain 7.2).
ADMINISTRATORS = (RoleCode.SYSTEM_ADMIN, RoleCode.SECURITY_ADMIN, RoleCode.AUDITOR)


class Reach(TextChoices):
    """How far a role sees from the unit where the post is held."""

    OWN = "own", _("Own unit")
    SUBTREE = "subtree", _("Own unit and everything below")
    SUPERVISED = "supervised", _("Own unit and the units it supervises")
    DISTRICT = "district", _("The whole district")
    NONE = "none", _("No business data")


class RequestKind(TextChoices):
    """What two security administrators do together."""

    GIVE_POST = "give_post", _("Give a post")
    END_POST = "end_post", _("End a post")
    REOPEN = "reopen", _("Put an account back in use")
    RESET_FACTOR = "reset_factor", _("Reset a second factor")


class RequestStatus(TextChoices):
    """Where a request stands."""

    WAITING = "waiting", _("waits for the second person")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("taken back")


class SessionEnd(TextChoices):
    """Why a session ended; the label is what its holder is told."""

    SIGNED_OUT = "signed_out", _("You signed out.")
    NEWER = "newer", _("You were signed out because this account signed in elsewhere.")
    BY_HOLDER = "by_holder", _("You ended this session from another one.")
    IDLE = "idle", _("You were signed out after a time without use. Please sign in again.")
    PASSWORD = "password", _("The password was changed. Please sign in with the new one.")
    CLOSED = "closed", _("This account was closed or its second factor reset.")
