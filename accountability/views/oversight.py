"""Duties as lists, every unit with its figures, and one unit's page."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accountability.filters.duties import DutyFilter
from accountability.permissions import DRAFT_PAPER, OVERSEE, READ, URGE
from accountability.selectors import changes, duties, ladders, newest, overview, plans
from accountability.tables.duties import DutyTable, OwnDutyTable, PressedDutyTable
from supervision import clock
from supervision.history.pages import shows_past
from supervision.web.paging import Ladder
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


@method_decorator(shows_past, name="dispatch")
class DutyList(PermissionRequiredMixin, ListPage):
    """Every duty the account may see."""

    permission = READ
    title = _("Tasks")
    template_name = "accountability/duties.html"
    filterset_class = DutyFilter
    ladder_filters = ("unit",)
    export_url_name = "accountability:duties_export"
    bulk_url_name = "accountability:press"
    empty = Empty(
        _("No tasks here"),
        _("Tasks appear when a responsibility list is published or a task list is issued."),
        icon="checklist",
    )

    @property
    def table_class(self) -> Any:  # type: ignore[override]
        """Put what is open first where the unit is one's own; add boxes for who presses units."""
        if self.may_press:
            return PressedDutyTable
        return OwnDutyTable if self.is_own else DutyTable

    @cached_property
    def may_press(self) -> bool:
        """Tell whether the account urges units or drafts letters to them, today."""
        user = cast(Any, self.request.user)
        return not clock.standing() and (user.can(URGE) or user.can(DRAFT_PAPER))

    @property
    def bulk_template(self) -> str:  # type: ignore[override]
        """Offer the acts on several tasks to who presses units."""
        return "accountability/urgings/bulk.html" if self.may_press else ""

    def get_ladder(self, chosen: dict[str, Any]) -> Ladder:
        """Return where the duties lie, month by month."""
        return ladders.duty_ladder(self.request.user, chosen.get("unit"))

    def get_queryset(self) -> QuerySet[Any]:
        """Return the duties in scope."""
        return duties.as_listed(duties.duties_visible_to(cast(Any, self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account may make a rectification plan from the rows."""
        user = cast(Any, self.request.user)
        may_plan = plans.plans_now(user)
        return super().get_context_data(may_plan=may_plan, may_press=self.may_press, **kwargs)


@require_safe
@permission_required(OVERSEE)
@shows_past
def units(request: HttpRequest) -> HttpResponse:
    """List every unit with its counts, each figure opening its rows."""
    rows = overview.unit_counts(cast(Any, request.user))
    order = request.GET.get("order", "")
    if order == "rate":
        rows.sort(key=lambda row: (-row.rate, row.unit.position))
    elif order in {"red", "yellow"}:
        rows.sort(key=lambda row: (-row.counts[order], row.unit.position))
    context = {"rows": rows, "totals": overview.totals(rows), "order": order}
    return render(request, "accountability/units.html", context)


@require_safe
@permission_required(READ)
@shows_past
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one unit: its figures, what is urgent, what it filed, its deadline changes."""
    user = cast(Any, request.user)
    found = get_object_or_404(overview.responsible_units(user), pk=pk)
    rows = duties.duties_visible_to(user).filter(unit=found)
    context = {
        "unit": found,
        "tab": "tasks",
        "rows_url": f"{reverse('accountability:duties')}?unit={found.pk}",
        "counts": duties.light_counts(rows),
        "may_plan": plans.plans_now(user, found),
        "urgent": duties.with_light(duties.open_duties(rows))[:12],
        "filings": newest.filings_visible_to(user).filter(unit=found)[:8],
        "changes": changes.changes_visible_to(user).filter(duty__unit=found)[:8],
    }
    return render(request, "accountability/unit.html", context)
