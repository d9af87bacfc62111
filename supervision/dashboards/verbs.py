"""Audited acts on saved views."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

VIEW_SAVED = verbs.register(
    Verb(code="dashboards.view_saved", label=_("View of a list saved"), icon="bookmark")
)
VIEW_CHANGED = verbs.register(
    Verb(code="dashboards.view_changed", label=_("Saved view of a list changed"), icon="bookmark")
)
VIEW_DELETED = verbs.register(
    Verb(code="dashboards.view_deleted", label=_("Saved view of a list deleted"), icon="trash")
)
