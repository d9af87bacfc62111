"""Warnings of duties, end to end: lamp, pop-up, pie and ladder, to the second."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.models import Duty
from accountability.selectors.duties import duties_visible_to, light_counts
from accountability.selectors.overview import totals, unit_counts
from accountability.services import changes
from accountability.sources import DUTIES
from supervision import clock
from supervision.deadlines.models import DeadlineWarning
from supervision.deadlines.selectors import current_calendar
from supervision.notifications import selectors
from supervision.notifications.models import Notice
from supervision.notifications.services import sweep

END = dt.datetime(2026, 11, 21, tzinfo=clock.CHINA)
SECOND = dt.timedelta(seconds=1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def duty(give_task: Callable[..., Duty], units: Any) -> Duty:
    """A task of the water bureau due on 20 November."""
    return give_task(units.water)


def told(kind: str) -> list[str]:
    """Return who has a standing notice of the kind."""
    rows = Notice.objects.filter(kind=f"deadlines.{kind}", withdrawn_at__isnull=True)
    return sorted(rows.values_list("recipient__username", flat=True))


def light_of(user: Any, duty: Duty) -> str:
    """Return the light the account sees on the duty now."""
    found = [light for light, count in light_counts(duties_visible_to(user)).items() if count]
    assert len(found) == 1
    return found[0]


def test_red_in_the_very_second_for_the_unit_and_the_office(
    duty: Duty, clerk: Any, office: Any, at: Any, as_user: Any
) -> None:
    at(END - SECOND - dt.timedelta(milliseconds=400))
    assert light_of(clerk, duty) == light_of(office, duty) == "yellow"
    at(END)
    assert light_of(clerk, duty) == light_of(office, duty) == "red"
    for user in (clerk, office):
        page = as_user(user).get("/accountability/duties/?light=red").content.decode()
        assert duty.title in page


def test_the_sweep_makes_the_warning_and_the_page_does_not(
    duty: Duty, clerk: Any, at: Any, as_user: Any
) -> None:
    at(duty.warn_at)
    as_user(clerk).get("/")
    assert not DeadlineWarning.objects.exists()
    assert sweep().due_soon == 1
    assert told("due_soon") == ["clerk"]
    assert DeadlineWarning.objects.get().kind == "due_soon"


def test_pop_up_pie_and_lamp_say_the_same(
    duty: Duty,
    clerk: Any,
    office: Any,
    give_task: Any,
    units: Any,
    conclude: Any,
    at: Any,
    as_user: Any,
) -> None:
    for number in range(3):
        give_task(units.water, title=f"逾期任务{number}")
    conclude(clerk, give_task(units.water, title="办结任务"))
    at(END)
    sweep()
    popup = as_user(clerk).get("/").context["popup_notices"]
    overdue = [notice for notice in popup() if notice.shown_light == "red"]
    pie = light_counts(duties_visible_to(clerk))
    district = totals(unit_counts(office))
    listed = as_user(clerk).get("/accountability/duties/?light=red").context["table"].page
    assert len(overdue) == pie["red"] == district["red"] == listed.paginator.count == 4
    assert pie["green"] == district["green"] == 1


def test_three_days_later_the_head_and_the_superiors_are_told(
    duty: Duty, clerk: Any, head: Any, office: Any, leader: Any, at: Any
) -> None:
    at(END)
    sweep()
    assert told("overdue") == ["clerk"]
    assert told("escalated") == []
    at(END + 3 * DAY)
    sweep()
    assert told("escalated") == ["head", "leader", "office"]


def test_a_second_sweep_writes_nothing(duty: Duty, clerk: Any, at: Any) -> None:
    at(END + 4 * DAY)
    assert not sweep().is_empty
    with CaptureQueriesContext(connection) as queries:
        assert sweep().is_empty
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE notifications"))]


def test_missed_nights_end_as_if_none_was_missed(
    duty: Duty, clerk: Any, head: Any, office: Any, at: Any
) -> None:
    for day in range(5):
        at(END + day * DAY)
        sweep()
    nightly = [told(kind) for kind in ("due_soon", "overdue", "escalated")]
    warned = sorted(DeadlineWarning.objects.values_list("kind", flat=True))
    Notice.objects.all().delete()
    DeadlineWarning.objects.all().delete()
    sweep()
    assert [told(kind) for kind in ("due_soon", "overdue", "escalated")] == nightly
    assert sorted(DeadlineWarning.objects.values_list("kind", flat=True)) == warned


def test_a_concluded_duty_takes_its_warnings_back(
    duty: Duty, clerk: Any, conclude: Any, at: Any
) -> None:
    at(END)
    sweep()
    conclude(clerk, duty)
    sweep()
    assert told("overdue") == []
    duty.refresh_from_db()
    assert duty.is_late


def test_an_approved_extension_takes_them_back_and_warns_anew(
    duty: Duty, clerk: Any, office: Any, ask: Any, at: Any
) -> None:
    at(END)
    sweep()
    change = ask(clerk, duty, "2026-11-27")
    changes.decide(actor=office, change=change, approve=True)
    assert told("overdue") == []
    at(END + 7 * DAY)
    sweep()
    assert told("overdue") == ["clerk"]


def test_a_moved_day_is_told_to_the_clerk(duty: Duty, clerk: Any) -> None:
    Duty.objects.filter(pk=duty.pk).update(term_unit="WD", term_length=5, term_rolls=True)
    moves = DUTIES.recompute(current_calendar())
    assert [move.object for move in moves] == [duty]
    DUTIES.notify_moved(moves, "国务院办公厅通知")
    notice = Notice.objects.get(kind="accountability.deadline_moved")
    assert notice.recipient == clerk
    assert "国务院办公厅通知" in notice.body


def test_a_new_task_stands_over_the_page_until_it_is_acknowledged(
    clerk: Any, duty: Duty, as_user: Any
) -> None:
    browser = as_user(clerk)
    popup = browser.get("/").context["popup_notices"]()
    assert [duty.title in notice.title for notice in popup] == [True]
    browser.post("/notices/acknowledge/", {"ack": [popup[0].pk]})
    noted = Notice.objects.get(pk=popup[0].pk)
    assert noted.acknowledged_at is not None
    assert browser.get("/").context["popup_notices"]() == []


def test_other_units_and_strangers_hear_nothing(
    duty: Duty, other_clerk: Any, stranger: Any, sysadmin: Any, at: Any
) -> None:
    at(END + 5 * DAY)
    sweep()
    for user in (other_clerk, stranger, sysadmin):
        assert selectors.shell(user) == selectors.Shell(0, [])
