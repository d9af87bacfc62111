"""Filings to rate, a scheme in force, a round of scores: all made by the services of life."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accountability.models import Filing, Grade, MaterialRecord, Rating, ScoreRound, ScoreScheme
from accountability.score_enums import Evaluation, MaterialKind
from accountability.score_values import CategoryData, GroupData, LineData, MaterialData
from accountability.services import material_records, ratings, schemes, score_rounds
from supervision import clock
from supervision.organizations.enums import UnitKind

GOOD = "会议记录完整，责任分工具体，佐证充分。"
OTHER = "复核时发现缺少整改时限，等次予以调整。"


@pytest.fixture
def grades() -> dict[str, Grade]:
    """The grades in use by name."""
    return {row.name: row for row in Grade.objects.select_related("grade_set")}


@pytest.fixture
def filing(give_task: Any, conclude: Any, clerk: Any, units: Any) -> Filing:
    """What the clerk of the water bureau filed on Monday, in time."""
    filed: Filing = conclude(clerk, give_task(units.water))
    return filed


@pytest.fixture
def rate(officer: Any, grades: dict[str, Grade]) -> Callable[..., Rating]:
    """Return a function that rates a filing, by the officer where nobody else is named."""

    def act(filing: Filing, name: str = "良好", reason: str = GOOD, **more: Any) -> Rating:
        before = ratings.current_rating(filing)
        return ratings.rate(
            actor=more.pop("actor", officer),
            filing=filing,
            grade=grades[name],
            reason=reason,
            expected=more.pop("expected", before.pk if before else None),
        )

    return act


@pytest.fixture
def draft(office: Any, at: Any) -> ScoreScheme:
    """A draft of this year with both groups and no line."""
    at("2026-11-02T09:00:00")
    found = schemes.draft_scheme(actor=office, year=2026, name="2026年度计分办法")
    schemes.edit_scheme(
        actor=office,
        scheme=found,
        name=found.name,
        since=found.since,
        until=found.until,
        shows_ranking=True,
        doubt_gap=Decimal(10),
        groups=(
            GroupData("区直部门", (UnitKind.DEPARTMENT.value,)),
            GroupData("镇街", (UnitKind.TOWNSHIP.value,)),
        ),
    )
    return ScoreScheme.objects.get(pk=found.pk)


@pytest.fixture
def scheme(draft: ScoreScheme, office: Any) -> ScoreScheme:
    """The scheme in force: duties in time 60, grades 40, bonus and deduction of materials."""
    for line in (
        LineData("duties-in-time", weight=Decimal(60), empty="spread"),
        LineData("filing-grades", weight=Decimal(40), empty="spread"),
        LineData("material-bonus", points_each=Decimal(1), cap=Decimal(3)),
        LineData("material-deduction", points_each=Decimal(1), cap=Decimal(5)),
    ):
        schemes.set_line(actor=office, scheme=draft, data=line)
    schemes.publish_scheme(actor=office, scheme=draft)
    return ScoreScheme.objects.get(pk=draft.pk)


@pytest.fixture
def score_round(office: Any, at: Any) -> ScoreRound:
    """A round open from 2 to 30 November with two categories of 60 and 40."""
    at("2026-11-02T09:00:00")
    return score_rounds.open_round(
        actor=office,
        name="2026年度自评",
        opens_on=dt.date(2026, 11, 2),
        closes_on=dt.date(2026, 11, 30),
        categories=(
            CategoryData("组织领导", Decimal(60)),
            CategoryData("日常监督", Decimal(40)),
        ),
    )


@pytest.fixture
def material(officer: Any, units: Any, at: Any) -> MaterialRecord:
    """A daily check of the water bureau that found a problem, recorded by the officer."""
    at("2026-11-02T09:00:00")
    return material_records.record_material(actor=officer, data=check_of(units.water))


def check_of(unit: Any, **changed: Any) -> MaterialData:
    """Return what a daily check of the unit showed."""
    facts: dict[str, Any] = {
        "kind": MaterialKind.DAILY_CHECK,
        "unit": unit,
        "held_on": clock.today(),
        "body": "党风政风监督室",
        "title": "节前作风纪律检查",
        "summary": "抽查值班值守和公车封存情况，查阅派车单30份。",
        "evaluation": Evaluation.PROBLEM,
        "problems": "2张派车单未经审批。",
        **changed,
    }
    return MaterialData(**facts)
