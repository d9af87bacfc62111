"""The sources of scores that duties, ratings, rounds of scores and materials offer."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accountability.labels import period_label
from accountability.models import Duty, GivenScore, MaterialDecision, Rating
from accountability.score_enums import MaterialEffect, ScoreSide
from accountability.scoring import Entries, Entry, ScoreSource, Tallies, Tally
from supervision import clock
from supervision.web.formats import day_of

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
_IN_TIME = Q(closed_at__isnull=False, is_late=False)
_CONCLUDED = Q(closed_at__isnull=False)


def _due(unit_ids: Collection[int], since: dt.date, until: dt.date) -> QuerySet[Duty]:
    """Return what fell due in these days; a paused duty is not due while its clock stands."""
    end = min(clock.end_of(until), clock.now())
    return Duty.objects.filter(
        Q(closed_at__isnull=False) | Q(paused_at__isnull=True),
        unit_id__in=unit_ids,
        withdrawn_at__isnull=True,
        ends_at__gt=clock.start_of(since),
        ends_at__lte=end,
    ).order_by()


def _duty_tallies(good: Q) -> Tallies:
    def tallies(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Mapping[int, Tally]:
        rows = _due(unit_ids, since, until).values("unit_id")
        counted = rows.annotate(n=Count("unit_id"), good=Count("unit_id", filter=good))
        return {row["unit_id"]: Tally(row["n"], HUNDRED * row["good"]) for row in counted}

    return tallies


def _duty_entries(is_good: Any, good: Any, bad: Any) -> Entries:
    def entries(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Iterator[Entry]:
        for duty in _due(unit_ids, since, until).select_related("assignment__item", "task_list"):
            well = is_good(duty)
            yield Entry(
                duty.unit_id,
                HUNDRED if well else NOTHING,
                day_of(duty.ends_at),
                f"{duty.title} · {period_label(duty)} · {good if well else bad}",
                reverse("accountability:duty", args=[duty.pk]),
            )

    return entries


def _rated(unit_ids: Collection[int], since: dt.date, until: dt.date) -> QuerySet[Rating]:
    """Return the ratings that stand of what was filed in these days."""
    return Rating.objects.filter(
        unit_id__in=unit_ids,
        superseded_by__isnull=True,
        filing__submitted_at__gte=clock.start_of(since),
        filing__submitted_at__lt=clock.end_of(until),
    ).order_by()


def grade_tallies(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Mapping[int, Tally]:
    """Add up the points of the grades that stand, for each unit."""
    rows = _rated(unit_ids, since, until).values("unit_id")
    counted = rows.annotate(n=Count("unit_id"), points=Sum("grade__points"))
    return {row["unit_id"]: Tally(row["n"], row["points"]) for row in counted}


def grade_entries(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Iterator[Entry]:
    """Yield each filing's grade that stands."""
    for rating in _rated(unit_ids, since, until).select_related("grade", "filing__duty"):
        yield Entry(
            rating.unit_id,
            rating.grade.points,
            day_of(rating.filing.submitted_at),
            f"{rating.filing.duty.title} · {rating.grade.name}",
            reverse("accountability:filing", args=[rating.filing_id]),
        )


def _given_entries(side: ScoreSide) -> Entries:
    def entries(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Iterator[Entry]:
        rows = GivenScore.objects.filter(
            unit_id__in=unit_ids,
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
    def entries(unit_ids: Collection[int], since: dt.date, until: dt.date) -> Iterator[Entry]:
        rows = MaterialDecision.objects.filter(
            effect=effect,
            record__unit_id__in=unit_ids,
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
        key="duties-in-time",
        label=gettext_lazy("Rate of tasks concluded in time"),
        kind="share",
        entries=_duty_entries(
            lambda duty: duty.closed_at is not None and not duty.is_late,
            gettext_lazy("in time"),
            gettext_lazy("late or open"),
        ),
        tallies=_duty_tallies(_IN_TIME),
        order=10,
    ),
    ScoreSource(
        key="duties-concluded",
        label=gettext_lazy("Rate of tasks concluded"),
        kind="share",
        entries=_duty_entries(
            lambda duty: duty.closed_at is not None,
            gettext_lazy("concluded"),
            gettext_lazy("open"),
        ),
        tallies=_duty_tallies(_CONCLUDED),
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
