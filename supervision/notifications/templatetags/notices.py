"""Show on an object's page who has taken note of what."""

from typing import Any

from django import template
from django.db.models import Model

from supervision.notifications import selectors

register = template.Library()


@register.inclusion_tag("notifications/acknowledgements.html")
def acknowledgements(target: Model) -> dict[str, Any]:
    """List the acknowledged notices about the object with person and time."""
    return {"notices": selectors.acknowledgements(target)[:20]}
