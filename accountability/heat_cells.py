"""Write the cells of the picture of all units: thousands on one page, so without a template."""

from collections.abc import Iterable

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accountability.selectors.overview import UnitCounts
from supervision.web.lights import LOOKS
from supervision.web.templatetags.portal import icon_html


def lights_of(row: UnitCounts) -> list[tuple[str, str]]:
    """Return the lights a cell names: what is overdue and due soon, else how the unit stands."""
    found: list[tuple[str, str]] = []
    if row.counts["red"]:
        found.append(("red", _("overdue %(n)d") % {"n": row.counts["red"]}))
    if row.counts["yellow"]:
        found.append(("yellow", _("due soon %(n)d") % {"n": row.counts["yellow"]}))
    if not found and row.light == "green":
        found.append(("green", _("all concluded")))
    if not found:
        running = row.counts["neutral"] + row.counts["paused"]
        found.append(("neutral", _("open %(n)d") % {"n": running}))
    return found


def write(rows: Iterable[UnitCounts], *, small: bool) -> SafeString:
    """Write the cells as list items; a small one keeps its figures in its title."""
    sprite = static("vendor/icons.svg")
    icons = {name: icon_html(look.icon, sprite) for name, look in LOOKS.items()}
    address = reverse("accountability:unit", args=[0])
    cell = _small if small else _large
    # Every name and text is escaped by the writers; the icons are safe already.
    return mark_safe("".join(cell(row, icons, address) for row in rows))


def _url(row: UnitCounts, pattern: str) -> str:
    return pattern.replace("/0/", f"/{row.unit.pk}/")


def _large(row: UnitCounts, icons: dict[str, SafeString], pattern: str) -> str:
    name = escape(row.unit.short_name)
    lights = "".join(
        f'<span class="p-lt is-{light}">{icons[light]}<span>{escape(text)}</span></span>'
        for light, text in lights_of(row)
    )
    return (
        f'<li><a class="c is-{row.light.value}" href="{_url(row, pattern)}">'
        f'<b title="{name}">{name}</b><span>{lights}</span></a></li>'
    )


def _small(row: UnitCounts, icons: dict[str, SafeString], pattern: str) -> str:
    name = escape(row.unit.short_name)
    text = escape(", ".join(text for _light, text in lights_of(row)))
    light = row.light.value
    return (
        f'<li><a class="c is-{light}" href="{_url(row, pattern)}" title="{name} {text}">'
        f'{icons[light]}<b>{name}</b><span class="p-sr">{text}</span></a></li>'
    )
