"""Rectification: the list, one item, asking for it, writing on it, verifying it."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accountability.filters.findings import RectificationFilter
from accountability.forms.rectifications import (
    EntryForm,
    OrderForm,
    OwnerForm,
    TimeForm,
    VerdictForm,
)
from accountability.permissions import RAISE_FINDING, READ, RECTIFY, VERIFY
from accountability.selectors import overview, rectification_page
from accountability.selectors import rectifications as selectors
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.findings import findings_visible_to
from accountability.services import rectification_extensions as extensions
from accountability.services import rectification_reports as reports
from accountability.services import rectification_uploads as uploads
from accountability.services import rectifications as services
from accountability.tables.findings import RectificationTable
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class RectificationList(PermissionRequiredMixin, ListPage):
    """What the units in reach put right, under the same lights as their tasks."""

    permission = READ
    title = gettext_lazy("Rectification")
    template_name = "accountability/rectifications/list.html"
    table_class = RectificationTable
    filterset_class = RectificationFilter
    export_url_name = "accountability:rectifications_export"
    empty = Empty(
        gettext_lazy("Nothing to rectify"),
        gettext_lazy("What an assessment or a check found appears here with its last day."),
        icon="report-analytics",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the rectifications in reach, without those that lapsed."""
        return selectors.standing(selectors.rectifications_visible_to(cast(Any, self.request.user)))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Tell the table who reads."""
        return {"reader": self.request.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures by light, each opening its rows."""
        counts = selectors.light_counts(self.get_queryset())
        url = reverse("accountability:rectifications")
        return super().get_context_data(counts=counts, counts_url=url, **kwargs)


def _found(request: HttpRequest, pk: int) -> Any:
    rows = selectors.rectifications_visible_to(cast(Any, request.user))
    return get_object_or_404(rectification_page.with_all(rows), pk=pk)


@require_safe
@permission_required(READ)
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one rectification: what is asked, what was written, the verdicts, the clock."""
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, item: Any, status: int = 200, **forms: Any) -> HttpResponse:
    user = cast(Any, request.user)
    page = rectification_page.rectification_page(user, item)
    context = {
        "item": item,
        "page": page,
        "entry_form": EntryForm(has_measures=page.has_measures),
        "verdict_form": VerdictForm(),
        "time_form": TimeForm(),
        "owner_form": OwnerForm(initial={"owner_name": item.owner_name}),
        "upload": rectification_page.upload_place(user, item) if page.may_write else None,
        **forms,
    }
    return render(
        request, "accountability/rectifications/rectification.html", context, status=status
    )


@permission_required(RAISE_FINDING)
def rectification_new(request: HttpRequest) -> HttpResponse:
    """Ask for the rectification of the findings and tasks that the address names."""
    user = cast(Any, request.user)
    findings = _named(request, "finding", findings_visible_to(user))
    duties = _named(request, "duty", duties_visible_to(user))
    form = OrderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            items = services.ask(actor=user, findings=findings, duties=duties, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("Asked for. The unit was told."))
            return _after(items)
    context = {"form": form, "findings": findings, "duties": duties, "reader": user}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/rectifications/new.html", context, status=status)


def _after(items: list[Any]) -> HttpResponse:
    if len(items) == 1:
        return redirect("accountability:rectification", pk=items[0].pk)
    return redirect("accountability:rectifications")


def _named(request: HttpRequest, name: str, rows: QuerySet[Any]) -> list[Any]:
    """Return the rows the address names, those the account sees."""
    wanted = [key for key in request.GET.getlist(name) if key.isdecimal() and len(key) < 19]
    return list(rows.filter(pk__in=wanted)) if wanted else []


@require_POST
@permission_required(RECTIFY)
def rectification_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the measures, the progress, or that it is done."""
    user = cast(Any, request.user)
    item = _found(request, pk)
    has_measures = rectification_page.has_measures(item)
    form = EntryForm(request.POST, request.FILES, has_measures=has_measures)
    kept, refused = uploads.stage(
        actor=user,
        rectification=item,
        files=request.FILES.getlist("files"),
        dropped=turned_away(request),
    )
    if form.is_valid() and not refused:
        named = {*request.POST.getlist("attachments"), *(str(file.pk) for file in kept)}
        chosen = [file for file in selectors.staged(user, item) if str(file.pk) in named]
        try:
            reports.write_entry(
                actor=user,
                rectification=item,
                kind=form.cleaned_data["kind"],
                text=form.cleaned_data["text"],
                attachments=chosen,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Written and recorded."))
            return redirect("accountability:rectification", pk=pk)
    for reason in refused:
        form.add_error("files", reason)
    return _page(request, item, status=422, entry_form=form)


@require_POST
@permission_required(VERIFY)
def rectification_verify(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the report and close the item, or send it back."""
    form = VerdictForm(request.POST)
    act = request.POST.get("act")
    if act not in ("accept", "return"):
        form.add_error(None, _("Choose to accept or to send back."))
    return _try(
        request,
        _found(request, pk),
        form,
        "verdict_form",
        lambda user, item, data: reports.verify(
            actor=user, rectification=item, accept=act == "accept", **data
        ),
    )


@require_POST
@permission_required(RECTIFY)
def rectification_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time."""
    return _try(
        request,
        _found(request, pk),
        TimeForm(request.POST),
        "time_form",
        lambda user, item, data: extensions.ask_for_time(actor=user, rectification=item, **data),
    )


@require_POST
@permission_required((RECTIFY, RAISE_FINDING))
def rectification_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Name another person in charge."""
    return _try(
        request,
        _found(request, pk),
        OwnerForm(request.POST),
        "owner_form",
        lambda user, item, data: services.reassign(actor=user, rectification=item, **data),
    )


def _try(
    request: HttpRequest,
    item: Any,
    form: Any,
    name: str,
    act: Callable[[Any, Any, dict[str, Any]], object],
) -> HttpResponse:
    """Do the act and show the page again, with the refusal in the form it came from."""
    if form.is_valid():
        try:
            act(request.user, item, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        except PermissionDenied as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Done and recorded."))
            return redirect("accountability:rectification", pk=item.pk)
    return _page(request, item, status=422, **{name: form})


@require_POST
@permission_required(RAISE_FINDING)
def extension_decide(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    """Grant or refuse more time."""
    item = _found(request, pk)
    asked = get_object_or_404(selectors.extensions_of(item), pk=extension)
    act = request.POST.get("act")
    try:
        if act not in ("approve", "refuse"):
            raise ValidationError(_("Choose to approve or to refuse."))
        extensions.decide_time(
            actor=cast(Any, request.user),
            extension=asked,
            approve=act == "approve",
            opinion=request.POST.get("opinion", ""),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The decision is recorded."))
    return redirect("accountability:rectification", pk=pk)


@require_safe
@permission_required(READ)
def unit_rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what one unit rectifies and what was found in it."""
    user = cast(Any, request.user)
    unit = get_object_or_404(overview.responsible_units(user), pk=pk)
    context = {"unit": unit, "tab": "rectification", **rectification_page.of_unit(user, unit)}
    return render(request, "accountability/rectifications/unit.html", context)
