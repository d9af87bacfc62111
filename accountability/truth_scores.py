"""What the truth of filings offers a score: entries that were not prompt, confirmed doubts."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.doubt_enums import DetectorCode, DoubtStatus
from accountability.doubt_words import measure_words
from accountability.models import Doubt, Filing
from accountability.scoring import Entry, Tally, Units
from accountability.selectors.thresholds import held
from supervision import clock


def _late(units: Units, since: date, until: date) -> QuerySet[Filing]:
    return Filing.objects.filter(
        unit_id__in=units,
        submitted_at__gte=clock.start_of(since),
        submitted_at__lt=clock.end_of(until),
        gap_days__gt=int(held()[DetectorCode.PROMPT_DAYS]),
    )


def late_entries(units: Units, since: date, until: date) -> Iterator[Entry]:
    """Yield each filing entered later after its event than is prompt."""
    for row in _late(units, since, until).select_related("duty").order_by("id"):
        yield Entry(
            row.unit_id,
            Decimal(1),
            clock.local(row.submitted_at).date(),
            _("%(title)s, entered %(n)d days after the event")
            % {"title": row.duty.title, "n": row.gap_days},
            reverse("accountability:filing", args=[row.pk]),
        )


def late_tallies(units: Units, since: date, until: date) -> Mapping[int, Tally]:
    """Return how many such filings each unit has."""
    rows = _late(units, since, until).order_by().values_list("unit_id").annotate(Count("pk"))
    return {unit_id: Tally(count, Decimal(count)) for unit_id, count in rows}


def confirmed_doubts(units: Units, since: date, until: date) -> Iterator[Entry]:
    """Yield each doubt that was confirmed in these days."""
    rows = Doubt.objects.filter(
        unit_id__in=units,
        status=DoubtStatus.CONFIRMED,
        decided_at__gte=clock.start_of(since),
        decided_at__lt=clock.end_of(until),
    )
    for row in rows.order_by("id"):
        yield Entry(
            row.unit_id,
            Decimal(1),
            clock.local(row.decided_at).date() if row.decided_at else row.found_on,
            f"{row.get_kind_display()}: {measure_words(row)}",
            reverse("accountability:doubt", args=[row.pk]),
        )
