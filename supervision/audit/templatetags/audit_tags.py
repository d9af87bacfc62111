"""Show an object's timeline on its page."""

from typing import Any

from django import template
from django.db.models import Model

from supervision.audit import selectors

register = template.Library()

#: How many events a page shows before it folds the rest.
SHOWN = 50


@register.inclusion_tag("audit/timeline.html")
def timeline(target: Model) -> dict[str, Any]:
    """Render everything that happened to the object, newest first."""
    events = list(selectors.timeline(target)[: SHOWN + 1])
    return {"events": events[:SHOWN], "more": len(events) > SHOWN}
