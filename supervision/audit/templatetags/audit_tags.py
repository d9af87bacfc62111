"""Show an object's timeline on its page."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import template
from django.db.models import Model

from supervision import clock
from supervision.audit import selectors

register = template.Library()

#: How many events a page shows before it folds the rest.
SHOWN = 50


@register.inclusion_tag("audit/timeline.html")
def timeline(target: Model, origin: dict[str, Any] | None = None) -> dict[str, Any]:
    """Render everything that happened to the object, newest first.

    `origin` (label, note, at, who) closes the line where the object came into being as one of
    many, by an act that is recorded on another object.
    """
    events = list(selectors.timeline(target)[: SHOWN + 1])
    return {"runs": _runs(events[:SHOWN]), "more": len(events) > SHOWN, "origin": origin}


def _runs(events: Iterable[Any]) -> list[list[Any]]:
    """Put together what one person did again and again on one day; the page folds a long run."""
    alike = groupby(
        events, lambda event: (event.verb, event.actor_id, clock.local(event.at).date())
    )
    return [list(run) for _key, run in alike]
