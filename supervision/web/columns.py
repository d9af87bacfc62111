"""Columns for the lists of the portal; each writes its value without a template."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import django_tables2 as tables
from django.urls import get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from supervision.web import formats, lights
from supervision.web.cells import text
from supervision.web.templatetags.portal import light as light_badge

#: Stands in an address for the key of a record; no key is as large.
_KEY = 9_007_199_254_740_991


def opens(url_name: str) -> Callable[[Any], str]:
    """Return the function that gives a record its address: the route is looked up once.

    The route takes the primary key and nothing else.
    """

    def address(record: Any) -> str:
        before, after = _around(url_name, get_urlconf())
        return f"{before}{record.pk}{after}"

    return address


@functools.lru_cache(maxsize=256)
def _around(url_name: str, urlconf: str | None) -> tuple[str, str]:
    before, _key, after = reverse(url_name, urlconf, args=[_KEY]).partition(str(_KEY))
    return before, after


class LeadColumn(tables.Column):
    """The title of a row with an optional line under it, and a link to the object.

    `url` and `sub` are functions of the record.
    """

    def __init__(
        self,
        *args: Any,
        url: Callable[[Any], str] | None = None,
        sub: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.url = url
        self.sub = sub

    def render(self, value: Any, record: Any) -> SafeString:
        """Write title, link and line."""
        address = self.url(record) if self.url else ""
        title = text(value)
        if address:
            title = f'<a href="{text(address)}">{title}</a>'
        below = self.sub(record) if self.sub else ""
        if below:
            title = f'{title}<span class="p-sub">{text(below)}</span>'
        return mark_safe(title)  # every part is escaped

    def value(self, value: Any) -> Any:
        """Export the title alone."""
        return value


class DateColumn(tables.Column):
    """A day without its year when it is the current one; `full` writes the year always."""

    attrs = {"td": {"class": "p-nowrap"}}

    def __init__(self, *args: Any, full: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.full = full

    def render(self, value: date | datetime) -> str:
        """Write the day."""
        return formats.full_date(value) if self.full else formats.short_date(value)

    def value(self, value: date | datetime) -> Any:
        """Export the day as a date."""
        return formats.day_of(value) if value else None


class MomentColumn(tables.Column):
    """An instant as people say it: today 09:31, yesterday 17:46, or the day and time."""

    attrs = {"td": {"class": "p-nowrap"}}

    def render(self, value: datetime) -> SafeString:
        """Write the instant, the full date as its title."""
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            value.isoformat(),
            formats.full_datetime(value),
            formats.relative(value),
        )

    def value(self, value: datetime) -> Any:
        """Export the full date and time."""
        return formats.full_datetime(value)


class DueColumn(DateColumn):
    """The last day of a term, from its exclusive end."""

    def render(self, value: Any) -> str:
        """Write the last day."""
        return super().render(formats.due_day(value))

    def value(self, value: Any) -> Any:
        """Export the last day as a date."""
        return formats.due_day(value) if value else None


class LightColumn(tables.Column):
    """A light as a badge with the days left or overdue; `ends_at` names the end on the record."""

    def __init__(self, *args: Any, ends_at: str = "ends_at", **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", _("State"))
        super().__init__(*args, **kwargs)
        self.ends_at = ends_at

    def render(self, value: str, record: Any) -> SafeString:
        """Write the badge."""
        return light_badge(value, "", getattr(record, self.ends_at, None))

    def value(self, value: str) -> str:
        """Export the word of the light."""
        return lights.words(value)


class NumberColumn(tables.Column):
    """A count or amount, right-aligned with thousands."""

    attrs = {"td": {"class": "p-num"}}

    def render(self, value: Any) -> str:
        """Write the figure."""
        return formats.digits(value)

    def value(self, value: Any) -> Any:
        """Export the figure as it is."""
        return value


class PickColumn(tables.Column):
    """A box to choose the row for an act on several rows."""

    attrs = {"td": {"class": "p-pick", "data-th": ""}}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(accessor="pk", orderable=False, exclude_from_export=True, verbose_name="")
        super().__init__(**kwargs)

    def render(self, value: Any, record: Any) -> SafeString:
        """Write the box."""
        return format_html(
            '<input class="form-check-input" type="checkbox" name="pick" value="{}"'
            ' aria-label="{}">',
            value,
            _("Choose {row}").format(row=record),
        )


class ActColumn(tables.Column):
    """What can be done with the row: `act` returns (label, url) of a record, or nothing."""

    attrs = {"td": {"class": "p-num"}}

    def __init__(self, act: Callable[[Any], tuple[Any, str] | None], **kwargs: Any) -> None:
        kwargs.update(empty_values=(), orderable=False, exclude_from_export=True)
        kwargs.setdefault("verbose_name", "")
        super().__init__(**kwargs)
        self.act = act

    def render(self, record: Any) -> SafeString:
        """Write the button."""
        found = self.act(record)
        if not found:
            return SafeString("")
        return format_html('<a class="btn btn-sm" href="{}">{}</a>', found[1], found[0])
