"""A list with a counted item in force, and a leading group to hold the talks."""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accountability.enums import CountedMeasure, HolderRole, Period, ResponsibilityKind, Talker
from accountability.models import Assignment, Duty, TalkRecord
from accountability.services import checklists, publishing
from accountability.services.talks import record_talk
from accountability.values import CountedData, EvidenceData, ItemData, TalkData


def item(number: str = "1.6", **more: Any) -> ItemData:
    """Return a counted item: two talks of the principal each quarter."""
    said: dict[str, Any] = {
        "number": number,
        "category": "支持执纪",
        "title": "主要负责人运用“第一种形态”谈话提醒",
        "content": "对苗头性、倾向性问题早发现早提醒。",
        "standard": "每季度不少于2人次。",
        "score": Decimal("4.0"),
        "holder_role": HolderRole.FIRST_PERSON,
        "period": Period.QUARTER,
        "counted": CountedData(CountedMeasure.FIRST_FORM, 2, Talker.PRINCIPAL),
    }
    return ItemData(**said | more)


def talk(**more: Any) -> TalkData:
    """Return a talk of the principal of the water bureau."""
    said: dict[str, Any] = {
        "measure": "reminder",
        "talker_name": "魏长河",
        "talked_name": "白若溪",
        "talked_post": "河道管理科科长",
        "talked_on": dt.date(2026, 11, 2),
        "reason": "sign",
        "summary": "就采砂许可现场踏勘不足两人提出提醒,要求立即改正。",
        "place": "局长办公室",
    }
    return TalkData(**said | more)


@pytest.fixture
def counted(office: Any, units: Any, at: Callable[[str], None]) -> Callable[..., Duty]:
    """Return a function that publishes a counted item and gives the fourth quarter's duty."""

    def publish(**more: Any) -> Duty:
        at("2026-01-05T09:00:00")
        listed = checklists.create_checklist(actor=office, kind=ResponsibilityKind.MAIN, year=2026)
        checklists.add_item(actor=office, checklist=listed, data=item(**more))
        publishing.publish(actor=office, checklist=listed)
        rows = Assignment.objects.filter(item__checklist=listed)
        rows.filter(unit=units.water).update(holder_name="魏长河")
        rows.filter(unit=units.finance).update(holder_name="宋清和")
        at("2026-11-02T09:00:00")
        return Duty.objects.get(
            assignment__item__checklist=listed, unit=units.water, period_key="2026-Q4"
        )

    return publish


@pytest.fixture
def held(clerk: Any, units: Any) -> Callable[..., TalkRecord]:
    """Return a function that records a talk in the water bureau."""

    def record(actor: Any = None, **more: Any) -> TalkRecord:
        return record_talk(
            actor=actor or clerk, unit=units.water, token=uuid.uuid4(), data=talk(**more)
        )

    return record


@pytest.fixture
def plain_item() -> Callable[..., ItemData]:
    """Return a function that gives the same item, filed by hand."""

    def make(**more: Any) -> ItemData:
        return item(counted=None, evidence=(EvidenceData("谈话记录"),), **more)

    return make
