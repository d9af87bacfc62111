"""What findings, rectification and assessments add to a unit's score, row by row."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from accountability.enums import FindingStatus, RectificationStatus, SheetStatus
from accountability.models import AssessmentSheet, Finding, Rectification
from accountability.scoring import Entry, Units
from accountability.selectors.assessing import score_of
from supervision import clock
from supervision.web.formats import due_day

_ONE = Decimal(1)


def group_scores(units: Units, since: date, until: date) -> Iterator[Entry]:
    """Yield the score of each unit whose feedback was given: the group's points of 100."""
    rows = AssessmentSheet.objects.filter(
        unit__in=units,
        status=SheetStatus.CONFIRMED,
        feedback_at__gte=clock.start_of(since),
        feedback_at__lt=clock.end_of(until),
    ).select_related("group__assessment")
    for row in rows.order_by("id"):
        if row.feedback_at is not None:
            yield Entry(
                row.unit_id,
                score_of(row),
                clock.local(row.feedback_at).date(),
                row.group.assessment.name,
                reverse("accountability:sheet", args=[row.pk]),
            )


def problems(units: Units, since: date, until: date) -> Iterator[Entry]:
    """Yield each problem the unit was shown and that was not withdrawn."""
    rows = Finding.objects.filter(
        unit__in=units, shown_at__isnull=False, found_on__range=(since, until)
    ).exclude(status=FindingStatus.WITHDRAWN)
    for pk, unit_id, number, found_on in rows.order_by("id").values_list(
        "pk", "unit_id", "number", "found_on"
    ):
        url = reverse("accountability:finding", args=[pk])
        yield Entry(unit_id, _ONE, found_on, number, url)


def overdue(units: Units, since: date, until: date) -> Iterator[Entry]:
    """Yield each rectification that was reported late, or is overdue now."""
    rows = (
        Rectification.objects.filter(
            unit__in=units,
            ends_at__gt=clock.start_of(since),
            ends_at__lte=clock.end_of(until),
        )
        .filter(Q(is_late=True) | Q(status=RectificationStatus.OPEN, ends_at__lte=clock.now()))
        .exclude(status=RectificationStatus.LAPSED)
    )
    for pk, unit_id, number, ends_at in rows.order_by("id").values_list(
        "pk", "unit_id", "number", "ends_at"
    ):
        url = reverse("accountability:rectification", args=[pk])
        yield Entry(unit_id, _ONE, due_day(ends_at), number, url)
