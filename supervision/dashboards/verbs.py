"""Audited acts on the portal map and on saved views."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

MAP_CHANGED = verbs.register(
    Verb(code="dashboards.map_changed", label=_("Portal map changed"), icon="sitemap")
)
VIEW_SAVED = verbs.register(
    Verb(code="dashboards.view_saved", label=_("View of a list saved"), icon="bookmark")
)
VIEW_CHANGED = verbs.register(
    Verb(code="dashboards.view_changed", label=_("Saved view of a list changed"), icon="bookmark")
)
VIEW_DELETED = verbs.register(
    Verb(code="dashboards.view_deleted", label=_("Saved view of a list deleted"), icon="trash")
)
