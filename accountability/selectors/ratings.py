"""Read ratings, what is still to be rated, objections, and the grades."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accountability.models import Filing, Grade, GradeSet, Objection, Rating, ReasonPhrase
from accountability.permissions import RATE, READ, SELF_SCORE
from accountability.score_enums import ObjectionStatus
from accountability.selectors.avoidance import (
    Matter,
    about_filings,
    avoided_units,
    may_decide,
)
from accountability.selectors.newest import filings_visible_to
from supervision.accounts.selectors import unit_scope
from supervision.people.selectors.natural_persons import accounts_of


@dataclass(frozen=True)
class RatingCard:
    """What stands about a filing's rating on a page: the one that counts, and those before."""

    current: Rating | None
    earlier: list[Rating]
    objection: Objection | None
    may_rate: bool
    may_object: bool


def ratings_visible_to(user: Any) -> QuerySet[Rating]:
    """Return the ratings that stand about filings the account may see, newest first."""
    if not user.can(READ):
        return Rating.objects.none()
    return (
        Rating.objects.filter(unit_scope(user), superseded_by__isnull=True)
        .select_related("unit", "grade", "rated_by", "filing__duty__assignment__item")
        .order_by("-rated_at", "-id")
    )


def unrated(user: Any) -> QuerySet[Filing]:
    """Return the filings that the account may rate and nobody has rated, oldest first.

    What the person must avoid is left out: it will never be theirs to rate.
    """
    if not user.can(RATE):
        return Filing.objects.none()
    rated = Rating.objects.filter(filing=OuterRef("pk"))
    # The few units are read first: the list then runs along its index.
    avoided = avoided_units(user)
    rows = filings_visible_to(user).filter(~Exists(rated)).exclude(unit__in=avoided)
    return rows.order_by("submitted_at", "id")


def next_unrated(rows: QuerySet[Filing], after: Filing) -> Filing | None:
    """Return the filing that follows in the queue, else the first one left, None at its end."""
    later = Q(submitted_at__gt=after.submitted_at) | Q(
        submitted_at=after.submitted_at, pk__gt=after.pk
    )
    rows = rows.exclude(pk=after.pk)
    return rows.filter(later).first() or rows.first()


def rating_card(user: Any, filing: Filing) -> RatingCard:
    """Return the rating of the filing with its history, and what the account may do about it."""
    rows = list(
        Rating.objects.filter(filing=filing)
        .select_related("grade", "rated_by", "superseded_by")
        .order_by("-id")
    )
    current = next((row for row in rows if not hasattr(row, "superseded_by")), None)
    objection = (
        Objection.objects.filter(filing=filing)
        .select_related("raised_by", "answered_by", "outcome__grade")
        .first()
    )
    return RatingCard(
        current=current,
        earlier=[row for row in rows if row is not current],
        objection=objection,
        may_rate=user.can_in(RATE, filing.unit) and may_decide(user, about_filings([filing])),
        may_object=current is not None
        and objection is None
        and user.can_in(SELF_SCORE, filing.unit),
    )


def matter_of(objection: Objection) -> Matter:
    """Return the matter of an objection: whoever filed, ever rated or objected has a hand in it."""
    rows = Rating.objects.filter(filing=objection.filing_id).order_by()
    raters = rows.values_list("rated_by_id", flat=True)
    return about_filings([objection.filing], objection.raised_by_id, *raters)


def current_of(filing_ids: list[int]) -> dict[int, Rating]:
    """Return the rating that stands of each filing that has one."""
    rows = Rating.objects.filter(filing_id__in=filing_ids, superseded_by__isnull=True)
    return {row.filing_id: row for row in rows.select_related("grade", "rated_by")}


def objections_visible_to(user: Any) -> QuerySet[Objection]:
    """Return the objections about filings the account may see, newest first."""
    if not user.can(READ):
        return Objection.objects.none()
    return (
        Objection.objects.filter(unit_scope(user, "filing__unit"))
        .select_related(
            "filing__unit",
            "filing__duty",
            "filing__submitted_by",
            "rating__grade",
            "rating__rated_by",
            "raised_by",
            "answered_by",
            "outcome__grade",
        )
        .order_by("-id")
    )


def objections_waiting_for(user: Any) -> QuerySet[Objection]:
    """Return the objections the account could answer now: the person neither rated nor filed."""
    if not user.can(RATE):
        return Objection.objects.none()
    own = accounts_of(user)
    rated = Rating.objects.filter(filing=OuterRef("filing"), rated_by__in=own)
    rows = objections_visible_to(user).filter(status=ObjectionStatus.PENDING)
    avoided = Q(filing__unit__in=avoided_units(user)) | Q(raised_by__in=own)
    return rows.filter(~Exists(rated)).exclude(avoided)


def grades_in_use() -> QuerySet[Grade]:
    """Return the grades that can be given now, in their order."""
    return (
        Grade.objects.filter(grade_set__is_current=True, retired_at__isnull=True)
        .select_related("grade_set")
        .order_by("position", "id")
    )


def grade_sets() -> list[GradeSet]:
    """Return every set of grades with its grades, the one in use first."""
    rows = GradeSet.objects.order_by("-is_current", "-id")
    return list(rows.prefetch_related("grades"))


def grades_given() -> set[int]:
    """Return the keys of the grades that some rating gave."""
    return set(Rating.objects.order_by().values_list("grade_id", flat=True).distinct())


def phrases() -> list[str]:
    """Return the phrases with which a reason may begin."""
    return list(ReasonPhrase.objects.values_list("text", flat=True))


def grades_of_duty(duty: Any) -> list[Rating]:
    """Return the ratings that stand of the duty's filings, in the order of filing."""
    rows = Rating.objects.filter(filing__duty=duty, superseded_by__isnull=True)
    return list(rows.select_related("grade", "rated_by", "filing").order_by("filing_id"))


def with_grade(rows: QuerySet[Filing]) -> QuerySet[Filing]:
    """Let each filing carry the rating that stands, as a list of one or none in `standing`."""
    standing = Rating.objects.filter(superseded_by__isnull=True).select_related("grade")
    return rows.prefetch_related(Prefetch("ratings", queryset=standing, to_attr="standing"))
