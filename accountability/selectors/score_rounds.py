"""Read rounds of scores: who scored, what each side gave, and where they differ."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet

from accountability import scoring
from accountability.models import GivenScore, ScoreRound
from accountability.permissions import EDIT_SCHEME, READ, SCORE, SELF_SCORE
from accountability.score_enums import ScoreSide
from accountability.score_rules import half_up, is_doubtful
from accountability.selectors.avoidance import Matter, about_unit
from accountability.selectors.overview import responsible_units
from accountability.selectors.schemes import scheme_in_force
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.organizations.models import Unit

#: The source that the assessment groups' scores come from.
GROUP_SOURCE = "assessment-score"
#: Until a scheme says otherwise, so many points above the others are worth a second look.
USUAL_GAP = Decimal(10)


@dataclass(frozen=True)
class Comparison:
    """What the three sides say of one unit."""

    unit: Unit
    own: GivenScore | None
    office: GivenScore | None
    group: Decimal | None
    gap: Decimal

    @property
    def others(self) -> list[Decimal]:
        """Return the scores that the unit did not give itself."""
        found = [self.group, self.office.total if self.office else None]
        return [value for value in found if value is not None]

    @property
    def difference(self) -> Decimal | None:
        """Return by how much the self-score lies above the mean of the others."""
        if self.own is None or not self.others:
            return None
        return half_up(self.own.total - sum(self.others, Decimal(0)) / len(self.others))

    @property
    def is_doubtful(self) -> bool:
        """Tell whether the difference is worth a check; it accuses nobody."""
        return self.own is not None and is_doubtful(self.own.total, self.others, self.gap)


def rounds_visible_to(user: Any) -> QuerySet[ScoreRound]:
    """Return every round to whoever scores, is scored, or reads the scores; newest first."""
    if not any(user.can(one) for one in (SELF_SCORE, SCORE, EDIT_SCHEME, READ)):
        return ScoreRound.objects.none()
    side = Q(scores__superseded_by__isnull=True)
    return ScoreRound.objects.annotate(
        self_count=Count("scores", filter=side & Q(scores__side=ScoreSide.SELF)),
        office_count=Count("scores", filter=side & Q(scores__side=ScoreSide.OFFICE)),
    ).order_by("-opens_on", "-id")


def given_visible_to(user: Any) -> QuerySet[GivenScore]:
    """Return the scores that stand about units the account may see."""
    if not user.can(READ):
        return GivenScore.objects.none()
    return (
        GivenScore.objects.filter(unit_scope(user), superseded_by__isnull=True)
        .select_related("round", "unit", "given_by")
        .prefetch_related("lines__category")
        .order_by("-given_at", "-id")
    )


def given(user: Any, round: ScoreRound, unit: Unit, side: ScoreSide) -> GivenScore | None:
    """Return the score that stands of one side, None where it was not given."""
    return given_visible_to(user).filter(round=round, unit=unit, side=side).first()


def matter_of(round: ScoreRound, unit: Unit) -> Matter:
    """Return the matter of the office's score: whoever scored for the unit has a hand in it."""
    own = GivenScore.objects.filter(round=round, unit=unit, side=ScoreSide.SELF).order_by()
    return about_unit(unit.pk, *own.values_list("given_by_id", flat=True))


def history(round: ScoreRound, unit: Unit) -> list[GivenScore]:
    """Return every office score of the unit in the round, newest first."""
    rows = GivenScore.objects.filter(round=round, unit=unit, side=ScoreSide.OFFICE)
    return list(rows.select_related("given_by").order_by("-id"))


def comparisons(user: Any, round: ScoreRound) -> list[Comparison]:
    """Return, for each unit in reach, self-score, group score and office score side by side."""
    units = list(responsible_units(user))
    scores = {(row.unit_id, row.side): row for row in given_visible_to(user).filter(round=round)}
    groups = _group_scores([unit.pk for unit in units], round)
    scheme = scheme_in_force(round.year)
    gap = scheme.doubt_gap if scheme else USUAL_GAP
    return [
        Comparison(
            unit=unit,
            own=scores.get((unit.pk, ScoreSide.SELF.value)),
            office=scores.get((unit.pk, ScoreSide.OFFICE.value)),
            group=groups.get(unit.pk),
            gap=gap,
        )
        for unit in units
    ]


def _group_scores(unit_ids: list[int], round: ScoreRound) -> dict[int, Decimal]:
    """Return the mean of the groups' scores of each unit in the round's year."""
    source = scoring.source(GROUP_SOURCE)
    if source is None:
        return {}
    first = round.opens_on.replace(month=1, day=1)
    last = round.opens_on.replace(month=12, day=31)
    tallies = scoring.tallies_of([source], unit_ids, first, last)[source.key]
    return {pk: half_up(tally.amount / tally.count) for pk, tally in tallies.items() if tally.count}


def to_score_itself(user: Any) -> QuerySet[ScoreRound]:
    """Return the open rounds in which the account's own unit has not scored itself yet."""
    unit = user.home_unit
    if unit is None or not user.can_in(SELF_SCORE, unit):
        return ScoreRound.objects.none()
    today = clock.today()
    done = GivenScore.objects.filter(unit=unit, side=ScoreSide.SELF).values("round")
    return (
        ScoreRound.objects.filter(
            Exists(responsible_units(user).filter(pk=unit.pk)),
            opens_on__lte=today,
            closes_on__gte=today,
        )
        .exclude(pk__in=done)
        .order_by("closes_on", "id")
    )
