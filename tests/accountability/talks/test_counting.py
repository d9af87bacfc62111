"""Counted rules: a duty is done by recording talks, and red while too few are recorded (A27)."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction

from accountability import scoring
from accountability.enums import CountedMeasure, FilingKind, Talker
from accountability.models import Assignment, Duty, Filing, TalkCount, TalkRecord, TalkStrike
from accountability.selectors import counting
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.filings import assignments_to_record
from accountability.selectors.talk_page import unchecked_short
from accountability.services.filings import submit, supplement
from accountability.services.locks import AssessmentLocked
from accountability.services.parts import split
from accountability.services.talks import correct_talk, data_of, record_talk, strike_talk
from accountability.values import CountedData, PartData
from supervision.notifications.models import Notice
from tests.accountability.talks.conftest import talk


def light_of(duty: Duty, user: Any) -> str:
    return str(with_light(duties_visible_to(user)).get(pk=duty.pk).light)


def test_each_talk_files_itself_and_the_last_one_concludes(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], clerk: Any
) -> None:
    duty = counted()
    first = held()
    duty.refresh_from_db()
    assert (duty.filed_count, duty.closed_at) == (1, None)
    filing = Filing.objects.get(duty=duty)
    assert filing.kind == FilingKind.RECORD and not filing.is_final and filing.receipt
    # What everybody of the unit reads names the record, never the persons.
    assert first.number in filing.text
    assert "魏长河" not in filing.text and "白若溪" not in filing.text
    held(talked_name="石磊")
    duty.refresh_from_db()
    assert duty.closed_at is not None and not duty.is_late
    assert counting.counting(duty) == 2
    third = held(talked_name="何青禾")
    assert TalkCount.objects.get(talk=third).filing.kind == FilingKind.SUPPLEMENT
    assert counting.counting(duty) == 3


def test_only_the_right_talks_in_the_period_count(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], units: Any
) -> None:
    duty = counted(counted=CountedData(CountedMeasure.REMINDER, 2, Talker.PRINCIPAL))
    Assignment.objects.create(
        item=duty.assignment.item.checklist.items.create(
            number="9.9",
            category="教育",
            title="班子成员",
            content="一",
            standard="二",
            score=1,
            holder_role="member",
            period="year",
        ),
        unit=units.water,
        holder_name="邓兆麟",
        assigned_at=duty.started_at,
    )
    held(measure="criticism")
    held(talker_name="邓兆麟")
    held(talked_on=dt.date(2026, 9, 30))
    assert counting.counting(duty) == 0
    held()
    assert counting.counting(duty) == 1
    earlier = Duty.objects.get(unit=units.water, period_key="2026-Q3")
    assert counting.counting(earlier) == 1


def test_the_day_decides_the_period_also_when_it_is_entered_late(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    at: Callable[[str], None],
    clerk: Any,
) -> None:
    duty = counted()
    assert light_of(duty, clerk) == "neutral"
    at("2026-12-30T09:00:00")
    assert light_of(duty, clerk) == "yellow"
    at("2027-01-04T09:00:00")
    assert light_of(duty, clerk) == "red"
    held(talked_on=dt.date(2027, 1, 3))
    assert counting.counting(duty) == 0
    late = held(talked_on=dt.date(2026, 12, 28))
    assert late.gap_days == 7
    held(talked_on=dt.date(2026, 12, 28), talked_name="石磊")
    duty.refresh_from_db()
    assert duty.closed_at is not None and duty.is_late
    assert light_of(duty, clerk) == "green"


def test_nothing_is_filed_by_hand(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], clerk: Any, units: Any
) -> None:
    duty = counted()
    said: dict[str, Any] = {"event_on": dt.date(2026, 11, 2), "text": "已开展谈话。"}
    for is_final in (True, False):
        with pytest.raises(ValidationError):
            submit(actor=clerk, duty=duty, token=uuid.uuid4(), is_final=is_final, **said)
    assert not assignments_to_record(clerk).exists()
    with pytest.raises(ValidationError):
        split(
            actor=clerk,
            duty=duty,
            parts=[PartData("一", units.water.pk, dt.date(2026, 11, 30))],
        )
    held()
    # The same talk typed twice would count twice.
    with pytest.raises(ValidationError):
        held()
    held(talked_name="石磊")
    assert supplement(actor=clerk, duty=duty, token=uuid.uuid4(), **said).pk


def test_a_correction_is_a_further_version_and_goes_on_under_its_filing(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], clerk: Any
) -> None:
    duty = counted()
    first = held()
    again = correct_talk(
        actor=clerk,
        talk=first,
        token=uuid.uuid4(),
        data=talk(summary="就采砂许可现场踏勘不足两人提出批评并要求立即改正。"),
        reason="事由写得不全",
    )
    assert (again.number, again.version, again.replaces_id) == (first.number, 2, first.pk)
    assert Filing.objects.filter(duty=duty).count() == 1 == counting.counting(duty)
    for refused in (
        {"talk": first, "data": talk(place="一楼"), "reason": "再改一次"},
        {"talk": again, "data": data_of(again), "reason": "什么也没改"},
        {"talk": again, "data": talk(place="一楼"), "reason": "无"},
    ):
        with pytest.raises(ValidationError):
            correct_talk(actor=clerk, token=uuid.uuid4(), **refused)
    moved = correct_talk(
        actor=clerk,
        talk=again,
        token=uuid.uuid4(),
        data=talk(talked_on=dt.date(2026, 9, 29)),
        reason="日期写错",
    )
    assert counting.counting(duty) == 0
    assert TalkCount.objects.get(talk=moved).duty.period_key == "2026-Q3"
    # Back again: what counts anew is filed anew.
    correct_talk(
        actor=clerk, talk=moved, token=uuid.uuid4(), data=talk(), reason="日期原来没有写错"
    )
    assert counting.counting(duty) == 1 and Filing.objects.filter(duty=duty).count() == 2


def test_what_was_concluded_stays_concluded_and_the_office_looks_at_it(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    clerk: Any,
    officer: Any,
    stranger: Any,
) -> None:
    duty = counted()
    first, second = held(), held(talked_name="石磊")
    duty.refresh_from_db()
    closed_at = duty.closed_at
    with pytest.raises(PermissionDenied):
        strike_talk(actor=stranger, talk=first, reason="重复录入")
    strike_talk(actor=clerk, talk=first, reason="重复录入")
    duty.refresh_from_db()
    assert duty.closed_at == closed_at is not None
    assert [row.pk for row in unchecked_short(officer)] == [duty.pk]
    assert not unchecked_short(clerk).exists()
    told = Notice.objects.filter(kind="accountability.talks_short", object_id=str(duty.pk))
    assert officer.pk in told.values_list("recipient", flat=True)
    with pytest.raises(ValidationError):
        strike_talk(actor=clerk, talk=first, reason="再删一次")
    with pytest.raises(ValidationError):
        correct_talk(
            actor=clerk, talk=first, token=uuid.uuid4(), data=talk(place="一楼"), reason="已删除"
        )
    held(talked_name="何青禾")
    assert not unchecked_short(officer).exists()
    assert counting.counting(duty) == 2 and second.pk


def test_the_same_form_makes_one_record(
    counted: Callable[..., Duty], clerk: Any, units: Any
) -> None:
    duty = counted()
    token = uuid.uuid4()
    one, two = (
        record_talk(actor=clerk, unit=units.water, token=token, data=talk()) for _n in range(2)
    )
    assert one == two and counting.counting(duty) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("talked_on", dt.date(2026, 11, 3)),
        ("talked_on", dt.date(1999, 1, 1)),
        ("talker_name", "路人甲"),
        ("talked_name", ""),
        ("talked_name", "魏长河"),
        ("summary", "谈了工作"),
        ("measure", "praise"),
        ("reason", "whim"),
        ("place", "长" * 61),
    ],
)
def test_what_cannot_stand_is_refused_at_its_field(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], field: str, value: Any
) -> None:
    counted()
    with pytest.raises(ValidationError) as refused:
        held(**{field: value})
    assert field in refused.value.message_dict
    assert not TalkRecord.objects.exists()


def test_others_record_nothing_here_and_nobody_during_the_lock(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    plan: Callable[..., Any],
    at: Callable[[str], None],
    stranger: Any,
    other_clerk: Any,
    office: Any,
    units: Any,
) -> None:
    counted()
    for actor in (stranger, other_clerk, office):
        with pytest.raises(PermissionDenied):
            held(actor)
    plan(units.water)
    at("2026-11-14T09:00:00")
    with pytest.raises(AssessmentLocked):
        held()


def test_the_database_keeps_every_record(
    counted: Callable[..., Duty], held: Callable[..., TalkRecord], clerk: Any
) -> None:
    counted()
    record = held()
    strike_talk(actor=clerk, talk=record, reason="重复录入")
    for model in (TalkRecord, TalkStrike, TalkCount):
        table = model._meta.db_table
        for act in ("UPDATE {} SET id = id", "DELETE FROM {}"):
            with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(act.format(table))


def test_a_period_with_too_few_counts_in_the_score(
    counted: Callable[..., Duty],
    held: Callable[..., TalkRecord],
    units: Any,
    at: Callable[[str], None],
) -> None:
    counted()
    source = scoring.source("talks-unmet")
    assert source is not None
    year = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    before = [entry.url for entry in source.entries([units.water.pk], *year)]
    assert len(before) == 3
    # Made up for late: it was too few when it counted.
    held(talked_on=dt.date(2026, 9, 29))
    held(talked_on=dt.date(2026, 9, 29), talked_name="石磊")
    assert [entry.url for entry in source.entries([units.water.pk], *year)] == before


def test_unmet_periods_open_their_rows_and_a_plan(
    counted: Any, as_user: Any, officer: Any, leader: Any, units: Any, at: Any
) -> None:
    duty = counted()
    at("2027-01-05T09:00:00")
    page = as_user(officer).get("/accountability/talks/counts/?year=2026")
    (grid,) = page.context["grids"]
    rows = as_user(officer).get(f"/accountability/duties/?{grid.unmet_query}").context["table"].data
    assert len(rows) == grid.unmet > 1
    assert {row.year for row in rows} == {2026} and duty in list(rows)
    address = f"/accountability/plans/new/?{grid.unmet_query}"
    assert address.replace("&", "&amp;") in page.content.decode()
    chosen = as_user(officer).get(f"{address}&unit={units.water.pk}").context["chosen"]
    assert duty.pk in {row.pk for one in chosen for row in one.duties}
    read = as_user(leader).get("/accountability/talks/counts/?year=2026").content.decode()
    assert grid.unmet_query.replace("&", "&amp;") in read and "plans/new/" not in read
