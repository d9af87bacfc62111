"""The versions of a row on its page."""

from typing import Any

from django import template
from django.db.models import Model

from supervision.history import rows

register = template.Library()


@register.inclusion_tag("history/versions.html")
def versions(target: Model, leaving_out: str = "") -> dict[str, Any]:
    """Render what changed on the row, field by field, beside the recorded acts."""
    return {"versions": rows.versions_of(target, leaving_out=leaving_out.split())}
