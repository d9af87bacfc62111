"""The one search box: quick results under it, and a page of its own that needs no script.

What is typed comes by POST. Plain words go on to an address that can be kept and gone back to;
an ID or phone number never does: its results are the answer to the POST itself.
"""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from supervision.dashboards import look_up, search


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def results(request: HttpRequest) -> HttpResponse:
    """Show everything that is found, by source; `in` names the one source to show whole."""
    user = cast(Any, request.user)
    fields = request.POST if request.method == "POST" else request.GET
    text = search.tidy(fields.get("q", ""))
    if search.personal_number(text):
        return _number(request, user, text)
    if request.method == "POST" and text:
        return redirect(f"{reverse('dashboards:search')}?{urlencode({'q': text})}")
    only = fields.get("in", "")
    limit = look_up.ALONE_HITS if only else look_up.PAGE_HITS
    found = look_up.by_text(user, text, limit=limit, only=only)
    context = {
        "text": text,
        "found": found,
        "only": only,
        "is_short": 0 < len(text) < search.MIN_LENGTH,
        "sources": search.open_to(user),
    }
    return render(request, "dashboards/search.html", context)


def _number(request: HttpRequest, user: Any, text: str) -> HttpResponse:
    """Look a number up where it came by POST; from an address it is not taken."""
    is_posted = request.method == "POST"
    found = look_up.by_number(user, text, limit=look_up.PAGE_HITS) if is_posted else []
    context = {
        "found": found,
        "is_number": True,
        "is_posted": is_posted,
        "may_look_up": bool(search.open_to(user, numbers=True)),
        "sources": search.open_to(user),
    }
    return render(request, "dashboards/search.html", context)


@never_cache
@require_POST
def quick(request: HttpRequest) -> HttpResponse:
    """Show the first hits of each source under the box; a number waits for the whole page."""
    text = search.tidy(request.POST.get("q", ""))
    found = look_up.by_text(cast(Any, request.user), text, limit=look_up.QUICK_HITS)
    context = {
        "text": text,
        "found": found,
        "is_short": len(text) < search.MIN_LENGTH,
        "is_number": bool(search.personal_number(text)),
    }
    return render(request, "dashboards/search_quick.html", context)
