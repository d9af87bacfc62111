"""The rating part of the scene: a rating, its objection, schemes, scores, a round, materials."""

import datetime as dt
from decimal import Decimal
from typing import Any

from accountability.models import Filing, Grade, ScoreScheme
from accountability.score_enums import Evaluation, MaterialKind
from accountability.score_values import CategoryData, GroupData, LineData, MaterialData
from accountability.services import material_records, objections, ratings, schemes, score_rounds
from accountability.services.score_confirmations import confirm_scores
from supervision import clock
from supervision.organizations.enums import UnitKind

REASON = "材料齐全、内容翔实，印证有力。"


def build(scene: Any, units: Any) -> None:
    """Build one of everything about ratings and scores."""
    _ratings(scene)
    _schemes(scene)
    _round(scene, units)
    for variant, unit in (("", units.water), ("township", units.township)):
        _material(scene, unit, variant)
        _scores(scene, unit, variant)


def _own(*names: str) -> list[str]:
    return [f"accountability:{name}" for name in names]


def _ratings(scene: Any) -> None:
    grade = Grade.objects.select_related("grade_set").filter(grade_set__is_current=True).first()
    unused = Grade.objects.filter(grade_set__is_current=True).last()
    assert grade is not None
    assert unused is not None
    scene.add("", {"pk": unused.pk}, *_own("grade_edit", "grade_retire"))
    rows = Filing.objects.select_related("unit", "duty", "submitted_by").order_by("id")
    for variant, role in (("", "clerk"), ("township", "township_clerk")):
        clerk = scene.people[role]
        filing = rows.filter(submitted_by=clerk).first()
        assert filing is not None
        ratings.rate(actor=scene.people["officer"], filing=filing, grade=grade, reason=REASON)
        objection = objections.raise_objection(actor=clerk, filing=filing, reason=REASON)
        scene.add(variant, {"pk": filing.pk}, *_own("rate", "rating_object"))
        scene.add(variant, {"pk": objection.pk}, *_own("objection"))


def _schemes(scene: Any) -> None:
    office = scene.people["office"]
    kinds = (UnitKind.DEPARTMENT.value, UnitKind.TOWNSHIP.value)
    for variant in ("", "draft"):
        found = schemes.draft_scheme(actor=office, year=2026, name="2026年度计分办法")
        schemes.edit_scheme(
            actor=office,
            scheme=found,
            name=found.name,
            since=found.since,
            until=found.until,
            shows_ranking=True,
            doubt_gap=Decimal(10),
            groups=(GroupData("全部单位", kinds),),
        )
        line = schemes.set_line(
            actor=office,
            scheme=found,
            data=LineData("filing-grades", weight=Decimal(100), empty="spread"),
        )
        acts = ("scheme", "scheme_edit", "scheme_line", "scheme_publish", "scheme_discard")
        scene.add(variant, {"pk": found.pk}, *_own(*acts))
        scene.add(variant, {"pk": found.pk, "line": line.pk}, *_own("scheme_line_remove"))
        if not variant:
            schemes.publish_scheme(actor=office, scheme=found)
            in_force = ScoreScheme.objects.get(pk=found.pk)
            confirmed = confirm_scores(actor=office, scheme=in_force, name="上半年")
            scene.add("", {"pk": confirmed.pk}, *_own("confirmation"))
            places = confirmed.scores.order_by("unit__position").values_list("unit_id", flat=True)
            for name, unit in zip(("", "township"), places, strict=True):
                scene.add(name, {"pk": confirmed.pk, "unit": unit}, *_own("confirmed_score"))


def _round(scene: Any, units: Any) -> None:
    found = score_rounds.open_round(
        actor=scene.people["office"],
        name="2026年度自评",
        opens_on=clock.today(),
        closes_on=clock.today() + dt.timedelta(days=20),
        categories=(CategoryData("组织领导", Decimal(100)),),
    )
    scene.add("", {"pk": found.pk}, *_own("round", "self_score"))
    for variant, unit in (("", units.water), ("township", units.township)):
        both = {"pk": found.pk, "unit": unit.pk}
        scene.add(variant, both, *_own("round_unit", "office_score"))


def _material(scene: Any, unit: Any, variant: str) -> None:
    found = material_records.record_material(
        actor=scene.people["officer"],
        data=MaterialData(
            kind=MaterialKind.DAILY_CHECK,
            unit=unit,
            held_on=clock.today(),
            body="党风政风监督室",
            title="节前作风纪律检查",
            summary="抽查值班值守和公车封存情况，未发现问题。",
            evaluation=Evaluation.NORMAL,
        ),
    )
    acts = ("material", "material_correct", "material_decide")
    scene.add(variant, {"pk": found.pk}, *_own(*acts))


def _scores(scene: Any, unit: Any, variant: str) -> None:
    scene.add(variant, {"pk": unit.pk}, *_own("unit_score", "unit_score_card"))
    scene.add(variant, {"pk": unit.pk, "source": "filing-grades"}, *_own("score_rows"))
