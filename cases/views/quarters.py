"""Quarters that handling offices feed back to the petition office: list, page, act."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cases.filters.quarters import QuarterFilter
from cases.forms.fields import take_refusal
from cases.forms.quarters import FeedBackForm
from cases.selectors import quarters as selectors
from cases.services import quarters as services
from cases.tables.quarters import QuarterTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class QuarterList(PermissionRequiredMixin, ListPage):
    """Every quarter the account may read, the newest first."""

    permission = selectors.READERS
    title = gettext_lazy("Concluded reports to feed back")
    template_name = "cases/quarters/list.html"
    table_class = QuarterTable
    filterset_class = QuarterFilter
    empty = Empty(
        gettext_lazy("No quarter is to be fed back"),
        gettext_lazy(
            "After each quarter in which an office concluded reports it feeds them back here."
        ),
        icon="mail-forward",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the quarters with their light."""
        return selectors.feedbacks_visible_to(cast(Any, self.request.user))


@permission_required(selectors.READERS)
@require_http_methods(["GET", "POST"])
def quarter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the reports an office concluded in a quarter, and take its feedback."""
    user = cast(Any, request.user)
    found = selectors.get_feedback(user, pk)
    may_give = selectors.may_give(user, found)
    if request.method == "POST" and not may_give and found.closed_at is None:
        raise PermissionDenied(_("The head of the office feeds its concluded reports back."))
    form = FeedBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.feed_back(actor=user, feedback=found, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("Fed back; the petition office is told."))
            return redirect("cases:quarter", pk=pk)
    context = {
        "quarter": found,
        "reports": list(selectors.shown_to(user, found)),
        "may_give": may_give,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "cases/quarters/quarter.html", context, status=status)
