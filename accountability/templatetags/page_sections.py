"""The sections and tabs that subjects offer for the pages of a duty, a filing and a unit."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from accountability import sections
from accountability.sections import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def page_sections(context: Context, place: Place, subject: Any) -> SafeString:
    """Draw what the subjects offer for the place."""
    request = context["request"]
    return mark_safe(
        "".join(
            render_to_string(
                part.template,
                {"section": part.context, "subject": subject, "as_of": context.get("as_of")},
                request,
            )
            for part in sections.load_for(place, request.user, subject)
        )
    )


@register.inclusion_tag("accountability/unit_tabs.html", takes_context=True)
def unit_tabs(context: Context, unit: Any, current: str) -> dict[str, Any]:
    """Draw the row of pages about one unit."""
    return {"tabs": sections.tabs_for(context["request"].user, unit, current)}
