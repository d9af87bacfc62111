"""The rating queue, rating by hand, objections, grades."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accountability.filters.ratings import ObjectionFilter, QueueFilter, RatingFilter, queued
from accountability.forms.checklists import take_refusal
from accountability.forms.ratings import AnswerForm, ObjectionForm, RatingForm
from accountability.permissions import RATE, READ, SELF_SCORE
from accountability.selectors import filings, ratings
from accountability.selectors.avoidance import about_filings
from accountability.selectors.newest import filings_visible_to
from accountability.services import objections
from accountability.services import ratings as services
from accountability.services.own_cause import check_may_decide
from accountability.tables.ratings import ObjectionTable, QueueTable, RatingTable
from supervision.attachments import selectors as attachments
from supervision.web.views.access import PermissionRequiredMixin, permission_required
from supervision.web.views.lists import Empty, ListPage


class RatingQueue(PermissionRequiredMixin, ListPage):
    """What nobody has rated yet, the oldest first; each is rated by hand."""

    permission = RATE
    title = gettext_lazy("Filings to rate")
    template_name = "accountability/ratings/queue.html"
    table_class = QueueTable
    filterset_class = QueueFilter
    export_url_name = "accountability:rating_queue_export"
    empty = Empty(
        gettext_lazy("Everything here is rated"),
        gettext_lazy("New filings come to the end of this list by themselves."),
        icon="circle-check",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the filings that the account may rate."""
        return ratings.unrated(cast(Any, self.request.user))

    def get_table_kwargs(self) -> dict[str, Any]:
        """Carry the filters along into the rating."""
        return {"query": self.params.urlencode()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where to begin."""
        first = self.rows().first()
        query = self.params.urlencode()
        start = reverse("accountability:rate", args=[first.pk]) if first else ""
        return super().get_context_data(start=f"{start}?{query}" if query else start, **kwargs)


class RatingList(PermissionRequiredMixin, ListPage):
    """Every rating that stands."""

    permission = READ
    title = gettext_lazy("Ratings")
    template_name = "accountability/ratings/list.html"
    table_class = RatingTable
    filterset_class = RatingFilter
    export_url_name = "accountability:ratings_export"
    empty = Empty(
        gettext_lazy("Nothing is rated yet"),
        gettext_lazy("Each rating appears with its reason and the person who gave it."),
        icon="star",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the ratings in scope."""
        return ratings.ratings_visible_to(cast(Any, self.request.user))


class ObjectionList(PermissionRequiredMixin, ListPage):
    """Every objection, for the office and the unit concerned."""

    permission = READ
    title = gettext_lazy("Objections to ratings")
    template_name = "accountability/ratings/objections.html"
    table_class = ObjectionTable
    filterset_class = ObjectionFilter
    export_url_name = "accountability:objections_export"
    empty = Empty(
        gettext_lazy("No objection"),
        gettext_lazy("A unit may object to a rating once; the objection and its answer stay here."),
        icon="message",
    )

    def get_queryset(self) -> QuerySet[Any]:
        """Return the objections in scope."""
        return ratings.objections_visible_to(cast(Any, self.request.user))


@require_http_methods(["GET", "POST"])
@permission_required(RATE)
def rate(request: HttpRequest, pk: int) -> HttpResponse:
    """Rate one filing, then go on to the next of the queue."""
    user = cast(Any, request.user)
    filing = get_object_or_404(filings_visible_to(user), pk=pk)
    card = ratings.rating_card(user, filing)
    check_may_decide(user, about_filings([filing]), about=filing, unit=filing.unit)
    seen = card.current.pk if card.current else None
    form = RatingForm(request.POST or None, initial={"expected": seen})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.rate(
                actor=user,
                filing=filing,
                grade=data["grade"],
                reason=form.reason,
                expected=data["expected"],
            )
        except ValidationError as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Rated. The unit has been told."))
            return _go_on(request, filing, card)
    status = 422 if form.is_bound else 200
    return render(
        request, "accountability/ratings/rate.html", _page(filing, card, form), status=status
    )


def _page(filing: Any, card: Any, form: RatingForm) -> dict[str, Any]:
    return {
        "filing": filing,
        "duty": filing.duty,
        "record": filings.FiledRecord(filing, list(attachments.of(filing))),
        "card": card,
        "form": form,
    }


def _go_on(request: HttpRequest, filing: Any, card: Any) -> HttpResponse:
    """Lead to the next filing of the queue; after a re-rating back to the filing."""
    if card.current is not None:
        return redirect("accountability:filing", pk=filing.pk)
    rows = queued(ratings.unrated(request.user), request.GET, request)
    following = ratings.next_unrated(rows, filing)
    query = request.GET.urlencode()
    if following is None:
        return redirect("accountability:rating_queue")
    address = reverse("accountability:rate", args=[following.pk])
    return redirect(f"{address}?{query}" if query else address)


@require_http_methods(["GET", "POST"])
@permission_required(SELF_SCORE)
def rating_object(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to the rating of a filing, for the unit."""
    user = cast(Any, request.user)
    filing = get_object_or_404(filings_visible_to(user), pk=pk)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.raise_objection(actor=user, filing=filing, **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Your objection was sent; somebody else will answer it."))
            return redirect("accountability:filing", pk=pk)
    context = {"filing": filing, "card": ratings.rating_card(user, filing), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/ratings/object.html", context, status=status)


@require_http_methods(["GET", "POST"])
@permission_required(READ)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an objection; answer it."""
    user = cast(Any, request.user)
    found = get_object_or_404(ratings.objections_visible_to(user), pk=pk)
    may_answer = ratings.objections_waiting_for(user).filter(pk=pk).exists()
    if request.method == "POST" and not may_answer:
        if user.can_in(RATE, found.filing.unit):
            matter = ratings.matter_of(found)
            check_may_decide(user, matter, about=found.filing, unit=found.filing.unit)
        raise PermissionDenied
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            objections.answer(actor=user, objection=found, **form.cleaned_data)
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("Answered. The unit has been told."))
            return redirect("accountability:objection", pk=pk)
    context = {
        "objection": found,
        "filing": found.filing,
        "card": ratings.rating_card(user, found.filing),
        "form": form if may_answer else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "accountability/ratings/objection.html", context, status=status)
