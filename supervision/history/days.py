"""The day a reader asks for, and how far back the history goes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from supervision import clock
from supervision.web import formats

#: The parameter of an address that names the day.
PARAMETER = "as_of"

_TRACKED = "SELECT name, since FROM history.tracked ORDER BY name"
# Versions are numbered as they come, and those of older rows were numbered in order.
_FIRST = (
    "SELECT valid_from, is_derived FROM history.{name}"
    " WHERE isfinite(valid_from) ORDER BY version LIMIT 1"
)


@dataclass(frozen=True)
class Beginning:
    """When the first tracked row came, and until when versions are only derived from dates."""

    first: datetime | None
    exact_since: datetime | None


@dataclass(frozen=True)
class Past:
    """The day a page shows: the state in which the portal was at its end in China."""

    day: date
    beginning: Beginning

    @property
    def instant(self) -> datetime:
        """Return the last instant of the day."""
        return end_of(self.day)

    @property
    def is_before_everything(self) -> bool:
        """Tell whether the portal held nothing yet on that day."""
        first = self.beginning.first
        return first is None or self.instant < first

    @property
    def is_derived(self) -> bool:
        """Tell whether the day lies before the history was kept, among rows that are older."""
        since = self.beginning.exact_since
        return since is not None and self.instant < since


def read(text: str) -> date | None:
    """Read the day of an address; None for today. Raises ValidationError where it cannot be shown.

    Days are written as everywhere in the portal, first of all 2026-09-30.
    """
    try:
        day = formats.parse_date(text.strip())
    except ValueError:
        raise ValidationError(
            _("“%(text)s” is no day. Write it as year-month-day, for example 2026-09-30.")
            % {"text": text[:40]}
        ) from None
    if not 2000 <= day.year <= 2100:
        raise ValidationError(_("Choose a year between 2000 and 2100."))
    today = clock.today()
    if day > today:
        raise ValidationError(
            _("%(day)s has not come yet. The portal shows days up to today, %(today)s.")
            % {"day": formats.full_date(day), "today": formats.full_date(today)}
        )
    return day if day < today else None


def end_of(day: date) -> datetime:
    """Return the last instant of a day in China, at which nothing of the next has happened."""
    return clock.end_of(day) - timedelta(microseconds=1)


def past(day: date) -> Past:
    """Return the day with how far back the history goes."""
    return Past(day, beginning())


def beginning() -> Beginning:
    """Return how far back the versions of all tracked tables go."""
    firsts, exact = [], []
    with connection.cursor() as cursor:
        cursor.execute(_TRACKED)
        for name, since in cursor.fetchall():
            cursor.execute(_FIRST.format(name=name))
            row = cursor.fetchone()
            if row:
                firsts.append(row[0])
                exact += [since] if row[1] else []
    return Beginning(min(firsts, default=None), max(exact, default=None))
