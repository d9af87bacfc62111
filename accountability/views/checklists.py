"""Responsibility lists: every version, one version, the unit's own two lists, and drafting."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accountability.enums import ChecklistStatus, ResponsibilityKind
from accountability.forms.checklists import ChecklistForm, take_refusal
from accountability.permissions import DECOMPOSE, EDIT_CHECKLISTS, PUBLISH, READ
from accountability.selectors import checklists, own_lists
from accountability.selectors.overview import responsible_units
from accountability.services import checklists as services
from accountability.tables.checklists import ChecklistTable
from supervision import clock
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class ChecklistList(PermissionRequiredMixin, ListPage):
    """Every version of the lists the account may see."""

    permission = READ
    title = gettext_lazy("Responsibility lists")
    template_name = "accountability/checklists.html"
    table_class = ChecklistTable
    empty = Empty(
        gettext_lazy("No list yet"),
        gettext_lazy("Create a list, write its items or import them, then publish it."),
        icon="list-check",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the visible versions with their counts."""
        user = cast(Any, self.request.user)
        return checklists.with_counts(checklists.checklists_visible_to(user), user)


@permission_required(READ)
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version of a list, item by item."""
    user = cast(Any, request.user)
    found = _visible(request, pk)
    items = list(checklists.items_visible_to(user, found))
    is_draft = found.status == ChecklistStatus.DRAFT
    context = {
        "checklist": found,
        "groups": checklists.by_category(items),
        "items": items,
        "score": sum(item.score for item in items),
        "is_draft": is_draft,
        "may_edit": is_draft and user.can(EDIT_CHECKLISTS),
        "may_publish": user.can(PUBLISH) and found.status != ChecklistStatus.SUPERSEDED,
        "may_version": found.status == ChecklistStatus.PUBLISHED
        and user.can(EDIT_CHECKLISTS)
        and not checklists.has_draft(found),
        "is_superseded": found.status == ChecklistStatus.SUPERSEDED,
        "current": checklists.current_version(found),
        "sees_all": checklists.sees_all_items(user),
        "milestones": checklists.milestones(found),
    }
    return render(request, "accountability/checklist.html", context)


@permission_required(READ)
@require_safe
def my_lists(request: HttpRequest) -> HttpResponse:
    """Show the two lists of one's own unit, or of a unit within reach."""
    user = cast(Any, request.user)
    units = responsible_units(user)
    asked = request.GET.get("unit", "")
    unit = _unit(units, asked, user)
    if unit is None:
        if asked:
            raise Http404
        return redirect("accountability:assignments")
    years = own_lists.years_of(user, unit)
    year = own_lists.year_shown(years, request.GET.get("year", ""), clock.today())
    trees = own_lists.trees_of(user, unit, year)
    kind = request.GET.get("kind", "")
    if kind not in ResponsibilityKind.values:
        kind = ResponsibilityKind.MAIN.value
    context = {
        "unit": unit,
        "units": list(units),
        "may_split": user.can_in(DECOMPOSE, unit),
        "is_home": unit.pk == getattr(user.home_unit, "pk", None),
        "years": years,
        "year": year,
        "trees": trees,
        "tree": next(tree for tree in trees if tree.kind == kind),
    }
    return render(request, "accountability/my_lists.html", context)


def _unit(units: QuerySet[Any], asked: str, user: Any) -> Any:
    if asked:
        is_key = asked.isdecimal() and len(asked) < 19
        return units.filter(pk=int(asked)).first() if is_key else None
    home = user.home_unit
    found = units.filter(pk=home.pk).first() if home is not None else None
    if found is None and units.count() == 1:
        return units.first()
    return found


@permission_required(EDIT_CHECKLISTS)
@require_http_methods(["GET", "POST"])
def checklist_new(request: HttpRequest) -> HttpResponse:
    """Draft a list."""
    form = ChecklistForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create_checklist(actor=cast(Any, request.user), **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The draft is ready. Add items or import them."))
            return redirect("accountability:checklist", pk=made.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/checklist_new.html", {"form": form}, status=status)


@permission_required(EDIT_CHECKLISTS)
@require_POST
def checklist_version(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft the next version of a published list."""
    found = _visible(request, pk)
    try:
        draft = services.new_version(actor=cast(Any, request.user), checklist=found)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
        return redirect("accountability:checklist", pk=pk)
    messages.success(
        request, _("Version %(number)s is drafted as a copy.") % {"number": draft.version}
    )
    return redirect("accountability:checklist", pk=draft.pk)


@permission_required(EDIT_CHECKLISTS)
@require_http_methods(["GET", "POST"])
def checklist_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    found = _visible(request, pk)
    if found.status != ChecklistStatus.DRAFT:
        raise Http404
    if request.method == "POST":
        try:
            services.discard_draft(actor=cast(Any, request.user), checklist=found)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
            return redirect("accountability:checklist", pk=pk)
        messages.success(request, _("The draft is thrown away."))
        return redirect("accountability:checklists")
    context = {"checklist": found, "count": found.items.count()}
    return render(request, "accountability/checklist_discard.html", context)


@permission_required(PUBLISH)
@require_http_methods(["GET", "POST"])
def checklist_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what publishing will do, then do it."""
    user = cast(Any, request.user)
    found = _visible(request, pk)
    try:
        if request.method == "POST":
            done = services.publish(actor=user, checklist=found)
            messages.success(request, _published(done))
            return redirect("accountability:checklist", pk=pk)
        preview = services.preview(actor=user, checklist=found)
    except ValidationError as refused:
        for message in refused.messages[:5]:
            messages.error(request, message)
        return redirect("accountability:checklist", pk=pk)
    context = {
        "checklist": found,
        "preview": preview,
        "is_draft": found.status == ChecklistStatus.DRAFT,
    }
    return render(request, "accountability/checklist_publish.html", context)


def _published(done: Any) -> str:
    if done.changes_nothing:
        return _("Nothing was left to hand out: every unit has this list already.")
    return _(
        "Published: %(assignments)s assigned items and %(duties)s tasks for %(units)s units. "
        "The clerks have been told."
    ) % {"assignments": done.assignments, "duties": done.duties, "units": done.units}


def _visible(request: HttpRequest, pk: int) -> Any:
    return get_object_or_404(
        checklists.checklists_visible_to(cast(Any, request.user)).select_related(
            "published_by", "created_by"
        ),
        pk=pk,
    )
