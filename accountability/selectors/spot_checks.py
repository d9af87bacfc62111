"""Samples and the checks on the spot that follow from them."""

import datetime as dt
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast

from accountability.enums import CheckOutcome
from accountability.models import (
    Filing,
    PatrolEntry,
    PatrolRound,
    PatrolSample,
    SpotCheck,
    SpotResult,
)
from accountability.permissions import OVERSEE, PATROL
from accountability.sampling import Ballot, digest_of, draw
from accountability.selectors.newest import filings_visible_to
from supervision import clock
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment

#: The owner type under which photographs of a check are kept.
RESULT_OWNER = SpotResult._meta.label_lower
#: So many days before its last day a check turns yellow.
WARN_DAYS = 3


def ballots_of(patrol: PatrolRound) -> list[Ballot]:
    """Return the whole queue of the patrol as what can be drawn, by number."""
    rows = PatrolEntry.objects.filter(round=patrol).order_by("filing_id")
    return [Ballot(number, unit) for number, unit in rows.values_list("filing_id", "unit__code")]


def samples_visible_to(user: Any) -> QuerySet[PatrolSample]:
    """Return the samples for those who patrol or oversee."""
    if not (user.can(PATROL) or user.can(OVERSEE)):
        return PatrolSample.objects.none()
    return PatrolSample.objects.select_related("round", "drawn_by").order_by("-id")


def is_proved(sample: PatrolSample) -> bool:
    """Draw again from the stored seed and tell whether the very same filings come out."""
    ballots = ballots_of(sample.round)
    kept = list(sample.checks.order_by("position").values_list("filing_id", flat=True))
    again = draw(ballots, seed=sample.seed, size=sample.size, each_unit=sample.each_unit)
    return digest_of(ballots) == sample.population_digest and again == kept


def proof_of(sample: PatrolSample) -> dict[str, Any]:
    """Return all that a stranger needs to draw the sample again; numbers, no content."""
    return {
        "type": "patrol-sample",
        "version": 1,
        "patrol": sample.round.number,
        "draw": sample.draw_number,
        "drawn_at": sample.drawn_at.isoformat(),
        "algorithm": sample.algorithm,
        "seed": sample.seed,
        "size": sample.size,
        "each_unit": sample.each_unit,
        "population_digest": sample.population_digest,
        "population": [[ballot.number, ballot.unit] for ballot in ballots_of(sample.round)],
        "sample": list(sample.checks.order_by("position").values_list("filing_id", flat=True)),
    }


def _results() -> Prefetch:  # type: ignore[type-arg]
    rows = SpotResult.objects.select_related("checked_by").order_by("id")
    return Prefetch("results", rows)


def checks_visible_to(user: Any) -> QuerySet[Any]:
    """Return every check on the spot with its state, those without a result first."""
    if not (user.can(PATROL) or user.can(OVERSEE)):
        return SpotCheck.objects.none()
    return (
        with_outcome(SpotCheck.objects.all())
        .select_related("round", "sample", "reading", "filing__unit", "filing__duty")
        .prefetch_related(_results())
        .order_by(F("outcome").asc(nulls_first=True), "check_by", "id")
    )


def with_outcome(checks: QuerySet[Any]) -> QuerySet[Any]:
    """Add `outcome` as it stands after corrections, and the `light` of the check."""
    today = clock.today()
    last = SpotResult.objects.filter(check_row=OuterRef("pk"), corrected_by__isnull=True)
    soon = today + dt.timedelta(days=WARN_DAYS)
    return checks.annotate(
        outcome=Subquery(last.values("outcome")[:1]), result_id=Subquery(last.values("pk")[:1])
    ).annotate(
        light=Case(
            When(outcome__isnull=False, then=Value("green")),
            When(check_by__lt=today, then=Value("red")),
            When(check_by__lte=soon, then=Value("yellow")),
            default=Value("neutral"),
            output_field=CharField(),
        )
    )


def checks_to_make(user: Any) -> QuerySet[Any]:
    """Return the checks that wait for a result, the earliest last day first."""
    if not user.can(PATROL):
        return SpotCheck.objects.none()
    rows = checks_visible_to(user).filter(outcome__isnull=True)
    return rows.order_by("check_by", "id")


def without_result(user: Any) -> QuerySet[SpotCheck]:
    """Return what `checks_to_make` names, without what only a list shows: cheap to count."""
    if not user.can(PATROL):
        return SpotCheck.objects.none()
    return SpotCheck.objects.filter(results__isnull=True)


def checks_of(filing: Filing) -> QuerySet[SpotCheck]:
    """Return the checks of one filing with their results, oldest first."""
    rows = with_outcome(SpotCheck.objects.filter(filing=filing))
    return rows.select_related("round", "sample").prefetch_related(_results()).order_by("id")


def photos_of(results: list[SpotResult]) -> dict[str, list[Attachment]]:
    """Return the photographs of several results by the result's id as text."""
    return attachments.of_many(RESULT_OWNER, [row.pk for row in results])


def result_key(check: SpotCheck) -> str:
    """Return the key under which uploads to the form of a check wait."""
    return f"{RESULT_OWNER}:{check.pk}"


def staged(user: Any, check: SpotCheck) -> list[Attachment]:
    """Return what the officer has uploaded for the check and not yet entered."""
    return list(attachments.staged(user, result_key(check)))


def _results_seen_by(user: Any) -> QuerySet[SpotResult]:
    """Return the results about filings the account may see: the unit concerned reads them too."""
    seen = filings_visible_to(user).order_by().filter(pk=OuterRef("check_row__filing"))
    return SpotResult.objects.filter(Exists(seen))


def may_read_photos(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever sees the filing sees the photographs of its check."""
    return owner_id.isdecimal() and _results_seen_by(user).filter(pk=int(owner_id)).exists()


def ids_with_photos(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the results whose photographs the account may see."""
    return _results_seen_by(user).annotate(key=Cast("pk", CharField())).values("key")


def unit_of_photos(owner_id: str) -> int | None:
    """Return the unit of the checked filing, for the log of who read its photographs."""
    rows = SpotResult.objects.filter(pk=owner_id)
    return rows.values_list("check_row__filing__unit_id", flat=True).first()


def counts_of(sample: PatrolSample) -> dict[str, int]:
    """Return how many checks of the sample came out how; "open" for those without a result."""
    found = dict.fromkeys(["open", *CheckOutcome.values], 0)
    for outcome in with_outcome(sample.checks.all()).values_list("outcome", flat=True):
        found[outcome or "open"] += 1
    return found


def open_checks(patrol: PatrolRound) -> int:
    """Return how many checks of the patrol have no result yet."""
    return SpotCheck.objects.filter(Q(round=patrol), results__isnull=True).count()
