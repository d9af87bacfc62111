"""The clock of a delivery: it warns, tells the superiors, and rests while a reply is examined."""

import datetime as dt
from typing import Any

from supervision import clock
from supervision.deadlines.selectors import current_calendar
from supervision.documents.models import Delivery
from supervision.documents.selectors import deliveries
from supervision.documents.services import receipts, replies
from supervision.documents.sources import REPLIES
from supervision.notifications.models import Notice
from supervision.notifications.services import sweep
from tests.documents import papers

DAY = dt.timedelta(days=1)


def light(delivery: Delivery) -> str:
    """Return the delivery's light now."""
    rows = deliveries.with_light(Delivery.objects.filter(pk=delivery.pk))
    return str(rows.values_list("light", flat=True)[0])


def told(kind: str) -> list[str]:
    """Return who has a notice of the sweep that stands."""
    rows = Notice.objects.filter(kind=f"deadlines.{kind}", withdrawn_at__isnull=True)
    return sorted(rows.values_list("recipient__username", flat=True))


def test_yellow_red_and_the_superiors(
    officer: Any, office: Any, leader: Any, clerk: Any, head: Any, other_clerk: Any, units: Any,
    at: Any, stranger: Any,
) -> None:  # fmt: skip
    delivery = papers.delivered(officer, leader, units.water)
    assert light(delivery) == "neutral"
    at(delivery.warn_at)
    assert light(delivery) == "yellow"
    sweep()
    assert told("due_soon") == ["clerk", "head"]
    at(delivery.ends_at + 5 * DAY)
    assert light(delivery) == "red"
    sweep()
    assert told("overdue") == ["clerk", "head"]
    assert told("escalated") == ["leader", "office", "officer"]
    assert sweep().is_empty
    assert not Notice.objects.filter(recipient=stranger).exists()


def test_the_clock_rests_while_the_office_examines(
    officer: Any, office: Any, clerk: Any, units: Any, at: Any
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    end = delivery.ends_at
    at(end + 3 * DAY)
    assert light(delivery) == "paused"
    replies.send_back(actor=officer, delivery=delivery, reason="未说明原因")
    delivery.refresh_from_db()
    assert delivery.ends_at > end + 3 * DAY
    assert light(delivery) in ("neutral", "yellow")
    assert not delivery.is_late


def test_a_late_reply_stays_late_and_turns_green_when_accepted(
    officer: Any, office: Any, clerk: Any, units: Any, at: Any
) -> None:
    delivery = papers.delivered(officer, office, units.water)
    at(delivery.ends_at)
    receipts.receive(actor=clerk, delivery=delivery)
    sent = replies.reply(actor=clerk, delivery=delivery, text="已补报，逾期系经办疏忽。")
    assert sent.is_late
    settled = replies.accept(actor=officer, delivery=delivery, opinion="同意")
    assert settled.is_late and light(settled) == "green"
    sweep()
    assert told("overdue") == []


def test_a_change_of_the_calendar_moves_receipts_only(
    officer: Any, office: Any, clerk: Any, units: Any
) -> None:
    letter = papers.delivered(officer, office, units.water)
    papers.issued(officer, office, units.water, kind=papers.NOTICE.code, reply_by=None)
    assert REPLIES.recompute(current_calendar()) == []
    assert letter.ends_at == clock.end_of(letter.document.reply_by)
