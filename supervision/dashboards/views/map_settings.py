"""Arrange the portal map."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from supervision.dashboards import selectors
from supervision.dashboards.forms import PlaceForm
from supervision.dashboards.permissions import EDIT_MAP
from supervision.dashboards.services import portal_map
from supervision.web.views.access import permission_required


@require_safe
@permission_required(EDIT_MAP)
def index(request: HttpRequest) -> HttpResponse:
    """List every place of the map, level by level."""
    rows = selectors.places_to_edit(cast(Any, request.user))
    return render(request, "dashboards/map_settings.html", {"rows": rows})


@permission_required(EDIT_MAP)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one place; what it said before stays in its versions."""
    actor = cast(Any, request.user)
    found = get_object_or_404(selectors.places_to_edit(actor), pk=pk)
    form = PlaceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            portal_map.arrange(actor=actor, system=found, values=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The portal map is changed."))
            return redirect("dashboards:map_settings")
    found = get_object_or_404(selectors.places_to_edit(actor), pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "dashboards/map_system.html", {"system": found, "form": form}, status=status
    )
