"""Materials of the four kinds: list, form, page, decision."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability.filters.material_records import MaterialFilter
from accountability.forms.checklists import take_refusal
from accountability.forms.material_records import MaterialDecisionForm, MaterialForm
from accountability.permissions import READ, RECORD_MATERIAL, SCORE
from accountability.selectors import material_records as selectors
from accountability.services import material_records as services
from accountability.tables.material_records import MaterialTable
from supervision.attachments import selectors as attachments
from supervision.attachments.places import upload_place
from supervision.attachments.services import store_each
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class MaterialList(PermissionRequiredMixin, ListPage):
    """The newest version of every material in scope."""

    permission = READ
    title = gettext_lazy("Materials on units")
    template_name = "accountability/materials/list.html"
    table_class = MaterialTable
    filterset_class = MaterialFilter
    export_url_name = "accountability:materials_export"
    empty = Empty(
        gettext_lazy("No material yet"),
        gettext_lazy(
            "Research, inspection, daily checks and democratic-life meetings are recorded here."
        ),
        icon="notebook",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the materials in scope."""
        return selectors.materials_visible_to(cast(Any, self.request.user))


@require_http_methods(["GET", "POST"])
@permission_required(RECORD_MATERIAL)
def material_new(request: HttpRequest) -> HttpResponse:
    """Record a material."""
    user = cast(Any, request.user)
    first = {"unit": request.GET.get("unit", ""), "evaluation": "normal"}
    form = MaterialForm(request.POST or None, user=user, initial=first)
    return _take(request, form, None)


@require_http_methods(["GET", "POST"])
@permission_required(RECORD_MATERIAL)
def material_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a corrected version beside a material."""
    user = cast(Any, request.user)
    found = get_object_or_404(selectors.materials_visible_to(user), pk=pk)
    form = MaterialForm(request.POST or None, user=user, corrects=found)
    return _take(request, form, found)


def _take(request: HttpRequest, form: MaterialForm, corrects: Any) -> HttpResponse:
    user = cast(Any, request.user)
    kept, refused_files = _stage(request) if request.method == "POST" else ([], [])
    if form.is_valid() and not refused_files:
        named = {*request.POST.getlist("attachments"), *kept}
        files = [one for one in selectors.staged(user) if str(one.pk) in named]
        try:
            found = _write(user, form, corrects, files)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Recorded. The unit has been told."))
            return redirect("accountability:material", pk=found.pk)
    for reason in refused_files:
        form.add_error(None, reason)
    context = {"form": form, "corrects": corrects, "upload": _upload_place(user)}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/materials/form.html", context, status=status)


def _write(user: Any, form: MaterialForm, corrects: Any, files: list[Any]) -> Any:
    if corrects is None:
        return services.record_material(actor=user, data=form.as_material(), attachments=files)
    return services.correct_material(
        actor=user,
        material=corrects,
        data=form.as_material(),
        correction=form.cleaned_data["correction"],
        attachments=files,
    )


def _stage(request: HttpRequest) -> tuple[list[str], list[str]]:
    """Keep the files of a form sent without script; return their keys, and why others failed."""
    kept, refused = store_each(
        actor=cast(Any, request.user),
        uploads=request.FILES.getlist("files"),
        draft=selectors.DRAFT_KEY,
        dropped=turned_away(request),
    )
    return [str(file.pk) for file in kept], refused


def _upload_place(user: Any) -> dict[str, Any]:
    return upload_place(selectors.DRAFT_KEY, selectors.staged(user))


@require_safe
@permission_required(READ)
def material(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a material with its versions and what it counts for."""
    found = get_object_or_404(selectors.every_version(request.user), pk=pk)
    return render(request, "accountability/materials/material.html", _page(request, found))


def _page(request: HttpRequest, found: Any, form: Any = None) -> dict[str, Any]:
    user = cast(Any, request.user)
    newest = not hasattr(found, "superseded_by")
    may_decide = newest and selectors.undecided(user).filter(pk=found.pk).exists()
    return {
        "material": found,
        "files": list(attachments.of(found)),
        "versions": selectors.versions_of(found),
        "is_newest": newest,
        "may_correct": newest and user.can_in(RECORD_MATERIAL, found.unit),
        "decision": getattr(found, "decision", None),
        "form": (form or MaterialDecisionForm()) if may_decide else None,
    }


@require_POST
@permission_required(SCORE)
def material_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what a material counts for."""
    found = get_object_or_404(selectors.every_version(request.user), pk=pk)
    form = MaterialDecisionForm(request.POST)
    if form.is_valid():
        try:
            services.decide_material(
                actor=cast(Any, request.user), material=found, **form.cleaned_data
            )
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("accountability:material", pk=pk)
    context = _page(request, found, form)
    return render(request, "accountability/materials/material.html", context, status=422)
