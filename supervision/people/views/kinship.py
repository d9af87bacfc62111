"""Enter relatives and take out wrong ones."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from supervision.people.forms import KinForm, take_refusal
from supervision.people.permissions import MANAGE
from supervision.people.selectors import files
from supervision.people.selectors.people import people_visible_to
from supervision.people.services import kinship
from supervision.web.views.access import permission_required


@never_cache
@permission_required(MANAGE)
@require_http_methods(["GET", "POST"])
def kin_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a relative."""
    user = cast(Any, request.user)
    person = get_object_or_404(people_visible_to(user), pk=pk)
    form = KinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            kinship.add_kin(actor=user, person=person, data=form.data_given())
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The relation is entered."))
            return redirect("people:person", pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "person": person}
    return render(request, "people/kin_new.html", context, status=status)


@require_POST
@permission_required(MANAGE)
def kin_remove(request: HttpRequest, pk: int, kin: int) -> HttpResponse:
    """Take a relation out of both files."""
    user = cast(Any, request.user)
    person = get_object_or_404(people_visible_to(user), pk=pk)
    row = get_object_or_404(files.kin_of(person), pk=kin)
    kinship.remove_kin(actor=user, kin=row)
    messages.success(request, _("The relation is taken out."))
    return redirect("people:person", pk=pk)
