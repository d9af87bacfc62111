"""Samples with their proof, the sheet for the check on the spot, and its results."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accountability.filters.patrols import SpotCheckFilter
from accountability.forms.patrols import DrawForm, ResultForm
from accountability.permissions import PATROL
from accountability.selectors import avoidance, patrols
from accountability.selectors import spot_checks as selectors
from accountability.services import spot_checks as services
from accountability.tables.patrols import SpotCheckTable
from accountability.views.patrols import READERS
from supervision.attachments.uploads import turned_away
from supervision.web.views.access import PermissionRequiredMixin, check, permission_required
from supervision.web.views.lists import Empty, ListPage


class SpotCheckList(PermissionRequiredMixin, ListPage):
    """Every check on the spot, those without a result first."""

    permission = READERS
    title = gettext_lazy("Checks on the spot")
    template_name = "accountability/patrols/checks.html"
    table_class = SpotCheckTable
    filterset_class = SpotCheckFilter
    export_url_name = "accountability:spot_checks_export"
    empty = Empty(
        gettext_lazy("No check on the spot"),
        gettext_lazy("Draw a sample on the page of a patrol; each filing drawn is a row here."),
        icon="map-pin",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the checks in scope."""
        return selectors.checks_visible_to(self.request.user)


@permission_required(PATROL)
def patrol_draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a sample of the patrol."""
    found = get_object_or_404(patrols.patrols_visible_to(request.user), pk=pk)
    drawn = patrols.samples_of(found)
    population = cast(Any, found).entry_count
    form = DrawForm(request.POST or None, population=population, is_further=bool(drawn))
    if request.method == "POST" and form.is_valid():
        try:
            sample = services.draw_sample(
                actor=cast(Any, request.user), patrol=found, **form.as_draw()
            )
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        else:
            messages.success(request, _("The sample is drawn and recorded."))
            return redirect("accountability:patrol_sample", pk=sample.pk)
    context = {"patrol": found, "form": form, "drawn": drawn}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accountability/patrols/draw.html", context, status=status)


@require_safe
@permission_required(READERS)
def patrol_sample(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a sample with seed, rule and digest; draw it again to check it."""
    sample = get_object_or_404(selectors.samples_visible_to(request.user), pk=pk)
    context = {
        "sample": sample,
        "patrol": sample.round,
        "checks": selectors.checks_visible_to(request.user)
        .filter(sample=sample)
        .order_by("position"),
        "counts": selectors.counts_of(sample),
        "is_proved": selectors.is_proved(sample) if "again" in request.GET else None,
    }
    return render(request, "accountability/patrols/sample.html", context)


@require_safe
@permission_required(READERS)
def patrol_proof(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out what proves the sample outside the portal."""
    sample = get_object_or_404(selectors.samples_visible_to(request.user), pk=pk)
    proof = services.take_proof(actor=cast(Any, request.user), sample=sample)
    name = f"{sample.round.number}-{sample.draw_number}.json"
    response = JsonResponse(proof, json_dumps_params={"indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@permission_required(READERS)
def patrol_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the sheet that is printed and taken along."""
    sample = get_object_or_404(selectors.samples_visible_to(request.user), pk=pk)
    checks = selectors.checks_visible_to(request.user).filter(sample=sample)
    context = {
        "sample": sample,
        "patrol": sample.round,
        "checks": checks.order_by("filing__unit__position", "position"),
    }
    return render(request, "accountability/patrols/sheet.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(READERS)
def spot_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a check on the spot; take its result with photographs."""
    found = get_object_or_404(selectors.checks_visible_to(request.user), pk=pk)
    form = ResultForm()
    if request.method == "POST":
        check(request, PATROL)
        form = ResultForm(request.POST, request.FILES)
        if _enter(request, found, form):
            messages.success(request, _("The result is recorded and stands on the filing's page."))
            return redirect("accountability:spot_check", pk=pk)
    return _page(request, found, form)


def _enter(request: HttpRequest, found: Any, form: ResultForm) -> bool:
    """Keep the result; return False with the reasons in the form when it is refused."""
    user = cast(Any, request.user)
    kept, refused = services.stage_photos(
        actor=user,
        check=found,
        files=request.FILES.getlist("files"),
        dropped=turned_away(request),
    )
    for reason in refused:
        form.add_error("files", reason)
    if not form.is_valid():
        return False
    named = set(request.POST.getlist("attachments")) | {str(one.pk) for one in kept}
    data = {name: value for name, value in form.cleaned_data.items() if name != "files"}
    photos = [one for one in selectors.staged(user, found) if str(one.pk) in named]
    try:
        services.enter_result(actor=user, check=found, photos=photos, **data)
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return False
    return True


def _page(request: HttpRequest, found: Any, form: ResultForm) -> HttpResponse:
    user = cast(Any, request.user)
    avoids = avoidance.why_not(user, avoidance.about_filings([found.filing]))
    may_enter = user.can(PATROL) and not avoids
    results = list(found.results.all())
    photos = selectors.photos_of(results)
    query = urlencode({"draft": selectors.result_key(found)})
    context = {
        "check": found,
        "patrol": found.round,
        "filing": found.filing,
        "results": [(row, photos[str(row.pk)]) for row in results],
        "form": form if may_enter else None,
        "avoids": avoids if user.can(PATROL) else "",
        "upload_url": f"{reverse('attachments:upload')}?{query}",
        "staged": selectors.staged(user, found) if may_enter else [],
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/patrols/check.html", context, status=status)
