"""Live scores with their rows, confirmed scores, rounds of scores."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accountability import scoring
from accountability.models import (
    ConfirmedScore,
    Filing,
    GivenScore,
    MaterialRecord,
    ScoreRound,
    ScoreScheme,
)
from accountability.score_enums import MaterialEffect, ScoreSide
from accountability.score_sources import CONCLUDED, IN_TIME
from accountability.score_values import CategoryData, CategoryPoints, GroupData, LineData
from accountability.selectors import score_rounds, scores
from accountability.services import material_records, schemes
from accountability.services import score_rounds as rounds
from accountability.services.score_confirmations import confirm_scores
from supervision.organizations.models import Unit

ROOT = "/accountability/"


def points_of(round: ScoreRound, *given: int) -> list[CategoryPoints]:
    """Return these points for the categories in order."""
    return [
        CategoryPoints(row.pk, Decimal(value), "对照标准逐项核对。")
        for row, value in zip(round.categories.all(), given, strict=True)
    ]


def test_a_score_is_made_of_its_rows(
    scheme: ScoreScheme,
    filing: Filing,
    rate: Any,
    material: MaterialRecord,
    office: Any,
    units: Any,
    at: Any,
) -> None:
    rate(filing, "良好")
    material_records.decide_material(
        actor=office,
        material=material,
        effect=MaterialEffect.DEDUCTION,
        points=Decimal(2),
        reason="派车审批长期不规范，核定扣分。",
    )
    at("2026-11-21T09:00:00")
    ranked = scores.ranking(scheme)
    found = ranked.of(units.water.pk)
    assert found is not None
    assert found.total == Decimal(60) + Decimal("0.4") * 85 - 2
    assert (found.place, found.among, found.group) == (1, 1, "区直部门")
    for line in scores.lines_of(ranked, found):
        rows = scores.entries_of(ranked, line.row, units.water)
        assert len(rows) == line.points.count
        assert scoring.Tally(len(rows), sum((row.amount for row in rows), Decimal(0))) == (
            scores.tally_of(line.row, units.water, ranked)
        )
        assert all(row.url.startswith("/accountability/") for row in rows)
    other = ranked.of(units.finance.pk)
    assert other is not None
    assert other.place == 0


def test_a_late_duty_counts_as_late_and_an_open_one_too(
    scheme: ScoreScheme, give_task: Any, conclude: Any, clerk: Any, units: Any, at: Any
) -> None:
    late = give_task(units.water, title="逾期办结")
    give_task(units.water, title="逾期未办")
    give_task(units.water, due_on="2026-12-20", title="未到期")
    at("2026-11-25T09:00:00")
    conclude(clerk, late)
    ranked = scores.ranking(scheme)
    found = ranked.of(units.water.pk)
    assert found is not None
    assert found.score.lines[0].count == 2
    assert found.total == 0


def test_both_rates_read_the_duties_once_and_units_may_be_a_query(
    give_task: Any, conclude: Any, clerk: Any, units: Any, at: Any
) -> None:
    conclude(clerk, give_task(units.water, title="按期办结"))
    give_task(units.water, title="逾期未办")
    at("2026-11-25T09:00:00")
    span = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    rates = [one for one in scoring.sources() if one.key in (IN_TIME, CONCLUDED)]
    query = Unit.objects.filter(pk=units.water.pk).values_list("pk", flat=True)
    with CaptureQueriesContext(connection) as asked:
        found = scoring.tallies_of(rates, query, *span)
    assert len(asked) == 1
    assert set(found) == {IN_TIME, CONCLUDED}
    assert found[IN_TIME] == {units.water.pk: scoring.Tally(2, Decimal(100))}
    for one in scoring.sources():
        entries = [(row.unit_id, row.amount) for row in one.entries([units.water.pk], *span)]
        assert entries == [(row.unit_id, row.amount) for row in one.entries(query, *span)]
        tally = scoring.tallies_of([one], query, *span)[one.key].get(units.water.pk)
        assert (tally.count if tally else 0) == len(entries)
    assert not scoring.tallies_of(rates, [units.finance.pk], *span)[IN_TIME]


def test_confirmed_scores_are_frozen(
    scheme: ScoreScheme, filing: Filing, rate: Any, office: Any, at: Any
) -> None:
    rate(filing, "良好")
    at("2026-11-21T09:00:00")
    done = confirm_scores(actor=office, scheme=scheme, name="年度")
    row = ConfirmedScore.objects.get(confirmation=done)
    assert row.total == Decimal("94.00")
    assert sum(Decimal(line["points"]) for line in row.lines) == row.total
    rate(filing, "不合格", "复查发现主要材料与事实不符，予以改评。")
    assert scores.ranking(scheme).scores[0].total < row.total
    row.refresh_from_db()
    assert row.total == Decimal("94.00")
    for act in (
        lambda: ConfirmedScore.objects.update(total=1),
        lambda: ConfirmedScore.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    for name, until in (("年度", None), ("来日", dt.date(2027, 1, 1))):
        with pytest.raises(ValidationError):
            confirm_scores(actor=office, scheme=scheme, name=name, until=until)


def test_nothing_scored_is_nothing_confirmed(scheme: ScoreScheme, office: Any) -> None:
    with pytest.raises(ValidationError):
        confirm_scores(actor=office, scheme=scheme, name="年度")


def test_a_unit_scores_itself_once_within_the_days(
    score_round: ScoreRound, clerk: Any, head: Any, units: Any, at: Any
) -> None:
    given = rounds.score_self(
        actor=clerk, round=score_round, unit=units.water, points=points_of(score_round, 55, 38)
    )
    assert given.total == 93
    with pytest.raises(ValidationError):
        rounds.score_self(
            actor=head, round=score_round, unit=units.water, points=points_of(score_round, 1, 1)
        )
    for bad in ((61, 1), (-1, 1)):
        with pytest.raises(ValidationError):
            rounds.score_self(
                actor=clerk,
                round=score_round,
                unit=units.water,
                points=points_of(score_round, *bad),
            )
    with pytest.raises(PermissionDenied):
        rounds.score_self(
            actor=clerk, round=score_round, unit=units.finance, points=points_of(score_round, 1, 1)
        )


@pytest.mark.parametrize("day", ["2026-11-01T09:00:00", "2026-12-01T00:00:00"])
def test_the_days_of_a_round_hold(
    score_round: ScoreRound, clerk: Any, units: Any, at: Any, day: str
) -> None:
    at(day)
    with pytest.raises(ValidationError):
        rounds.score_self(
            actor=clerk, round=score_round, unit=units.water, points=points_of(score_round, 1, 1)
        )


def test_the_office_scores_with_reasons_and_may_score_anew(
    score_round: ScoreRound, officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    bare = [CategoryPoints(row.pk, Decimal(1), "") for row in score_round.categories.all()]
    with pytest.raises(ValidationError):
        rounds.score_unit(actor=officer, round=score_round, unit=units.water, points=bare)
    facts = {"round": score_round, "unit": units.water}
    first = rounds.score_unit(actor=officer, points=points_of(score_round, 50, 30), **facts)
    with pytest.raises(ValidationError):
        rounds.score_unit(actor=office, points=points_of(score_round, 40, 30), **facts)
    second = rounds.score_unit(
        actor=office, points=points_of(score_round, 40, 30), expected=first.pk, **facts
    )
    assert score_rounds.given(clerk, score_round, units.water, ScoreSide.OFFICE) == second
    assert score_rounds.history(score_round, units.water) == [second, first]
    with pytest.raises(DatabaseError), transaction.atomic():
        GivenScore.objects.update(total=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        score_round.categories.update(full=1)


def test_a_self_score_far_above_the_others_is_a_doubt(
    score_round: ScoreRound, clerk: Any, other_clerk: Any, officer: Any, office: Any, units: Any
) -> None:
    for user, unit, own in ((clerk, units.water, (60, 40)), (other_clerk, units.finance, (55, 34))):
        rounds.score_self(
            actor=user, round=score_round, unit=unit, points=points_of(score_round, *own)
        )
        rounds.score_unit(
            actor=officer, round=score_round, unit=unit, points=points_of(score_round, 50, 30)
        )
    found = {row.unit: row for row in score_rounds.comparisons(office, score_round)}
    assert found[units.water].difference == 20
    assert found[units.water].is_doubtful
    assert not found[units.finance].is_doubtful
    assert [row.unit for row in score_rounds.comparisons(clerk, score_round)] == [units.water]


def test_categories_of_a_round_add_up_to_100(office: Any, at: Any) -> None:
    at("2026-11-02T09:00:00")
    with pytest.raises(ValidationError, match="90"):
        rounds.open_round(
            actor=office,
            name="x",
            opens_on=dt.date(2026, 11, 2),
            closes_on=dt.date(2026, 11, 3),
            categories=(CategoryData("a", Decimal(60)), CategoryData("b", Decimal(30))),
        )


def test_units_see_names_and_totals_and_no_detail_of_others(
    scheme: ScoreScheme,
    filing: Filing,
    rate: Any,
    clerk: Any,
    other_clerk: Any,
    stranger: Any,
    units: Any,
    as_user: Callable[..., Client],
    at: Any,
) -> None:
    rate(filing, "良好")
    at("2026-11-21T09:00:00")
    other = as_user(other_clerk)
    page = other.get(f"{ROOT}scores/").content.decode()
    assert "94.00" in page
    assert f"units/{units.water.pk}/score/" not in page
    assert other.get(f"{ROOT}units/{units.water.pk}/score/").status_code == 404
    rows = f"{ROOT}units/{units.water.pk}/score/rows/filing-grades/"
    assert other.get(rows).status_code == 404
    own = as_user(clerk)
    assert f"units/{units.water.pk}/score/" in own.get(f"{ROOT}scores/").content.decode()
    assert f"filings/{filing.pk}/" in own.get(rows).content.decode()
    assert own.get(f"{ROOT}scores/top/").status_code == 200
    assert own.get(f"{ROOT}units/{units.water.pk}/score/card/").status_code == 200
    assert as_user(stranger).get(f"{ROOT}scores/").status_code == 403


def test_a_hidden_ranking_shows_one_s_own_line_alone(
    draft: ScoreScheme, office: Any, other_clerk: Any, filing: Filing, as_user: Any, at: Any
) -> None:
    schemes.edit_scheme(
        actor=office,
        scheme=draft,
        name=draft.name,
        since=draft.since,
        until=draft.until,
        shows_ranking=False,
        doubt_gap=draft.doubt_gap,
        groups=[GroupData(row.name, tuple(row.kinds)) for row in draft.groups.all()],
    )
    line = LineData("duties-in-time", weight=Decimal(100))
    schemes.set_line(actor=office, scheme=draft, data=line)
    schemes.publish_scheme(actor=office, scheme=draft)
    at("2026-11-21T09:00:00")
    page = as_user(other_clerk).get(f"{ROOT}scores/").content.decode()
    assert "财政局" in page
    assert "水务局" not in page
