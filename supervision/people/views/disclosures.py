"""Who had masked data revealed, for those who review it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision.people.permissions import READ_LOG
from supervision.people.selectors import files
from supervision.people.tables import DisclosureTable
from supervision.web.views.access import PermissionRequiredMixin
from supervision.web.views.lists import Empty, ListPage


class DisclosureList(PermissionRequiredMixin, ListPage):
    """Every revealed field in scope, and the counts by reader."""

    permission = READ_LOG
    title = _("Revealed personal data")
    template_name = "people/disclosures.html"
    table_class = DisclosureTable
    empty = Empty(
        _("Nothing has been revealed"),
        _("Each time somebody reveals a masked number it stands here with the reason."),
        icon="shield-lock",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the disclosures about persons in scope."""
        return files.disclosures_visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the counts by reader."""
        return super().get_context_data(readers=files.readers(self.get_queryset()), **kwargs)
