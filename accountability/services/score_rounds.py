"""Open rounds of scores; each unit scores itself once, the office scores it with reasons."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.models import GivenScore, GivenScoreLine, ScoreCategory, ScoreRound
from accountability.notices import ROUND_OPENS
from accountability.permissions import EDIT_SCHEME, SCORE, SELF_SCORE
from accountability.score_enums import ScoreSide
from accountability.score_rules import FULL, NOTHING
from accountability.score_values import CategoryData, CategoryPoints
from accountability.selectors.score_rounds import matter_of
from accountability.services.own_cause import check_may_decide
from accountability.verbs import OFFICE_SCORED, ROUND_OPENED, SELF_SCORED
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import recipients
from supervision.audit.services import record
from supervision.notifications.services.notices import notify
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit
from supervision.web.formats import full_date

#: So many words at least say what a category's points are given for.
MINIMUM_WORDS = 5


@transaction.atomic
def open_round(
    *,
    actor: User,
    name: str,
    opens_on: dt.date,
    closes_on: dt.date,
    categories: Sequence[CategoryData],
) -> ScoreRound:
    """Open a round of scores and tell the units.

    Raises ValidationError for a taken name, days in the wrong order, or categories whose full
    marks do not add up to 100.
    """
    require(actor, EDIT_SCHEME)
    if ScoreRound.objects.filter(name=name.strip()).exists():
        raise ValidationError({"name": _("There is a round of that name.")})
    if closes_on < opens_on or closes_on < clock.today():
        raise ValidationError({"closes_on": _("The last day has passed or lies before the first.")})
    _check_categories(categories)
    found = ScoreRound.objects.create(
        year=opens_on.year,
        name=name.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        created_by=actor,
        created_at=clock.now(),
    )
    ScoreCategory.objects.bulk_create(
        ScoreCategory(
            round=found, name=row.name, standard=row.standard, full=row.full, position=place
        )
        for place, row in enumerate(categories, start=1)
    )
    record(
        verb=ROUND_OPENED,
        actor=actor,
        target=found,
        unit=actor.home_unit,
        details={"note": found.name, "closes_on": closes_on.isoformat()},
    )
    units = Unit.objects.filter(kind__in=RESPONSIBLE_KINDS, is_active=True)
    told = recipients(permission=SELF_SCORE, unit_ids=units.values_list("pk", flat=True))
    notify(
        kind=ROUND_OPENS,
        recipients=[pk for people in told.values() for pk in people],
        title=found.name,
        body=full_date(closes_on),
        url=reverse("accountability:round", args=[found.pk]),
        target=found,
        ends_at=clock.end_of(closes_on),
        dedupe_key=f"round-{found.pk}",
    )
    return found


def _check_categories(categories: Sequence[CategoryData]) -> None:
    whole = sum((row.full for row in categories), NOTHING)
    if whole != FULL:
        raise ValidationError(
            {
                "categories": _(
                    "The full marks add up to %(sum)s. They must add up to exactly 100."
                )
                % {"sum": format(whole.normalize(), "f") if whole else "0"}
            }
        )
    if len({row.name for row in categories}) != len(categories):
        raise ValidationError({"categories": _("A category stands twice.")})


@transaction.atomic
def score_self(
    *, actor: User, round: ScoreRound, unit: Unit, points: Sequence[CategoryPoints], note: str = ""
) -> GivenScore:
    """Hand in the unit's own score: once, within the round's days, with words for each category.

    Raises ValidationError before the first day, after the last, or a second time.
    """
    require(actor, SELF_SCORE, unit)
    found = ScoreRound.objects.select_for_update().get(pk=round.pk)
    if clock.today() < found.opens_on:
        raise ValidationError(_("This round has not begun."))
    if clock.today() > found.closes_on:
        raise ValidationError(
            _("This round closed on %(day)s.") % {"day": full_date(found.closes_on)}
        )
    if GivenScore.objects.filter(round=found, unit=unit, side=ScoreSide.SELF).exists():
        raise ValidationError(_("Your unit has scored itself already; once a round is all."))
    return _give(actor, found, unit, ScoreSide.SELF, points, note, None)


def score_unit(
    *,
    actor: User,
    round: ScoreRound,
    unit: Unit,
    points: Sequence[CategoryPoints],
    note: str = "",
    expected: int | None = None,
) -> GivenScore:
    """Give the office's score of a unit; a later one takes its place and leaves it standing.

    `expected` is the key of the score that the scorer saw, if any. Raises OwnCause for whoever
    gave the unit's own score or must avoid the unit, ValidationError where another came in
    meanwhile.
    """
    require(actor, SCORE, unit)
    check_may_decide(actor, matter_of(round, unit), about=round, unit=unit)
    with transaction.atomic():
        found = ScoreRound.objects.select_for_update().get(pk=round.pk)
        before = _standing(found, unit, expected)
        return _give(actor, found, unit, ScoreSide.OFFICE, points, note, before)


def _standing(found: ScoreRound, unit: Unit, expected: int | None) -> GivenScore | None:
    """Return the office's score that stands; raises ValidationError where it is another now."""
    before = GivenScore.objects.filter(
        round=found, unit=unit, side=ScoreSide.OFFICE, superseded_by__isnull=True
    ).first()
    if (before.pk if before else None) != expected:
        raise ValidationError(
            _("Somebody else scored this unit meanwhile. Look at that score before you go on.")
        )
    return before


def _give(
    actor: User,
    round: ScoreRound,
    unit: Unit,
    side: ScoreSide,
    points: Sequence[CategoryPoints],
    note: str,
    before: GivenScore | None,
) -> GivenScore:
    given = {row.category_id: row for row in points}
    categories = list(round.categories.all())
    _check_points(categories, given)
    score = GivenScore.objects.create(
        round=round,
        unit=unit,
        side=side,
        total=sum((given[row.pk].points for row in categories), NOTHING),
        note=note.strip(),
        given_by=actor,
        given_at=clock.now(),
        supersedes=before,
    )
    GivenScoreLine.objects.bulk_create(
        GivenScoreLine(
            score=score,
            category=row,
            points=given[row.pk].points,
            reason=given[row.pk].reason.strip(),
        )
        for row in categories
    )
    record(
        verb=SELF_SCORED if side == ScoreSide.SELF else OFFICE_SCORED,
        actor=actor,
        target=round,
        unit=unit,
        details={"note": f"{unit.short_name} · {score.total}", "score": score.pk},
    )
    return score


def _check_points(categories: Sequence[ScoreCategory], given: dict[int, CategoryPoints]) -> None:
    faults: dict[str, str] = {}
    for row in categories:
        answer = given.get(row.pk)
        points: Decimal | None = answer.points if answer else None
        if points is None or not 0 <= points <= row.full:
            faults[f"points_{row.pk}"] = _("Give points from 0 to %(full)s.") % {"full": row.full}
        elif answer is None or len(answer.reason.strip()) < MINIMUM_WORDS:
            faults[f"reason_{row.pk}"] = _("Say in at least 5 characters what they are given for.")
    if faults:
        raise ValidationError(faults)
