"""The ledger and the month."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accountability.filters.ledger import LedgerFilter
from accountability.permissions import FILE, READ
from accountability.selectors import ladders, month, overview
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.ratings import with_grade
from accountability.tables.ledger import LedgerTable
from supervision import clock
from supervision.history.pages import shows_past
from supervision.web.paging import Ladder
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


@method_decorator(shows_past, name="dispatch")
class Ledger(PermissionRequiredMixin, ListPage):
    """Every filing the account may see; it fills itself as units file."""

    permission = READ
    title = _("Ledger")
    template_name = "accountability/ledger.html"
    table_class = LedgerTable
    filterset_class = LedgerFilter
    ladder_filters = ("unit",)
    export_url_name = "accountability:ledger_export"
    empty = Empty(
        _("Nothing has been filed here"),
        _("Each filing appears by itself, together with its receipt and materials."),
        icon="clipboard-text",
    )

    def get_ladder(self, chosen: dict[str, Any]) -> Ladder:
        """Return where the filings lie, month by month."""
        return ladders.filing_ladder(self.request.user, chosen.get("unit"))

    def get_queryset(self) -> QuerySet[Any]:
        """Return the filings in scope."""
        return with_grade(filings_visible_to(cast(Any, self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account may record something itself."""
        may_file = cast(Any, self.request.user).can(FILE) and not clock.standing()
        return super().get_context_data(may_file=may_file, **kwargs)


@permission_required(READ)
@require_GET
@shows_past
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what falls due in a month, day by day."""
    user = cast(Any, request.user)
    units = list(overview.responsible_units(user))
    wanted = request.GET.get("unit", "")
    unit = next((unit for unit in units if str(unit.pk) == wanted), None)
    sheet = month.month_of(
        user, month.first_of(request.GET.get("month", "")), unit_id=unit.pk if unit else None
    )
    context = {"sheet": sheet, "units": units if len(units) > 1 else [], "unit": unit}
    return render(request, "accountability/calendar.html", context)
