"""What one's own office handed on, and how far it is."""

from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from supervision.referrals import receivers, selectors, services
from supervision.referrals.filters import ReferralFilter
from supervision.referrals.permissions import READ
from supervision.referrals.tables import ReferralTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ReferralList(PermissionRequiredMixin, ListPage):
    """Every matter that the account's own office handed on."""

    permission = READ
    title = gettext_lazy("Handed on")
    table_class = ReferralTable
    filterset_class = ReferralFilter
    empty = Empty(
        gettext_lazy("Nothing was handed on yet"),
        gettext_lazy(
            "A problem found that points to a violation is handed on as a clue from its own page."
        ),
        icon="send",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the matters of the account's office."""
        return selectors.referrals_of(cast(Any, self.request.user))


@require_safe
@permission_required(READ)
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the state of one matter, not what the receiver made of it; the reading is recorded."""
    found = get_object_or_404(selectors.referrals_of(cast(Any, request.user)), pk=pk)
    services.open_referral(actor=cast(Any, request.user), referral=found)
    context = {"referral": found, "receiver": receivers.get(found.receiver)}
    return render(request, "referrals/referral.html", context)
