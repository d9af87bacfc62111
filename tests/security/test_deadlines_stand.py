"""Plain SQL of the running role moves no deadline of a delivery or a rectification."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from accountability.enums import EntryKind
from accountability.models import Rectification
from accountability.selectors.rectifications import draft_key
from accountability.services import findings, rectification_reports, rectifications
from accountability.services.rectification_extensions import ask_for_time, decide_time
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.deadlines.services import save_calendar_day
from supervision.documents.models import Delivery
from supervision.documents.services import receipts, replies
from tests.accountability.letters.conftest import evidence
from tests.documents import papers

TEXT = "已逐项补齐会议记录并由班子成员签字。"


@pytest.fixture(autouse=True)
def _begin(settings: Any, tmp_path: Path, at: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    at("2026-11-02T09:00:00")


def refused(table: str, change: str, pk: int) -> None:
    """Expect the database to refuse an UPDATE of one row."""
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {change} WHERE id = %s", [pk])


@pytest.fixture
def item(officer: User, units: Any) -> Rectification:
    """A rectification of the water bureau, open until the 20th."""
    found = findings.raise_finding(
        actor=officer,
        unit=units.water,
        source="daily_check",
        track="matter",
        title="民主生活会记录不完整",
        description="缺少两名班子成员的对照检查材料。",
        found_on=clock.today(),
    )
    (asked,) = rectifications.ask(
        actor=officer,
        findings=[found],
        owner_name="魏长河",
        due_on=dt.date(2026, 11, 20),
        requirement="补齐记录并附签字件。",
    )
    return asked


def write(item: Rectification, clerk: User, kind: str) -> None:
    """Write one entry with its evidence."""
    paper = store(actor=clerk, upload=evidence(), draft=draft_key(item))
    rectification_reports.write_entry(
        actor=clerk, rectification=item, kind=kind, text=TEXT, attachments=[paper]
    )


def test_a_rectification_keeps_its_deadline(
    item: Rectification, clerk: User, office: User, stranger: User
) -> None:
    extension = ask_for_time(
        actor=clerk,
        rectification=item,
        last_day=dt.date(2026, 11, 27),
        reason="两名班子成员在外培训，月底返回。",
    )
    for change in (
        "due_at = due_at + interval '1 month'",
        "due_at = due_at - interval '1 week'",
        "extended_to = due_at + interval '1 week'",
        "term_length = 60",
        "started_at = started_at + interval '1 week'",
        "status = 'reported', paused_at = now()",
        "status = 'lapsed', closed_at = now()",
    ):
        refused("accountability_rectification", change, item.pk)
    decide_time(actor=office, extension=extension, approve=True)
    for change in ("extended_to = NULL", "extended_to = due_at + interval '1 day'"):
        refused("accountability_rectification", change, item.pk)
    assert not stranger.can("accountability.raise_finding")


def test_a_concluded_rectification_stands(
    item: Rectification, clerk: User, office: User, officer: User
) -> None:
    for kind in (EntryKind.MEASURES, EntryKind.DONE):
        write(item, clerk, kind)
    for change in (
        "paused_at = paused_at - interval '1 day'",
        "status = 'open', paused_at = NULL",
        "status = 'closed', paused_at = NULL, closed_at = now()",
    ):
        refused("accountability_rectification", change, item.pk)
    rectification_reports.verify(actor=office, rectification=item, accept=True, opinion="已核实")
    for change in ("closed_at = now()", "owner_name = '某人'", "is_late = true"):
        refused("accountability_rectification", change, item.pk)


def test_sent_back_the_new_day_of_the_verdict_holds(
    item: Rectification, clerk: User, office: User
) -> None:
    for kind in (EntryKind.MEASURES, EntryKind.DONE):
        write(item, clerk, kind)
    rectification_reports.verify(
        actor=office,
        rectification=item,
        accept=False,
        opinion="缺少签字件，请补齐。",
        due_on=dt.date(2026, 11, 30),
    )
    item.refresh_from_db()
    assert clock.local(item.ends_at).date() == dt.date(2026, 12, 1)


def test_a_delivery_keeps_its_deadline(
    officer: User, office: User, clerk: User, units: Any, stranger: User
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    for change in (
        "due_at = due_at + interval '1 month'",
        "due_at = due_at - interval '1 day'",
        "extended_to = due_at + interval '1 week'",
        "term_length = 60",
        "started_at = started_at - interval '1 week'",
        "paused_at = now()",
        "accepted_at = now(), accepted_by_id = received_by_id",
        "replied_at = now(), replied_by_id = 1",
    ):
        refused("documents_delivery", change, delivery.pk)
    assert not stranger.can("documents.settle")


def test_time_of_the_examination_is_given_back_and_no_more(
    officer: User, office: User, clerk: User, units: Any, at: Any
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    before = delivery.ends_at
    at("2026-11-06T09:00:00")
    refused(
        "documents_delivery",
        "status = 'sent_back', paused_at = NULL, due_at = due_at + interval '20 days'",
        delivery.pk,
    )
    replies.send_back(actor=office, delivery=delivery, reason="请逐项说明原因。")
    delivery.refresh_from_db()
    assert dt.timedelta(0) < delivery.ends_at - before < dt.timedelta(days=6)
    replies.reply(actor=clerk, delivery=delivery, text="已逐项说明未报原因和补报时间。")
    replies.send_back(
        actor=office,
        delivery=delivery,
        reason="请附会议纪要。",
        new_day=dt.date(2026, 12, 4),
    )
    delivery.refresh_from_db()
    assert clock.local(delivery.ends_at).date() == dt.date(2026, 12, 5)


def test_the_calendar_moves_the_term_of_a_receipt_and_nothing_else_does(
    officer: User, office: User, clerk: User, units: Any
) -> None:
    paper = papers.issued(officer, office, units.water, kind=papers.NOTICE.code, reply_by=None)
    delivery = Delivery.objects.get(document=paper)
    refused("documents_delivery", "due_at = due_at + interval '1 day'", delivery.pk)
    save_calendar_day(
        actor=None,
        day=dt.date(2026, 11, 4),
        kind="rest",
        name="调休",
        source="测试通知",
    )
    delivery.refresh_from_db()
    assert clock.local(delivery.due_at).date() == dt.date(2026, 11, 7)
    receipts.receive(actor=clerk, delivery=delivery)
    refused("documents_delivery", "closed_at = now()", delivery.pk)
