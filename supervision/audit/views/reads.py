"""Who read which protected record, for the internal supervision office and the auditor."""

from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from supervision import clock
from supervision.audit import unusual
from supervision.audit.filters import ReadFilter
from supervision.audit.selectors import events
from supervision.audit.tables import ReadTable
from supervision.web.views.access import PermissionRequiredMixin
from supervision.web.views.lists import Empty, ListPage


class ReadList(PermissionRequiredMixin, ListPage):
    """Show the reads of everybody but the visitor, and the days that stand out.

    The office sees what was read; the auditor, who also reviews the office's own reads, sees
    reader and time without business content.
    """

    permission = (events.REVIEW_READS, events.READ)
    template_name = "audit/reads.html"
    table_class = ReadTable
    filterset_class = ReadFilter
    title = _("Reads of protected records")
    empty = Empty(
        _("No reads"),
        _("Opening a personal file, unmasking, downloading and exporting are listed here."),
        icon="eye",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the reads of others."""
        return events.reads_visible_to(self.request.user)

    def get_table_kwargs(self) -> dict[str, Any]:
        """Tell the table whether the visitor may see what was read."""
        user = cast(Any, self.request.user)
        return {**super().get_table_kwargs(), "shows_content": user.can(events.REVIEW_READS)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the unusual days and the numbers of the rule."""
        days = events.reading_days(self.request.user)
        return super().get_context_data(
            unusual=unusual.unusual_days(days, clock.today()), rule=unusual, **kwargs
        )
