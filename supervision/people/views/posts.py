"""Begin and end posts."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from supervision.people.forms import EndPostForm, PostForm, take_refusal
from supervision.people.permissions import MANAGE
from supervision.people.selectors import files
from supervision.people.selectors.people import people_units, people_visible_to
from supervision.people.services import posts
from supervision.web.views.access import permission_required


@permission_required(MANAGE)
@require_http_methods(["GET", "POST"])
def post_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a post."""
    user = cast(Any, request.user)
    person = get_object_or_404(people_visible_to(user), pk=pk)
    form = PostForm(request.POST or None, units=people_units(user))
    if request.method == "POST" and form.is_valid():
        try:
            posts.start_post(actor=user, person=person, data=form.data_given())
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The post is entered."))
            return redirect("people:person", pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "person": person}
    return render(request, "people/post_new.html", context, status=status)


@permission_required(MANAGE)
@require_http_methods(["GET", "POST"])
def post_end(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """End a post."""
    user = cast(Any, request.user)
    person = get_object_or_404(people_visible_to(user), pk=pk)
    held = get_object_or_404(files.posts_of(person), pk=post, ended_on=None)
    form = EndPostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            posts.end_post(actor=user, post=held, ended_on=form.cleaned_data["ended_on"])
        except ValidationError as refused:
            take_refusal(form, refused)
        else:
            messages.success(request, _("The post is ended."))
            return redirect("people:person", pk=pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "person": person, "post": held}
    return render(request, "people/post_end.html", context, status=status)
