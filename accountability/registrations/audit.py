"""The kinds of records the audit record speaks of; all of them are business content."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind

kinds.register(
    ObjectKind("accountability.duty", _("Task")),
    ObjectKind("accountability.filing", _("Filing")),
    ObjectKind("accountability.checklist", _("Responsibility list")),
    ObjectKind("accountability.tasklist", _("Task list")),
    ObjectKind("accountability.assessment", _("Assessment")),
    ObjectKind("accountability.gradeset", _("Set of grades")),
    ObjectKind("accountability.scorescheme", _("Scoring scheme")),
    ObjectKind("accountability.scoreconfirmation", _("Confirmed scores")),
    ObjectKind("accountability.scoreround", _("Round of scores")),
    ObjectKind("accountability.materialrecord", _("Material on a unit")),
    ObjectKind("accountability.falsification", _("Falsified filing")),
    ObjectKind("accountability.summons", _("Summons talk")),
    ObjectKind("accountability.accountabilityaction", _("Accountability action")),
    ObjectKind("accountability.escalationrule", _("Threshold of escalation")),
)
