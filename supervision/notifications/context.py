"""What the shell of every page knows about notices; worked out only where it is drawn."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from supervision.notifications import selectors
from supervision.notifications.models import Notice
from supervision.notifications.selectors import Digest


def notifications(request: HttpRequest) -> dict[str, Callable[[], Any]]:
    """Return the counts and the pop-up as callables: a page without a shell pays nothing."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}

    def popup() -> list[Notice]:
        return selectors.shell(user).popup if _may_interrupt(request) else []

    def digest() -> Digest | None:
        return selectors.shell(user).digest if _may_interrupt(request) else None

    return {
        "todo_count": lambda: selectors.todo_count(user),
        "unread_count": lambda: selectors.unread_count(user),
        "popup_notices": popup,
        "popup_digest": digest,
    }


def _may_interrupt(request: HttpRequest) -> bool:
    """Tell whether a pop-up may stand over this answer.

    Not over a form that came back with errors: acknowledging reloads the page and what was
    typed would be lost. Not on paper, and not inside a part of a page.
    """
    return (
        request.method == "GET"
        and "print" not in request.GET
        and not getattr(request, "htmx", False)
        and not request.headers.get("HX-Request")
    )
