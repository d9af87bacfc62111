"""A changed limit or calendar moves the open clocks, lights them anew and says why."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from cases.enums.clocks import MoveCause
from cases.models import Clock, ClockMove, Clue
from cases.selectors.clocks import light_of
from cases.selectors.clocks_section import section
from cases.services import clocks
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from supervision.deadlines.models import TermRule
from supervision.deadlines.services import (
    TermChange,
    change_term,
    preview_term,
    save_calendar_day,
)
from supervision.notifications.models import Notice
from tests.cases.walk import Walk

At = Callable[..., None]
BASIS = "本区案件监督管理办法第八条"


def change(**more: Any) -> TermChange:
    given = {
        "term": "15WD",
        "warning": "5WD",
        "basis": BASIS,
        "reason": "上级要求压缩处置时限",
        "effective_from": portal_clock.today(),
    }
    return TermChange(**given | more)


def last_day(clock: Clock) -> dt.date:
    clock.refresh_from_db()
    return portal_clock.local(clock.ends_at - dt.timedelta(seconds=1)).date()


def test_a_changed_limit_lights_open_clues_anew_and_says_why(
    at: At, assigned: Clue, casesup_head: Any, walk: Walk, handler1: Any
) -> None:
    clock = Clock.objects.get(clue=assigned, term_code="clue_disposition")
    assert last_day(clock) == dt.date(2026, 12, 2)
    at("2026-11-20T09:00:00")
    assert light_of(assigned) == Light.NEUTRAL
    (move,) = preview_term(actor=casesup_head, code="clue_disposition", change=change())
    assert move.label == assigned.number
    assert last_day(clock) == dt.date(2026, 12, 2)
    version, moves = change_term(actor=casesup_head, code="clue_disposition", change=change())
    assert len(moves) == 1
    assert last_day(clock) == dt.date(2026, 11, 23)
    assert clock.rule == version
    assert light_of(assigned) == Light.YELLOW
    kept = ClockMove.objects.get(clock=clock)
    assert kept.cause == MoveCause.RULE
    assert "上级要求压缩处置时限" in kept.reason
    assert Notice.objects.filter(recipient=handler1, kind="cases.clock_moved").exists()
    shown = section(handler1, assigned)
    assert shown is not None
    assert any("上级要求压缩处置时限" in text for text in shown["running"][0].told.moves)
    # The version before stays on record; nothing is edited.
    assert TermRule.objects.filter(code="clue_disposition").count() == 2


def test_a_changed_lead_alone_moves_the_warning(at: At, assigned: Clue, casesup_head: Any) -> None:
    at("2026-11-18T09:00:00")
    assert light_of(assigned) == Light.NEUTRAL
    change_term(
        actor=casesup_head, code="clue_disposition", change=change(term="1CM", warning="20CD")
    )
    assert light_of(assigned) == Light.YELLOW
    kept = ClockMove.objects.get()
    assert kept.before == kept.after


def test_a_concluded_clock_keeps_its_term(assigned: Clue, walk: Walk, casesup_head: Any) -> None:
    walk.take(assigned, "dispose_close")
    _version, moves = change_term(actor=casesup_head, code="clue_disposition", change=change())
    assert moves == []
    assert not ClockMove.objects.exists()


def test_no_version_lets_a_holiday_move_a_detention(
    at: At, verifying: Clue, walk: Walk, casesup_head: Any
) -> None:
    clock = clocks.open_clock(
        actor=walk.handler, clue=verifying, code="detention", starts_at=portal_clock.now()
    )
    TermRule.objects.filter(code="detention").update(rolls=True)
    change_term(
        actor=casesup_head, code="detention", change=change(term="2CM", warning="", basis="试点")
    )
    clock.refresh_from_db()
    assert not clock.term_rolls
    # 2 January 2027 is a Saturday: it stands.
    assert last_day(clock) == dt.date(2027, 1, 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"term": "one month"}, "term"),
        ({"warning": "2CM"}, "warning"),
        ({"reason": "短"}, "reason"),
        ({"basis": ""}, "basis"),
        ({"effective_from": dt.date(2030, 1, 1)}, "effective_from"),
    ],
)
def test_a_change_that_says_too_little_is_refused(
    assigned: Clue, casesup_head: Any, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        change_term(actor=casesup_head, code="clue_disposition", change=change(**wrong))
    assert list(refused.value.error_dict) == [field]
    assert TermRule.objects.filter(code="clue_disposition").count() == 1


def test_two_versions_of_one_day_and_other_hands(
    assigned: Clue, casesup_head: Any, casesup: Any, stranger: Any
) -> None:
    for nobody in (casesup, stranger):
        with pytest.raises(PermissionDenied):
            change_term(actor=nobody, code="clue_disposition", change=change())
    change_term(actor=casesup_head, code="clue_disposition", change=change())
    with pytest.raises(ValidationError):
        change_term(actor=casesup_head, code="clue_disposition", change=change(term="20WD"))


def test_a_changed_day_moves_a_clock_with_its_extension(verifying: Clue, walk: Walk) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    clock = clocks.extend_clock(
        actor=walk.handler,
        clock=clock,
        granted_by="区纪委",
        granted_on=portal_clock.today(),
        paper="",
        reason="需要继续核实",
    )
    # 2 January 2027 is a Saturday: the term ends on Monday the 4th, the extension a month on.
    assert portal_clock.local(clock.due_at - dt.timedelta(seconds=1)).date() == dt.date(2027, 1, 4)
    assert last_day(clock) == dt.date(2027, 2, 4)
    moved = save_calendar_day(
        actor=None, day=dt.date(2027, 1, 4), kind="rest", name="调休", source="国办通知"
    )
    assert clock.pk in {move.object.pk for move in moved}
    assert {move.label for move in moved if move.object == clock} == {str(clock.pk)}
    assert last_day(clock) == dt.date(2027, 2, 5)
    assert ClockMove.objects.get(clock=clock).cause == MoveCause.CALENDAR


def test_a_move_is_never_changed(assigned: Clue, casesup_head: Any) -> None:
    change_term(actor=casesup_head, code="clue_disposition", change=change())
    for act in (ClockMove.objects.all().delete, lambda: ClockMove.objects.update(reason="x")):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_page_previews_and_then_saves(
    assigned: Clue,
    casesup_head: Any,
    casesup: Any,
    stranger: Any,
    as_user: Callable[..., Client],
) -> None:
    page = reverse("deadlines:rule", args=["clue_disposition"])
    typed = {
        "term": "15WD",
        "warning": "5WD",
        "effective_from": "2026-11-02",
        "basis": BASIS,
        "reason": "上级要求压缩处置时限",
    }
    client = as_user(casesup_head)
    assert client.get(page).status_code == 200
    previewed = client.post(page, typed | {"preview": "1"})
    assert assigned.number in previewed.content.decode()
    assert TermRule.objects.filter(code="clue_disposition").count() == 1
    assert client.post(page, typed | {"term": "??", "save": "1"}).status_code == 422
    assert client.post(page, typed | {"save": "1"}).status_code == 302
    assert TermRule.objects.filter(code="clue_disposition").count() == 2
    assert client.get(reverse("deadlines:rule", args=["nothing"])).status_code == 404
    for nobody in (casesup, stranger):
        assert as_user(nobody).get(page).status_code == 403
