"""Nobody judges in their own cause: earlier hands, other versions, two posts of one account."""

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F

from accountability.models import Falsification, GivenScore, NumberSeries, Objection
from accountability.score_enums import Evaluation, MaterialEffect, MaterialKind, ScoreSide
from accountability.score_values import CategoryData, CategoryPoints, MaterialData
from accountability.selectors.ratings import grades_in_use, objections_waiting_for
from accountability.selectors.summonses import Member
from accountability.services import (
    falsification_decisions,
    falsifications,
    findings,
    material_records,
    numbers,
    objections,
    ratings,
    score_rounds,
    summonses,
)
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.documents.models import OfficialDocument, PaperHand
from supervision.documents.selectors.papers import to_sign
from supervision.documents.services import drafting, sending, signing
from tests.accountability.letters.conftest import FACTS, evidence
from tests.documents import papers

OPINION = "照片与去年完全一致，单位未能说明来源。"
REASON = "材料与要求相符，内容完整，评定无误。"


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def second_post(user: Any, role: str, unit: Any, until: dt.date | None = None) -> None:
    """Give the account a further post; with `until`, one that is over."""
    Posting.objects.create(
        user=user, unit=unit, role=role, started_on=dt.date(2020, 1, 1), ended_on=until
    )


@pytest.fixture
def filing(carry: Any, file_it: Any, clerk: Any, monthly: Any) -> Any:
    """A concluding filing of the water bureau."""
    return file_it(clerk, monthly, "会议纪要")


@pytest.fixture
def proposed(filing: Any, officer: Any) -> Falsification:
    """A proposal of the officer about the filing."""
    return falsifications.propose(actor=officer, filing=filing, facts=FACTS, files=[evidence()])


def test_whoever_wrote_words_earlier_neither_signs_nor_revokes(
    officer: Any, office: Any, leader: Any, stranger: Any, units: Any
) -> None:
    paper = papers.draft(officer, units.water)
    same: dict[str, Any] = {"document": paper, "content": papers.WORDS, "reply_by": paper.reply_by}
    drafting.edit(actor=office, **same)
    drafting.edit(actor=officer, **same)
    drafting.submit(actor=officer, document=paper)
    paper.refresh_from_db()
    assert office.pk not in (paper.drafted_by_id, paper.edited_by_id, paper.submitted_by_id)
    assert not to_sign(office).exists() and list(to_sign(leader)) == [paper]
    for who in (office, stranger):
        with pytest.raises(PermissionDenied):
            signing.sign(actor=who, document=paper)
    with pytest.raises(DatabaseError, match="had a hand"), transaction.atomic():
        OfficialDocument.objects.filter(pk=paper.pk).update(signed_by=office, signed_at=clock.now())
    signed = signing.sign(actor=leader, document=paper)
    with pytest.raises(ValidationError):
        sending.revoke(actor=office, document=signed, reason="文号有误，予以撤回。")
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperHand.objects.filter(document=paper).delete()


