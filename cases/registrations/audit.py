"""The kinds of records the audit record speaks of; all of them are business content."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind

kinds.register(
    ObjectKind("cases.clue", _("Clue")),
    ObjectKind("cases.step", _("Step of a clue")),
    ObjectKind("cases.access", _("Access to a clue")),
    ObjectKind("cases.standin", _("Stand-in")),
    ObjectKind("cases.casepaper", _("Paper of a case")),
    ObjectKind("cases.avoidance", _("Avoidance")),
)
