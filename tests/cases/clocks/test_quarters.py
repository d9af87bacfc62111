"""Each quarter the handling offices feed the reports they concluded back."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from cases.enums import Naming, Source
from cases.models import Clue, QuarterFeedback
from cases.quarter_source import warned
from cases.rules.quarters import ended_since, last_ended, quarter_start
from cases.selectors.quarters import feedbacks_visible_to, reports_of, shown_to, to_give
from cases.services.quarters import feed_back, open_quarters
from cases.tasks import open_quarters as open_quarters_task
from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications.models import Notice
from tests.cases.walk import Walk, force, register
from tests.cast import enter as sign_in


@pytest.fixture
def walk(
    casesup: Any,
    handling_head: Any,
    handler1: Any,
    handler2: Any,
    review_head: Any,
    reviewer: Any,
    reviewer2: Any,
    deputy: Any,
    principal: Any,
) -> Walk:
    """Return the people of one clue, with everybody who signs."""
    return Walk(casesup, handling_head, handler1, handler2, review_head, (reviewer, reviewer2))


@pytest.fixture
def concluded(
    at: Callable[..., None], petition: Any, units: Any, walk: Walk, case_offices: Any
) -> Callable[..., Clue]:
    """Return a function that concludes a clue of the first office on a day."""

    def make(day: str, source: str = Source.LETTER) -> Clue:
        at(f"{day}T09:00:00")
        naming = Naming.ANONYMOUS if source == Source.LETTER else Naming.NONE
        clue = register(petition, units.water, source=source, naming=naming)
        clue = walk.assign(clue, case_offices.handling)
        return force(clue, "closed")

    return make


def ends(text: str) -> dt.datetime:
    """Return the exclusive end of a day."""
    return clock.end_of(dt.date.fromisoformat(text))


def test_quarters() -> None:
    assert quarter_start(dt.date(2026, 12, 31)) == dt.date(2026, 10, 1)
    assert last_ended(dt.date(2026, 1, 1)) == dt.date(2025, 12, 31)
    assert last_ended(dt.date(2026, 12, 31)) == dt.date(2026, 9, 30)
    assert ended_since(None, dt.date(2026, 11, 2)) == [dt.date(2026, 9, 30)]
    assert ended_since(dt.date(2025, 12, 31), dt.date(2026, 11, 2)) == [
        dt.date(2026, 3, 31),
        dt.date(2026, 6, 30),
        dt.date(2026, 9, 30),
    ]
    assert ended_since(dt.date(2026, 9, 30), dt.date(2026, 11, 2)) == []


def test_a_quarter_opens_for_each_office_that_concluded_a_report(
    concluded: Callable[..., Clue], at: Callable[..., None], walk: Walk, case_offices: Any
) -> None:
    concluded("2026-07-01")
    concluded("2026-09-30")
    concluded("2026-10-08")
    concluded("2026-09-28", Source.AUDIT)
    at("2026-11-02T09:00:00")
    assert open_quarters() == 1
    assert open_quarters() == 0
    row = QuarterFeedback.objects.get()
    assert row.office == case_offices.handling
    assert row.quarter_end == dt.date(2026, 9, 30)
    assert row.ends_at == ends("2026-12-31")
    assert "第十八条" in row.term_basis
    assert to_give(walk.head).get() == row
    # Not what was concluded in another quarter, nor what came from no report.
    assert reports_of(row).count() == 2
    assert set(warned([row.pk])[row.pk]) == {walk.head.pk, walk.casesup.pk}


def test_quarters_missed_are_made_up_for(
    concluded: Callable[..., Clue], at: Callable[..., None]
) -> None:
    concluded("2025-12-30")
    at("2026-01-02T09:00:00")
    open_quarters_task()
    concluded("2026-02-03")
    concluded("2026-08-03")
    at("2026-11-02T09:00:00")
    open_quarters_task()
    found = QuarterFeedback.objects.order_by("quarter_end").values_list("quarter_end", flat=True)
    assert [str(day) for day in found] == ["2025-12-31", "2026-03-31", "2026-09-30"]


def test_the_head_feeds_them_back_and_the_petition_office_is_told(
    concluded: Callable[..., Clue],
    at: Callable[..., None],
    walk: Walk,
    petition: Any,
    principal: Any,
    other_handler: Any,
    stranger: Any,
) -> None:
    clue = concluded("2026-08-03")
    at("2026-11-02T09:00:00")
    open_quarters()
    row = QuarterFeedback.objects.get()
    for user in (petition, walk.handler, walk.casesup, principal, stranger):
        with pytest.raises(PermissionDenied):
            feed_back(actor=user, feedback=row)
    given = feed_back(actor=walk.head, feedback=row, words="礼金问题较为集中。")
    assert given.report_count == 1
    assert row.started_at < given.closed_at <= clock.now()
    assert Notice.objects.get(kind="cases.quarter_fed_back").recipient == petition
    assert not to_give(walk.head).exists()
    with pytest.raises(ValidationError):
        feed_back(actor=walk.head, feedback=row)
    for user in (petition, walk.head, walk.casesup, principal):
        assert feedbacks_visible_to(user).get() == row
        assert shown_to(user, row).get() == clue
    for user in (other_handler, walk.handler, stranger):
        assert not feedbacks_visible_to(user).exists()
    said = repr(list(AuditEvent.objects.values_list("object_label", "details")))
    assert "礼金" not in said
    for statement in (
        "UPDATE cases_quarterfeedback SET report_count = 7",
        "DELETE FROM cases_quarterfeedback",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_pages(
    client: Any,
    concluded: Callable[..., Clue],
    at: Callable[..., None],
    walk: Walk,
    petition: Any,
    stranger: Any,
    make_user: Callable[..., Any],
    case_offices: Any,
) -> None:
    clue = concluded("2026-08-03")
    at("2026-11-02T09:00:00")
    open_quarters()
    row = QuarterFeedback.objects.get()
    page = f"/cases/quarters/{row.pk}/"
    sign_in(client, petition)
    shown = client.get(page).content.decode()
    assert clue.number in shown
    assert clue.summary not in shown
    assert "高建军" not in shown
    assert client.post(page, {"words": ""}).status_code == 403
    sign_in(client, walk.head)
    assert client.get("/cases/quarters/").status_code == 200
    assert client.post(page, {"words": "无"}).status_code == 302
    assert client.post(page, {"words": "又"}).status_code == 422
    row.refresh_from_db()
    assert row.words == "无"
    elsewhere = make_user("head5", "handling_head", case_offices.other_handling, "卫其琛")
    sign_in(client, elsewhere)
    assert client.get(page).status_code == 404
    sign_in(client, stranger)
    assert client.get(page).status_code == 403
