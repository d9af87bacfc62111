"""Audited acts on the unit tree."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

UNIT_ADDED = verbs.register(
    Verb(code="organizations.unit_added", label=_("Unit added"), icon="plus")
)
UNIT_CHANGED = verbs.register(
    Verb(code="organizations.unit_changed", label=_("Unit changed"), icon="edit")
)
UNIT_REMOVED = verbs.register(
    Verb(code="organizations.unit_removed", label=_("Unit removed"), icon="trash")
)
