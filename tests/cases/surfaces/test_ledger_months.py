"""The ledger's total and pages from the counts of its months: exact, and only for who sees all."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from cases.models import Avoidance, Clue, ClueMonth
from cases.selectors.clue_list import ledger, ledger_ladder, named
from supervision import clock as portal_clock
from tests.cases.walk import register

At = Callable[..., None]


@pytest.fixture
def clues(at: At, petition: Any, units: Any) -> list[Clue]:
    """Return three clues of two months."""
    found = []
    for day in ("2026-09-30T09:00:00", "2026-11-02T09:00:00", "2026-11-03T09:00:00"):
        at(day)
        found.append(register(petition, units.water))
    return found


def kept() -> dict[dt.datetime, int]:
    return dict(ClueMonth.objects.values_list("starts_at", "count"))


def test_each_clue_is_counted_in_its_month_with_the_act_that_enters_it(
    clues: list[Clue], petition: Any, units: Any
) -> None:
    assert sorted(kept().values()) == [1, 2]
    before = kept()
    with transaction.atomic():
        register(petition, units.water)
        assert kept() != before
        transaction.set_rollback(True)
    assert kept() == before


def test_only_who_sees_every_clue_counts_by_months(
    clues: list[Clue],
    casesup: Any,
    principal: Any,
    handler1: Any,
    handling_head: Any,
    deputy: Any,
    stranger: Any,
) -> None:
    for user in (casesup, principal):
        ladder = ledger_ladder(user)
        assert ladder is not None
        assert ladder.total == ledger(user).count() == 3
    for user in (handler1, handling_head, deputy, stranger):
        assert ledger_ladder(user) is None, user
    # Whoever has to leave one clue to others is not told of it by a total.
    Avoidance.objects.create(
        clue=clues[0],
        user=principal,
        ground="interest",
        reason="与被反映人系亲属",
        noted_by=principal,
        noted_at=portal_clock.now(),
    )
    again = type(principal).objects.get(pk=principal.pk)
    assert ledger_ladder(again) is None
    assert ledger(again).count() == 2


def test_a_clue_is_found_by_number_and_name_however_typed(
    clues: list[Clue], casesup: Any, stranger: Any, as_user: Callable[..., Any]
) -> None:
    first = clues[0]
    page = reverse("cases:ledger")
    for typed in (first.number, first.number.lower(), f" {first.number} "):
        shown = as_user(casesup).get(page, {"q": typed})
        assert [row.pk for row in shown.context["page"].object_list.data] == [first.pk], typed
    for typed in ("高建军", "高建", "gaojianjun", "gjj"):
        rows = ledger(casesup)
        assert rows.filter(named(rows, typed)).count() == 3, typed
    for typed in ("建军", "XS-1999", "nobody"):
        rows = ledger(casesup)
        assert not rows.filter(named(rows, typed)).exists(), typed
    assert not ledger(stranger).exists()
