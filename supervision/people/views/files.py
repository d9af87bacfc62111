"""One person's file, and one masked field of it in full for a reason."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.accounts.views.sudo import SudoRequiredMixin
from supervision.people.enums import SealedField
from supervision.people.forms import RevealForm, take_refusal
from supervision.people.permissions import READ, READ_LOG, REVEAL
from supervision.people.selectors import files
from supervision.people.selectors.people import people_visible_to
from supervision.people.services import reading
from supervision.web.views.access import PermissionRequiredMixin, permission_required

#: How many readings the file shows; the audit record holds all.
SHOWN_READINGS = 20


@never_cache
@permission_required(READ)
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the file; opening it is on record."""
    user = cast(Any, request.user)
    found = get_object_or_404(people_visible_to(user).select_related("unit", "account"), pk=pk)
    reading.open_file(actor=user, person=found)
    may_review = user.can(READ_LOG)
    context = {
        "person": found,
        "name": files.shown_name(found, user),
        "pinyin": files.shown_pinyin(found, user),
        "shows_month": user.can(REVEAL),
        "sealed": files.sealed_rows(found, user),
        "posts": files.posts_of(found),
        "relatives": files.relatives_of(found, user),
        "changes": files.changes_of(found)[:SHOWN_READINGS],
        "readings": files.readings_of(found)[:SHOWN_READINGS] if may_review else None,
    }
    return render(request, "people/person.html", context)


@method_decorator(never_cache, name="dispatch")
class Reveal(PermissionRequiredMixin, SudoRequiredMixin, View):
    """Ask for the reason, then open one field of one person for some minutes."""

    permission = REVEAL

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Know only the fields that are masked."""
        if kwargs["field"] not in SealedField.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int, field: str) -> HttpResponse:
        """Ask."""
        found = get_object_or_404(people_visible_to(request.user), pk=pk)
        return self._page(request, found, field, RevealForm())

    def post(self, request: HttpRequest, pk: int, field: str) -> HttpResponse:
        """Open the field and go to the file, where it stands in full."""
        found = get_object_or_404(people_visible_to(request.user), pk=pk)
        form = RevealForm(request.POST)
        if form.is_valid():
            try:
                reading.reveal(
                    actor=request.user,
                    person=found,
                    field=field,
                    reason=form.cleaned_data["reason"],
                )
            except ValidationError as refused:
                take_refusal(form, refused)
            else:
                messages.success(request, _("Revealed for five minutes; the reading is on record."))
                return redirect("people:person", pk=pk)
        return self._page(request, found, field, form)

    def _page(self, request: HttpRequest, found: Any, field: str, form: Any) -> HttpResponse:
        context = {
            "person": found,
            "name": files.shown_name(found, request.user),
            "field": SealedField(field),
            "form": form,
        }
        status = 422 if form.errors else 200
        return render(request, "people/reveal.html", context, status=status)
