"""Tags and filters of the shell: icons, lights, dates, figures and the components."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from supervision.web import figures, formats, lights
from supervision.web.icons import FILLED, ICONS

register = template.Library()

register.filter("cn_date", formats.full_date)
register.filter("cn_day", formats.short_date)
register.filter("cn_month", formats.month_name)
register.filter("cn_datetime", formats.full_datetime)
register.filter("cn_time", formats.clock_time)
register.filter("weekday", formats.weekday)
register.filter("relative", formats.relative)
register.filter("digits", formats.digits)
register.filter("money", formats.money)
register.filter("file_size", formats.file_size)


@functools.lru_cache(maxsize=512)
def icon_html(name: str, sprite: str) -> SafeString:
    """Return the markup of one icon of the sprite at an address."""
    if name not in ICONS:
        raise ValueError(f"icon {name!r} is not in supervision/web/icons.py")
    css = "i i-f" if name in FILLED else "i"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"></use></svg>', css, sprite, name
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of the sprite; the word beside it carries the meaning."""
    return icon_html(str(name), staticfiles_storage.url("vendor/icons.svg"))


@register.filter
def due_day(value: datetime | None) -> date | None:
    """Return the last day of a term from its exclusive end, for the date filters."""
    return formats.due_day(value) if value else None


@register.filter
def day_or_blank(value: date | datetime | None) -> str:
    """Write a date for a form or a data attribute as ISO."""
    return formats.day_of(value).isoformat() if value else ""


@register.simple_tag
def light(
    value: str, text: str = "", ends_at: datetime | None = None, now: datetime | None = None
) -> SafeString:
    """Draw a state as a badge: colour, icon and words (days left from `ends_at`)."""
    return _light("p-light", value, text, ends_at, now)


@register.simple_tag
def light_inline(
    value: str, text: str = "", ends_at: datetime | None = None, now: datetime | None = None
) -> SafeString:
    """Draw a state inside running text."""
    return _light("p-lt", value, text, ends_at, now)


def _light(
    css: str, value: str, text: str, ends_at: datetime | None, now: datetime | None
) -> SafeString:
    value = str(value or "neutral")
    return _badge(css, value, str(text or lights.words(value, ends_at, now)))


@functools.lru_cache(maxsize=1024)
def _badge(css: str, value: str, words: str) -> SafeString:
    return format_html(
        '<span class="{} is-{}">{}<span>{}</span></span>',
        css,
        value,
        icon(lights.LOOKS[value].icon),
        words,
    )


@register.filter
def light_word(value: str) -> str:
    """Name a light."""
    return str(lights.LOOKS[str(value)].word)


register.inclusion_tag("components/tile.html")(figures.tile)
register.inclusion_tag("components/light_counts.html")(figures.light_counts)
register.inclusion_tag("components/light_tiles.html")(figures.light_tiles)
register.inclusion_tag("components/heat_grid.html")(figures.heat_grid)
register.inclusion_tag("components/donut.html")(figures.donut)
register.inclusion_tag("components/chart.html")(figures.chart)


@register.inclusion_tag("components/steps.html")
def steps(items: Iterable[Any]) -> dict[str, Any]:
    """Draw where the matter stands: items have label, state (done, current or empty) and sub."""
    return {"items": items}


@register.inclusion_tag("components/timeline.html")
def happenings(entries: Iterable[Any]) -> dict[str, Any]:
    """Draw what happened, newest first: entries have title, at, and may have who, sub, current."""
    return {"entries": entries}


# `empty` reads better, but directly inside `{% for %}` Django takes that word for its own.
@register.inclusion_tag("components/empty.html", name="empty_state")
@register.inclusion_tag("components/empty.html")
def empty(
    icon: str, title: str, text: str = "", action_url: str = "", action_label: str = ""
) -> dict[str, Any]:
    """Draw an empty state that says what to do first."""
    return {
        "icon": icon,
        "title": title,
        "text": text,
        "action_url": action_url,
        "action_label": action_label,
    }


