"""Extensions: as often, as long and by whom the rule says; refused with the article."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from cases.models import Clock, ClockExtension, Clue
from cases.services import clocks
from supervision import clock as portal_clock
from tests.cases.walk import Walk

At = Callable[..., None]
UPPER = "上一级监察机关"
REASON = "案情重大复杂，需要继续查证"


def opened(actor: Any, clue: Clue, code: str, **more: Any) -> Clock:
    return clocks.open_clock(
        actor=actor, clue=clue, code=code, starts_at=portal_clock.now(), **more
    )


def extended(actor: Any, clock: Clock, **more: Any) -> Clock:
    given = {
        "granted_by": UPPER,
        "granted_on": portal_clock.today(),
        "paper": "清纪〔2026〕3号",
        "reason": REASON,
    }
    return clocks.extend_clock(actor=actor, clock=clock, **given | more)


def last_day(clock: Clock) -> dt.date:
    return portal_clock.local(clock.ends_at - dt.timedelta(seconds=1)).date()


def test_detention_three_and_three_and_two_months_and_no_more(
    at: At, verifying: Clue, walk: Walk
) -> None:
    clock = opened(walk.handler, verifying, "detention", respondent=verifying.respondents.get())
    assert last_day(clock) == dt.date(2027, 2, 2)
    clock = extended(walk.handler, clock)
    assert last_day(clock) == dt.date(2027, 5, 2)
    clock = extended(walk.handler, clock, granted_by="国家监察委员会")
    assert last_day(clock) == dt.date(2027, 7, 2)
    with pytest.raises(ValidationError, match="第四十七条、第四十八条") as refused:
        extended(walk.handler, clock)
    assert refused.value.code == "used_up"
    rows = list(clock.extensions.order_by("ordinal"))
    assert [row.term for row in rows] == ["3CM", "2CM"]
    assert [row.basis[-3:] for row in rows] == ["第一款", "第二款"]


def test_custody_one_to_three_days(verifying: Clue, walk: Walk) -> None:
    person = verifying.respondents.get()
    clock = opened(walk.handler, verifying, "protective_custody", respondent=person)
    with pytest.raises(ValidationError, match="第四十六条") as refused:
        extended(walk.handler, clock, term="4CD")
    assert list(refused.value.error_dict) == ["until"]
    clock = extended(walk.handler, clock, term="2CD")
    assert last_day(clock) == dt.date(2026, 11, 11)


def test_an_appearance_is_extended_to_twenty_four_hours_in_all(verifying: Clue, walk: Walk) -> None:
    clock = opened(walk.handler, verifying, "compel_appearance")
    assert clock.ends_at - clock.started_at == dt.timedelta(hours=12)
    clock = extended(walk.handler, clock)
    assert clock.ends_at - clock.started_at == dt.timedelta(hours=24)
    with pytest.raises(ValidationError) as refused:
        extended(walk.handler, clock)
    assert refused.value.code == "used_up"


def test_the_review_is_extended_to_a_day_without_a_stated_cap(verifying: Clue, walk: Walk) -> None:
    clock = opened(walk.handler, verifying, "trial")
    with pytest.raises(ValidationError, match="第五十五条"):
        extended(walk.handler, clock)
    clock = extended(walk.handler, clock, until=dt.date(2027, 1, 31))
    assert last_day(clock) == dt.date(2027, 1, 31)
    with pytest.raises(ValidationError):
        extended(walk.handler, clock, until=dt.date(2027, 1, 15))


def test_a_term_that_the_law_does_not_extend_is_not_extended(verifying: Clue, walk: Walk) -> None:
    clock = opened(walk.handler, verifying, "execution_report")
    with pytest.raises(ValidationError, match="第四十五条") as refused:
        extended(walk.handler, clock)
    assert refused.value.code == "never"
    assert not ClockExtension.objects.exists()


def test_formalities_take_six_months_in_all(verifying: Clue, walk: Walk) -> None:
    clock = opened(walk.handler, verifying, "decision_formalities")
    assert last_day(extended(walk.handler, clock)) == dt.date(2027, 5, 3)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"granted_on": dt.date(2026, 11, 1)}, "granted_on"),
        ({"granted_on": dt.date(2026, 11, 3)}, "granted_on"),
        ({"granted_by": " "}, "granted_by"),
        ({"granted_by": "石磊"}, "granted_by"),
        ({"reason": "急"}, "reason"),
        ({"until": dt.date(2026, 11, 5)}, "until"),
        ({"until": dt.date(2027, 3, 31)}, "until"),
    ],
)
def test_what_was_not_granted_so_is_refused(
    verifying: Clue, walk: Walk, given: dict[str, Any], field: str
) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    with pytest.raises(ValidationError) as refused:
        extended(walk.handler, clock, **given)
    assert list(refused.value.error_dict) == [field]
    clock.refresh_from_db()
    assert clock.extended_to is None


def test_an_extension_after_the_end_is_refused(at: At, verifying: Clue, walk: Walk) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    at("2027-02-01T09:00:00")
    with pytest.raises(ValidationError) as refused:
        extended(walk.handler, clock)
    assert "granted_on" in refused.value.error_dict
    # It was granted in time and is recorded late.
    assert extended(walk.handler, clock, granted_on=dt.date(2026, 12, 30)).extension_count == 1


def test_two_at_once_and_other_hands(
    verifying: Clue, walk: Walk, other_handler: Any, stranger: Any
) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    given: dict[str, Any] = {
        "clock": clock,
        "granted_by": UPPER,
        "granted_on": portal_clock.today(),
        "paper": "",
        "reason": REASON,
        "ordinal": 1,
    }
    for nobody in (other_handler, stranger):
        with pytest.raises(PermissionDenied):
            clocks.record_extension(actor=nobody, **given)
    clocks.record_extension(actor=walk.handler, **given)
    with pytest.raises(ValidationError) as refused:
        clocks.record_extension(actor=walk.handler, **given)
    assert refused.value.code == "moved"
    assert ClockExtension.objects.count() == 1


def test_an_extension_is_never_changed(verifying: Clue, walk: Walk) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    extended(walk.handler, clock)
    for change in (ClockExtension.objects.all().delete, _other_reason):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def _other_reason() -> None:
    ClockExtension.objects.update(reason="另一个理由")


def test_the_form_shows_the_count_so_far_and_keeps_what_was_typed(
    verifying: Clue, walk: Walk, other_handler: Any, stranger: Any, as_user: Callable[..., Client]
) -> None:
    clock = Clock.objects.get(clue=verifying, term_code="prelim_verification")
    page = reverse("cases:clock_extend", args=[verifying.number, clock.pk])
    client = as_user(walk.handler)
    shown = client.get(page)
    assert shown.status_code == 200
    assert "第十五条" in shown.content.decode()
    typed = {
        "ordinal": 1,
        "granted_by": "区纪委主要负责人",
        "granted_on": "2026-11-01",
        "paper": "",
        "until": "",
        "reason": REASON,
    }
    refused = client.post(page, typed)
    assert refused.status_code == 422
    assert REASON in refused.content.decode()
    assert client.post(page, typed | {"granted_on": "2026-11-02"}).status_code == 302
    # One extension the rule allows; the second is refused with the reason.
    assert client.get(page).status_code == 403
    for user, code in ((other_handler, 404), (stranger, 403)):
        assert as_user(user).get(page).status_code == code