def test_a_paper_bears_the_day_of_its_signature(officer: Any, office: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    now = clock.now()
    faked = {"word": "清", "series": "试", "serial": 1, "number": "清试1", "status": "signed"}
    for day, year in ((dt.date(2020, 1, 1), 2020), (clock.local(now).date(), 2020)):
        with pytest.raises(DatabaseError, match="day and the year"), transaction.atomic():
            OfficialDocument.objects.filter(pk=paper.pk).update(
                signed_by=office, signed_at=now, issued_on=day, year=year, **faked
            )


def test_whoever_comes_from_the_unit_does_not_decide_on_its_filing(
    proposed: Falsification, leader: Any, office: Any, stranger: Any, units: Any, at: Any
) -> None:
    second_post(leader, RoleCode.CLERK, units.water, until=dt.date(2024, 6, 30))
    at("2026-12-20T09:00:00")
    for who in (leader, stranger):
        with pytest.raises(PermissionDenied):
            falsification_decisions.reject(actor=who, falsification=proposed, opinion=OPINION)
    with pytest.raises(DatabaseError, match="unit of their own"), transaction.atomic():
        Falsification.objects.filter(pk=proposed.pk).update(
            status="rejected", decided_by=leader, decided_at=clock.now(), opinion=OPINION
        )
    falsification_decisions.reject(actor=office, falsification=proposed, opinion=OPINION)


def test_no_evidence_comes_after_the_unit_was_heard(
    proposed: Falsification, clerk: Any, officer: Any, office: Any
) -> None:
    more = {"falsification": proposed, "files": [evidence("补充比对.pdf")]}
    falsifications.add_evidence(actor=officer, **more)
    falsifications.state(actor=clerk, falsification=proposed, text="照片为当日拍摄，原图可以查验。")
    with pytest.raises(ValidationError):
        falsifications.add_evidence(actor=officer, **more)
    with pytest.raises(PermissionDenied):
        falsifications.add_evidence(actor=clerk, **more)
    for change in ({"statement": "我单位承认。"}, {"evidence_count": 9}):
        with pytest.raises(DatabaseError, match="heard once"), transaction.atomic():
            Falsification.objects.filter(pk=proposed.pk).update(**change)
    falsification_decisions.reject(actor=office, falsification=proposed, opinion=OPINION)
    for change in ({"opinion": "另一意见。"}, {"decided_at": F("proposed_at")}):
        with pytest.raises(DatabaseError, match="made once"), transaction.atomic():
            Falsification.objects.filter(pk=proposed.pk).update(**change)


def test_whoever_objects_does_not_answer(
    filing: Any, officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    second_post(officer, RoleCode.CLERK, units.water)
    ratings.rate(actor=office, filing=filing, grade=grades_in_use()[0], reason=REASON)
    objection = objections.raise_objection(actor=officer, filing=filing, reason=REASON)
    assert not objections_waiting_for(officer).exists()
    for who in (officer, clerk):
        with pytest.raises(PermissionDenied):
            objections.answer(actor=who, objection=objection, answer=REASON)
    assert Objection.objects.get().status == "pending"


def test_whoever_wrote_any_version_does_not_decide_what_it_counts_for(
    officer: Any, office: Any, make_user: Any, units: Any, clerk: Any
) -> None:
    data = MaterialData(
        kind=MaterialKind.values[0],
        unit=units.water,
        held_on=clock.today(),
        body="区纪委",
        title="防汛责任落实情况调研",
        summary="查看值班记录和物资台账，询问三名干部。",
        problems="",
        evaluation=Evaluation.NORMAL,
    )
    first = material_records.record_material(actor=office, data=data)
    second = material_records.correct_material(
        actor=officer, material=first, data=data, correction="补记参加人员，其余不变。"
    )
    wanted: dict[str, Any] = {
        "effect": MaterialEffect.BONUS,
        "points": Decimal(1),
        "reason": REASON,
    }
    for who in (office, officer, clerk):
        with pytest.raises(PermissionDenied):
            material_records.decide_material(actor=who, material=second, **wanted)
    third = make_user("officer2", RoleCode.OFFICER, units.office, "许知节")
    material_records.decide_material(actor=third, material=second, **wanted)


def test_whoever_scored_the_own_unit_does_not_score_it_for_the_office(
    officer: Any, office: Any, units: Any, stranger: Any
) -> None:
    second_post(officer, RoleCode.CLERK, units.water)
    given = score_rounds.open_round(
        actor=office,
        name="2026年度自评",
        opens_on=clock.today(),
        closes_on=clock.today(),
        categories=[CategoryData("履职", Decimal(100), "按清单")],
    )
    points = [CategoryPoints(given.categories.get().pk, Decimal(90), REASON)]
    asked: dict[str, Any] = {"round": given, "unit": units.water, "points": points}
    score_rounds.score_self(actor=officer, **asked)
    for who in (officer, stranger):
        with pytest.raises(PermissionDenied):
            score_rounds.score_unit(actor=who, **asked)
    score_rounds.score_unit(actor=office, **asked)
    assert GivenScore.objects.filter(side=ScoreSide.OFFICE).count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        type(given).objects.update(closes_on=dt.date(2030, 1, 1))


def test_a_talk_that_was_held_stands_and_its_record_names_nobody(
    officer: Any, units: Any, at: Any, stranger: Any
) -> None:
    called: dict[str, Any] = {
        "unit": units.water,
        "members": [Member("魏长河", "局长")],
        "reason": "三项任务逾期未报，经督办仍未办理。",
        "planned_at": clock.now() + dt.timedelta(days=1),
        "place": "第二谈话室",
    }
    with pytest.raises(PermissionDenied):
        summonses.call(actor=stranger, **called)
    (summons,) = summonses.call(actor=officer, **called)
    with pytest.raises(ValidationError):
        # The same form sent twice calls nobody twice.
        summonses.call(actor=officer, **called)
    assert "魏长河" not in str(summons)
    summonses.hold(
        actor=officer,
        summons=summons,
        talked_on=clock.today(),
        talk="指出三项任务逾期未报，要求一周内补报并说明原因。",
        result="当场认识问题，限期整改。",
    )
    for change in ({"result": "未认识问题。"}, {"talked_on": dt.date(2020, 1, 1)}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            type(summons).objects.filter(pk=summons.pk).update(**change)


def test_numbers_and_what_was_shown_do_not_run_back(office: Any, units: Any) -> None:
    found = findings.raise_finding(
        actor=office,
        unit=units.water,
        source="patrol",
        track="matter",
        title="照片重复",
        description="照片与去年相同。",
        found_on=clock.today(),
    )
    series = NumberSeries.objects.get(code=f"WT-{clock.today().year}")
    for act in (
        lambda: NumberSeries.objects.filter(pk=series.pk).update(last=0),
        series.delete,
        lambda: type(found).objects.filter(pk=found.pk).update(shown_at=None),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    assert list(numbers.take(series.code)) == [series.last + 1]
