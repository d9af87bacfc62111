"""How findings are written on pages: names as the reader is shown them."""

from typing import Any

from django import template

from accountability.selectors.findings import shown_title

register = template.Library()


@register.filter
def title_for(finding: Any, user: Any) -> str:
    """Write the title of a finding with the person masked where the role is not shown it."""
    return shown_title(user, finding)
