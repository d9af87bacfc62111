"""How the five lights look and read: icon and word for each, always together with the colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django_stubs_ext import StrPromise

from supervision.web import formats


@dataclass(frozen=True)
class Look:
    """Icon and words of one light."""

    icon: str
    word: str | StrPromise


LOOKS: dict[str, Look] = {
    "neutral": Look("circle", _("Not due")),
    "yellow": Look("alert-triangle-filled", _("Due soon")),
    "red": Look("alert-octagon-filled", _("Overdue")),
    "green": Look("circle-check-filled", _("Concluded")),
    "paused": Look("player-pause-filled", _("Paused")),
}

# The order in which figures of the lights stand: what is urgent first.
URGENCY: tuple[str, ...] = ("red", "yellow", "neutral", "green", "paused")


def words(light: str, ends_at: datetime | None = None, now: datetime | None = None) -> str:
    """Write a light in words, with the days left or overdue when its end is known."""
    word = str(LOOKS[light].word)
    if ends_at is None or light in ("green", "paused"):
        return word
    left = formats.time_left(ends_at, now)
    if light == "red" or formats.ends_today(ends_at, now):
        return left[:1].upper() + left[1:]
    return pgettext("light", "{word}, {left}").format(word=word, left=left)
