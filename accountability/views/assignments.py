"""The assigned items of all units as one list."""

from typing import Any, cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accountability.filters.checklists import AssignmentFilter
from accountability.permissions import READ
from accountability.selectors import checklists
from accountability.tables.checklists import AssignmentTable, OwnAssignmentTable
from supervision.web.views.access import PermissionRequiredMixin
from supervision.web.views.lists import Empty, ListPage


class AssignmentList(PermissionRequiredMixin, ListPage):
    """Every item as each unit carries it."""

    permission = READ
    title = _("Assigned items")
    template_name = "accountability/assignments.html"
    filterset_class = AssignmentFilter
    export_url_name = "accountability:assignments_export"
    empty = Empty(
        _("No assigned items yet"),
        _("Items are assigned to the units when a responsibility list is published."),
        icon="list-details",
    )

    @property
    def table_class(self) -> Any:  # type: ignore[override]
        """Sort a single unit's items by their number in the list."""
        return OwnAssignmentTable if self.is_own else AssignmentTable

    def get_queryset(self) -> QuerySet[Any]:
        """Return the assigned items in scope with the counts of their tasks."""
        user = cast(Any, self.request.user)
        return checklists.with_duty_counts(checklists.assignments_visible_to(user))