@register.inclusion_tag("components/note.html")
def note(text: Any, kind: str = "", title: str = "", icon: str = "") -> dict[str, Any]:
    """Draw a message inside a page; kind is empty, yellow, red, green or lock."""
    names = {"yellow": "alert-triangle", "red": "alert-circle", "green": "check", "lock": "lock"}
    return {
        "text": text,
        "kind": kind,
        "title": title,
        "icon": icon or names.get(kind, "info-circle"),
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Any, target: str = "") -> dict[str, Any]:
    """Draw the pager with the exact total; `target` is the element HTMX replaces."""
    params = context["request"].GET.copy()
    params.pop("page", None)
    query = params.urlencode()
    start = f"?{query}&page=" if query else "?page="
    pages = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "pages": [(n, f"{start}{n}" if isinstance(n, int) else "") for n in pages],
        "before": f"{start}{page.number - 1}" if page.has_previous() else "",
        "after": f"{start}{page.number + 1}" if page.has_next() else "",
        "target": target,
    }


@register.inclusion_tag("components/file_row.html")
def file_row(
    name: str,
    size: int,
    digest: str = "",
    url: str = "",
    slot: str = "",
    remove_url: str = "",
    id: Any = "",
    reading: str = "",
) -> dict[str, Any]:
    """Draw one stored file with its digest tick; inside a form `id` is sent as `attachments`.

    `reading` says whether its text can be searched.
    """
    return {
        "reading": reading,
        "id": id,
        "name": name,
        "size": size,
        "digest": f"{digest[:8]}…{digest[-6:]}" if len(digest) > 16 else digest,
        "url": url,
        "slot": slot,
        "icon": file_icon(name),
        "remove_url": remove_url,
    }


@register.filter
def file_icon(name: str) -> str:
    """Choose the icon of a file by the end of its name."""
    kinds = {
        "pdf": "file-type-pdf",
        "doc": "file-type-doc",
        "docx": "file-type-doc",
        "xls": "file-spreadsheet",
        "xlsx": "file-spreadsheet",
        "jpg": "photo",
        "jpeg": "photo",
        "png": "photo",
        "zip": "file-zip",
    }
    return kinds.get(str(name).rsplit(".", 1)[-1].lower(), "file")


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """Draw one form field: label above, help under it, error under the field."""
    return bound.as_field_group()


@register.simple_tag
def fieldrow(*bounds: BoundField) -> SafeString:
    """Draw two fields side by side when they are read together."""
    inner = format_html_join("", "{}", ((bound.as_field_group(),) for bound in bounds))
    return format_html('<div class="p-fieldrow">{}</div>', inner)


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: Any) -> dict[str, Any]:
    """List the errors of forms or formsets on top of the page, each linking to its field."""
    return {"rows": [row for form in forms for row in _error_rows(form)]}


def _error_rows(form: Any) -> list[dict[str, str]]:
    if hasattr(form, "management_form"):
        rows = [{"target": "", "label": "", "text": text} for text in form.non_form_errors()]
        return rows + [row for member in form.forms for row in _error_rows(member)]
    rows = [{"target": "", "label": "", "text": text} for text in form.non_field_errors()]
    for bound in form:
        target = "" if bound.is_hidden else bound.id_for_label or bound.auto_id
        rows += [
            # A message that names its field needs no label before it.
            {
                "target": target,
                "label": "" if str(bound.label) in text else bound.label,
                "text": text,
            }
            for text in bound.errors
        ]
    return rows


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """Look a key up in a mapping."""
    return (mapping or {}).get(key, "")


@register.filter
def lines(value: Any) -> SafeString:
    """Join several messages with line breaks, each escaped."""
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in value))


@register.simple_block_tag
def page_help(content: SafeString) -> SafeString:
    """Fold the explanation of a page under "How to use this page"."""
    return format_html(
        '<details class="p-helpbox p-noprint"><summary>{}{}</summary><div>{}</div></details>',
        icon("help"),
        _("How to use this page"),
        content,
    )
