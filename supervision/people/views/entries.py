"""Enter a person and correct an entry."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from supervision.people.forms import PersonForm, take_refusal
from supervision.people.permissions import MANAGE
from supervision.people.selectors.people import people_units, people_visible_to
from supervision.people.services import entries
from supervision.web.views.access import permission_required


@never_cache
@permission_required(MANAGE)
@require_http_methods(["GET", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Enter a person."""
    user = cast(Any, request.user)
    form = PersonForm(request.POST or None, units=people_units(user))
    if request.method == "POST" and form.is_valid():
        try:
            saved = entries.enter(
                actor=user, data=form.data_given(), account=form.cleaned_data["account"]
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Entered in the register."))
            return redirect("people:person", pk=saved.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "people/person_form.html", {"form": form}, status=status)


@never_cache
@permission_required(MANAGE)
@require_http_methods(["GET", "POST"])
def person_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct an entry; what is masked stays unless it is typed anew."""
    user = cast(Any, request.user)
    person = get_object_or_404(people_visible_to(user).select_related("account"), pk=pk)
    form = PersonForm(request.POST or None, units=people_units(user), person=person)
    if request.method == "POST" and form.is_valid():
        try:
            entries.amend(
                actor=user,
                person=person,
                data=form.data_given(),
                account=form.cleaned_data["account"],
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The entry is up to date."))
            return redirect("people:person", pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "person": person}
    return render(request, "people/person_form.html", context, status=status)
