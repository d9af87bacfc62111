"""Materials of the four kinds: record, correct, decide, import; who may see them."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client

from accountability.importers.material_records import MaterialImporter
from accountability.models import MaterialDecision, MaterialRecord
from accountability.score_enums import Evaluation, MaterialEffect, MaterialKind
from accountability.selectors import material_records as selectors
from accountability.services import material_records as services
from supervision.exchange.importers import Row
from supervision.notifications.models import Notice
from tests.accountability.ratings.conftest import check_of

ROOT = "/accountability/materials/"
REASON = "派车审批长期不规范，核定扣分。"


def decide(actor: Any, material: MaterialRecord, points: int = 2) -> MaterialDecision:
    """Let the material count as a deduction."""
    return services.decide_material(
        actor=actor,
        material=material,
        effect=MaterialEffect.DEDUCTION,
        points=Decimal(points),
        reason=REASON,
    )


def test_the_unit_is_told_and_reads_its_own(
    clerk: Any, material: MaterialRecord, other_clerk: Any, stranger: Any
) -> None:
    assert Notice.objects.filter(recipient=clerk, object_id=str(material.pk)).count() == 1
    assert selectors.materials_visible_to(clerk).count() == 1
    assert not selectors.materials_visible_to(other_clerk).exists()
    assert not selectors.materials_visible_to(stranger).exists()


@pytest.mark.parametrize("kind", list(MaterialKind))
def test_all_four_kinds_stand_on_the_unit_s_page(
    kind: MaterialKind, officer: Any, clerk: Any, units: Any, as_user: Any, at: Any
) -> None:
    at("2026-11-02T09:00:00")
    services.record_material(
        actor=officer, data=check_of(units.water, kind=kind, title=f"{kind.value}记录")
    )
    page = as_user(clerk).get(f"/accountability/units/{units.water.pk}/").content.decode()
    assert f"{kind.value}记录" in page


@pytest.mark.parametrize(
    "changed",
    [
        {"summary": "太短"},
        {"problems": " "},
        {"held_on": dt.date(2099, 1, 1)},
    ],
)
def test_bad_records_are_refused(officer: Any, units: Any, at: Any, changed: Any) -> None:
    at("2026-11-02T09:00:00")
    with pytest.raises(ValidationError):
        services.record_material(actor=officer, data=check_of(units.water, **changed))


@pytest.mark.parametrize("who", ["clerk", "head", "leader", "stranger", "auditor"])
def test_only_the_office_records(units: Any, request: Any, at: Any, who: str) -> None:
    at("2026-11-02T09:00:00")
    with pytest.raises(PermissionDenied):
        services.record_material(actor=request.getfixturevalue(who), data=check_of(units.water))


def test_a_correction_stands_beside_what_it_corrects(
    material: MaterialRecord, officer: Any, office: Any, units: Any
) -> None:
    decide(office, material)
    newer = services.correct_material(
        actor=officer,
        material=material,
        data=check_of(units.water, title="节前检查（更正）"),
        correction="原记录单数有误，现予更正。",
    )
    assert list(selectors.materials_visible_to(office)) == [newer]
    assert selectors.versions_of(newer) == [material]
    with pytest.raises(ValidationError):
        decide(office, material)
    with pytest.raises(ValidationError):
        services.correct_material(
            actor=officer,
            material=material,
            data=check_of(units.water),
            correction="原记录单数有误，现予更正。",
        )
    with pytest.raises(ValidationError):
        services.correct_material(
            actor=officer,
            material=newer,
            data=check_of(units.finance),
            correction="原记录单位有误，现予更正。",
        )


def test_a_second_person_decides_once(material: MaterialRecord, officer: Any, office: Any) -> None:
    with pytest.raises(PermissionDenied):
        decide(officer, material)
    with pytest.raises(IntegrityError), transaction.atomic():
        MaterialDecision.objects.create(
            record=material,
            effect="none",
            points=0,
            reason=REASON,
            decided_by=officer,
            decided_at=material.recorded_at,
        )
    for points in (0, 11):
        with pytest.raises(ValidationError):
            decide(office, material, points)
    assert selectors.undecided(office).count() == 1
    decide(office, material)
    assert selectors.undecided(office).count() == 0
    with pytest.raises(ValidationError):
        decide(office, material)


def test_a_record_is_never_changed(material: MaterialRecord) -> None:
    for act in (
        lambda: MaterialRecord.objects.update(title="改"),
        lambda: MaterialRecord.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_stack_is_imported_and_not_twice(officer: Any, units: Any, at: Any) -> None:
    at("2026-11-02T09:00:00")
    data = check_of(units.water, evaluation=Evaluation.NORMAL, problems="")
    values = {field.key: getattr(data, field.key) for field in MaterialImporter.fields}
    places = {key: place for place, key in enumerate(values)}
    rows = [Row(2, places, tuple(values.values()))]
    assert MaterialImporter().apply(rows, actor=officer).created == 1
    assert MaterialImporter().apply(rows, actor=officer).unchanged == 1
    assert MaterialRecord.objects.count() == 1


def test_the_pages(
    units: Any,
    officer: Any,
    office: Any,
    clerk: Any,
    other_clerk: Any,
    as_user: Callable[..., Client],
    at: Any,
) -> None:
    at("2026-11-02T09:00:00")
    browser = as_user(officer)
    facts = {
        "kind": "tour",
        "unit": units.water.pk,
        "held_on": "2026-11-01",
        "body": "区委第二巡察组",
        "title": "常规巡察反馈",
        "summary": "查阅资料，个别谈话二十余人次。",
        "evaluation": "normal",
        "problems": "",
    }
    note = SimpleUploadedFile("反馈.txt", "巡察反馈意见".encode())
    assert browser.post(f"{ROOT}new/", {**facts, "summary": "短"}).status_code == 422
    sent = browser.post(f"{ROOT}new/", {**facts, "files": note})
    found = MaterialRecord.objects.get()
    assert sent.url == f"{ROOT}{found.pk}/"
    assert "反馈.txt" in as_user(clerk).get(sent.url).content.decode()
    assert as_user(other_clerk).get(sent.url).status_code == 404
    assert as_user(clerk).get(f"{sent.url}correct/").status_code == 403
    assert "decide/" not in browser.get(sent.url).content.decode()
    head = as_user(office)
    bad = head.post(f"{sent.url}decide/", {"effect": "bonus", "points": "", "reason": REASON})
    assert bad.status_code == 422
    done = head.post(f"{sent.url}decide/", {"effect": "bonus", "points": "1", "reason": REASON})
    assert done.status_code == 302
    assert "常规巡察反馈" in head.get(ROOT).content.decode()
    fixed = browser.post(f"{sent.url}correct/", {**facts, "correction": "补记个别谈话的人次情况。"})
    assert fixed.status_code == 302
    assert MaterialRecord.objects.count() == 2
