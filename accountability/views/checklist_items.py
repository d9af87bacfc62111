"""Write the items of a draft in the browser."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accountability.enums import ChecklistStatus
from accountability.forms.checklists import ItemForm, take_refusal
from accountability.permissions import EDIT_CHECKLISTS
from accountability.selectors import checklists
from accountability.services import checklists as services
from supervision.web.views.access import permission_required


@permission_required(EDIT_CHECKLISTS)
@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add an item to a draft; “and another” keeps its category and holder for the next."""
    user = cast(Any, request.user)
    draft = get_object_or_404(checklists.drafts(user), pk=pk)
    form = ItemForm(request.POST or None, initial=_carried_on(request))
    if request.method == "POST" and form.is_valid():
        try:
            item = services.add_item(actor=user, checklist=draft, data=form.data_of_item())
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(
                request, _("Item %(number)s is on the list.") % {"number": item.number}
            )
            if "another" in request.POST:
                address = reverse("accountability:item_new", args=[draft.pk])
                return redirect(f"{address}?after={item.pk}")
            return _back(item)
    return _page(request, form, draft)


def _carried_on(request: HttpRequest) -> dict[str, Any]:
    after = request.GET.get("after", "")
    if not after.isdecimal() or len(after) > 18:
        return {}
    before = checklists.item_of_draft(cast(Any, request.user), int(after)).first()
    if before is None:
        return {}
    return {
        "category": before.category,
        "holder_role": before.holder_role,
        "period": before.period,
        "due_rule": before.due_rule,
    }


@permission_required(EDIT_CHECKLISTS)
@require_http_methods(["GET", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an item of a draft."""
    user = cast(Any, request.user)
    item = _item(request, pk)
    form = ItemForm(request.POST or None, initial=ItemForm.initial_of(checklists.item_data(item)))
    if request.method == "POST" and form.is_valid():
        try:
            outcome = services.edit_item(actor=user, item=item, data=form.data_of_item())
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            said = _("The item is saved.") if outcome == "updated" else _("Nothing was changed.")
            messages.success(request, said)
            return _back(item)
    return _page(request, form, item.checklist, item)


@permission_required(EDIT_CHECKLISTS)
@require_http_methods(["GET", "POST"])
def item_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take an item off a draft."""
    item = _item(request, pk)
    if request.method == "POST":
        try:
            services.remove_item(actor=cast(Any, request.user), item=item)
        except ValidationError as refused:
            messages.error(request, refused.messages[0])
        else:
            messages.success(request, _("The item is off the list."))
        return redirect("accountability:checklist", pk=item.checklist_id)
    context = {"item": item, "checklist": item.checklist}
    return render(request, "accountability/item_remove.html", context)


def _item(request: HttpRequest, pk: int) -> Any:
    item = get_object_or_404(checklists.item_of_draft(cast(Any, request.user), pk))
    if item.checklist.status != ChecklistStatus.DRAFT:
        raise Http404
    return item


def _back(item: Any) -> HttpResponse:
    address = reverse("accountability:checklist", args=[item.checklist_id])
    return redirect(f"{address}#item-{item.pk}")


def _page(request: HttpRequest, form: ItemForm, checklist: Any, item: Any = None) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "checklist": checklist, "item": item}
    return render(request, "accountability/item_form.html", context, status=status)
