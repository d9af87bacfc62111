"""The inbox, and what a person does with notices."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django.views.generic import ListView

from supervision import clock
from supervision.notifications import selectors, services


class Inbox(ListView):
    """List the account's own notices; may be narrowed to a kind or to what is unread."""

    template_name = "notifications/inbox.html"
    context_object_name = "notices"
    paginate_by = 20

    def get_queryset(self) -> QuerySet[Any]:
        """Return the standing notices under the chosen filter."""
        return selectors.inbox(
            self.request.user,
            kind=self.request.GET.get("kind", "")[:80],
            about=self.request.GET.get("about", "")[:80],
            unread=self.request.GET.get("unread") == "1",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the kinds to choose from and what is chosen."""
        return super().get_context_data(
            kinds=selectors.kinds_of(self.request.user),
            chosen_kind=self.request.GET.get("kind", ""),
            unread_only=self.request.GET.get("unread") == "1",
            now=clock.now(),
            **kwargs,
        )


@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Acknowledge the ticked notices and go back to the page they stood on."""
    done = services.acknowledge(actor=request.user, notice_ids=_ids(request, "ack"))
    for newest in _ids(request, "digest"):
        done += services.acknowledge_digest(actor=request.user, newest=newest)
    if done:
        text = ngettext("%(n)d notice acknowledged.", "%(n)d notices acknowledged.", done)
        messages.success(request, text % {"n": done})
    else:
        messages.warning(request, _("Tick the notices that you have taken note of."))
    return redirect(_next(request))


@require_POST
def mark_read(request: HttpRequest) -> HttpResponse:
    """Mark the named notices as read, or all of them."""
    ids = None if request.POST.get("all") else _ids(request, "notice")
    services.mark_read(actor=request.user, notice_ids=ids)
    return redirect(_next(request))


@require_GET
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the notice as read and go to what it speaks of."""
    notice = selectors.own(request.user, pk)
    services.mark_read(actor=request.user, notice_ids=[notice.pk])
    return redirect(_safe(request, notice.url))


def _ids(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name)[:200] if _is_id(value)]


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 19


def _next(request: HttpRequest) -> str:
    return _safe(request, request.POST.get("next", ""))


def _safe(request: HttpRequest, address: str) -> str:
    """Return the address if it leads nowhere but into this portal, else the inbox."""
    if address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None, require_https=request.is_secure()
    ):
        return address
    return reverse("notifications:inbox")
