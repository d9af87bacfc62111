"""The sources of scores that duties, ratings, rounds of scores and materials offer."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accountability.labels import period_label
from accountability.models import Duty, GivenScore, MaterialDecision, Rating
from accountability.score_enums import MaterialEffect, ScoreSide
from accountability.scoring import Entries, Entry, ScoreSource, Tally, Units
from supervision import clock
from supervision.web.formats import day_of, due_day

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
IN_TIME, CONCLUDED = "duties-in-time", "duties-concluded"
_IN_TIME = Q(closed_at__isnull=False, is_late=False)
_CONCLUDED = Q(closed_at__isnull=False)


def _due(units: Units, since: dt.date, until: dt.date) -> QuerySet[Duty]:
    """Return what fell due in these days; a paused duty is not due while its clock stands."""
    end = min(clock.end_of(until), clock.now())
    return Duty.objects.filter(
        Q(closed_at__isnull=False) | Q(paused_at__isnull=True),
        unit_id__in=units,
        withdrawn_at__isnull=True,
        ends_at__gt=clock.start_of(since),
        ends_at__lte=end,
    ).order_by()


def duty_tallies(units: Units, since: dt.date, until: dt.date) -> Mapping[str, Mapping[int, Tally]]:
    """Count each unit's duties once for both rates: the reading costs more than the counting."""
    rows = list(
        _due(units, since, until)
        .values_list("unit_id")
        .annotate(
            Count("unit_id"),
            in_time=Count("unit_id", filter=_IN_TIME),
            concluded=Count("unit_id", filter=_CONCLUDED),
        )
    )
    return {
        IN_TIME: {pk: Tally(due, HUNDRED * good) for pk, due, good, _concluded in rows},
        CONCLUDED: {pk: Tally(due, HUNDRED * good) for pk, due, _in_time, good in rows},
    }


def _duty_entries(is_good: Any, good: Any, bad: Any) -> Entries:
    def entries(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
        for duty in _due(units, since, until).select_related("assignment__item", "task_list"):
            well = is_good(duty)
            yield Entry(
                duty.unit_id,
                HUNDRED if well else NOTHING,
                due_day(duty.ends_at),
                f"{duty.title} · {period_label(duty)} · {good if well else bad}",
                reverse("accountability:duty", args=[duty.pk]),
            )

    return entries


def _rated(units: Units, since: dt.date, until: dt.date) -> QuerySet[Rating]:
    """Return the ratings that stand of what was filed in these days."""
    # As NOT EXISTS: the planner knows how few a join for what is not there leaves.
    later = Rating.objects.filter(supersedes=OuterRef("pk"))
    return Rating.objects.filter(
        ~Exists(later),
        unit_id__in=units,
        filing__submitted_at__gte=clock.start_of(since),
        filing__submitted_at__lt=clock.end_of(until),
    ).order_by()


def grade_tallies(units: Units, since: dt.date, until: dt.date) -> Mapping[int, Tally]:
    """Add up the points of the grades that stand, for each unit."""
    rows = _rated(units, since, until).values("unit_id")
    counted = rows.annotate(n=Count("unit_id"), points=Sum("grade__points"))
    return {row["unit_id"]: Tally(row["n"], row["points"]) for row in counted}


def grade_entries(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
    """Yield each filing's grade that stands."""
    for rating in _rated(units, since, until).select_related("grade", "filing__duty"):
        yield Entry(
            rating.unit_id,
            rating.grade.points,
            day_of(rating.filing.submitted_at),
            f"{rating.filing.duty.title} · {rating.grade.name}",
            reverse("accountability:filing", args=[rating.filing_id]),
        )


def _given_entries(side: ScoreSide) -> Entries:
    def entries(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
        rows = GivenScore.objects.filter(
            unit_id__in=units,
            side=side,
            superseded_by__isnull=True,
            given_at__gte=clock.start_of(since),
            given_at__lt=clock.end_of(until),
        )
        for score in rows.select_related("round"):
            yield Entry(
                score.unit_id,
                score.total,
                day_of(score.given_at),
                score.round.name,
                reverse("accountability:round_unit", args=[score.round_id, score.unit_id]),
            )

    return entries


def _material_entries(effect: MaterialEffect) -> Entries:
    def entries(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
        rows = MaterialDecision.objects.filter(
            effect=effect,
            record__unit_id__in=units,
            record__superseded_by__isnull=True,
            record__held_on__gte=since,
            record__held_on__lte=until,
        )
        for decision in rows.select_related("record"):
            found = decision.record
            yield Entry(
                found.unit_id,
                decision.points,
                found.held_on,
                f"{found.get_kind_display()} · {found.title}",
                reverse("accountability:material", args=[found.pk]),
            )

    return entries


SOURCES = (
    ScoreSource(
        key=IN_TIME,
        label=gettext_lazy("Rate of tasks concluded in time"),
        kind="share",
        entries=_duty_entries(
            lambda duty: duty.closed_at is not None and not duty.is_late,
            gettext_lazy("in time"),
            gettext_lazy("late or open"),
        ),
        together=duty_tallies,
        order=10,
    ),
    ScoreSource(
        key=CONCLUDED,
        label=gettext_lazy("Rate of tasks concluded"),
        kind="share",
        entries=_duty_entries(
            lambda duty: duty.closed_at is not None,
            gettext_lazy("concluded"),
            gettext_lazy("open"),
        ),
        together=duty_tallies,
        order=20,
    ),
    ScoreSource(
        key="filing-grades",
        label=gettext_lazy("Grades of filings"),
        kind="share",
        entries=grade_entries,
        tallies=grade_tallies,
        order=30,
    ),
    ScoreSource(
        key="self-score",
        label=gettext_lazy("Self-score"),
        kind="share",
        entries=_given_entries(ScoreSide.SELF),
        order=40,
    ),
    ScoreSource(
        key="office-score",
        label=gettext_lazy("Score by the office"),
        kind="share",
        entries=_given_entries(ScoreSide.OFFICE),
        order=60,
    ),
    ScoreSource(
        key="material-bonus",
        label=gettext_lazy("Good work seen on the spot"),
        kind="bonus",
        entries=_material_entries(MaterialEffect.BONUS),
        order=210,
    ),
    ScoreSource(
        key="material-deduction",
        label=gettext_lazy("Problems seen on the spot"),
        kind="deduction",
        entries=_material_entries(MaterialEffect.DEDUCTION),
        order=110,
    ),
)
