"""The interference register: enter, list, read, annotate."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.filters.interference import InterferenceFilter
from cases.forms.fields import take_refusal
from cases.forms.interference import InterferenceForm, NoteForm
from cases.permissions import ENTER_INTERFERENCE, READ_INTERFERENCE
from cases.selectors.interference import as_listed, entries_visible_to
from cases.services import interference as services
from cases.tables.interference import InterferenceTable
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage

_EITHER = (READ_INTERFERENCE, ENTER_INTERFERENCE)


class InterferenceList(PermissionRequiredMixin, ListPage):
    """The whole register for its readers; for everybody else what they entered."""

    permission = _EITHER
    title = gettext_lazy("Interference register")
    template_name = "cases/interference/list.html"
    table_class = InterferenceTable
    filterset_class = InterferenceFilter
    export_url_name = "cases:interferences_export"
    empty = Empty(
        gettext_lazy("No interference is registered"),
        gettext_lazy("Whoever is asked about a case without need enters it here, the same day."),
        icon="shield-lock",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the entries the account may read."""
        return as_listed(entries_visible_to(cast(Any, self.request.user)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the account enters attempts and reads those of others: these export."""
        user = cast(Any, self.request.user)
        reads_all = user.can(READ_INTERFERENCE)
        context = super().get_context_data(
            may_enter=user.can(ENTER_INTERFERENCE), reads_all=reads_all, **kwargs
        )
        return context if reads_all else context | {"export_url": ""}


@never_cache
@permission_required(ENTER_INTERFERENCE)
@require_http_methods(["GET", "POST"])
def interference_new(request: HttpRequest) -> HttpResponse:
    """Enter an attempt; the number of the clue may come with the address."""
    first = {"clue_number": request.GET.get("clue", "")[:20]}
    form = InterferenceForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            entry = services.enter_interference(
                actor=cast(Any, request.user),
                attempt=form.attempt(),
                token=form.cleaned_data["token"],
            )
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(
                request, _("Registered as %(number)s; it stands.") % {"number": entry.number}
            )
            return redirect("cases:interference", number=entry.number)
    status = 422 if form.is_bound else 200
    return render(request, "cases/interference/new.html", {"form": form}, status=status)


@never_cache
@permission_required(_EITHER)
@require_http_methods(["GET", "POST"])
def interference(request: HttpRequest, number: str) -> HttpResponse:
    """Show one entry with its notes, and take a further note."""
    user = cast(Any, request.user)
    entry = get_object_or_404(entries_visible_to(user), number=number)
    may_handle = user.can(READ_INTERFERENCE)
    form = NoteForm(request.POST or None, may_handle=may_handle)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_note(actor=user, entry=entry, **form.cleaned_data)
        except ValidationError as refusal:
            take_refusal(form, refusal)
        else:
            messages.success(request, _("The note is added; what stood there stays."))
            return redirect("cases:interference", number=number)
    if request.method == "GET":
        services.open_entry(actor=user, entry=entry)
    notes = entry.notes.select_related("noted_by").order_by("pk")
    context = {"entry": entry, "notes": notes, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "cases/interference/entry.html", context, status=status)
