"""The organs in whose name papers go out."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from supervision.documents.forms import OrganForm
from supervision.documents.permissions import EDIT_ORGANS
from supervision.documents.selectors import papers
from supervision.documents.services.organs import OrganData, save_organ
from supervision.documents.tables import OrganTable
from supervision.documents.views import faults
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class OrganList(PermissionRequiredMixin, ListPage):
    """Every organ, in use or given up."""

    permission = EDIT_ORGANS
    template_name = "documents/organs.html"
    title = gettext_lazy("Issuing organs")
    table_class = OrganTable
    empty = Empty(
        gettext_lazy("No issuing organ yet"),
        gettext_lazy("Papers are drafted in the name of an organ; set up the first one."),
        icon="building",
        action_label=gettext_lazy("Set up an organ"),
        action_url_name="documents:organ_new",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return every organ."""
        return papers.organs()


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_ORGANS)
def new(request: HttpRequest) -> HttpResponse:
    """Set up an organ."""
    return _form(request, None, {"is_active": True, "position": papers.organs().count()})


@require_http_methods(["GET", "POST"])
@permission_required(EDIT_ORGANS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an organ."""
    found = get_object_or_404(papers.organs(), pk=pk)
    initial = {name: getattr(found, name) for name in OrganForm.base_fields}
    return _form(request, found, initial)


def _form(request: HttpRequest, found: Any, initial: dict[str, Any]) -> HttpResponse:
    form = OrganForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            save_organ(
                actor=cast(Any, request.user), data=OrganData(**form.cleaned_data), organ=found
            )
        except ValidationError as error:
            faults.put(form, error)
        else:
            messages.success(request, _("The organ is saved."))
            return redirect("documents:organs")
    status = 422 if form.is_bound else 200
    return render(
        request, "documents/organ_form.html", {"organ": found, "form": form}, status=status
    )
