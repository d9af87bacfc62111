"""One function for the light of a clue: in Python, in lists, in filters, to the last row."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Q

from cases.models import Clock, Clue, NearestEnd
from cases.rules.clocks import clue_light
from cases.selectors.clock_rows import extensions_of
from cases.selectors.clocks import light_counts, light_of, light_q, with_light
from cases.selectors.warnings import counts, warned_clocks
from cases.services import clocks
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from tests.cases.walk import Walk, register

At = Callable[..., None]
NOON = dt.datetime(2026, 11, 2, 12, tzinfo=portal_clock.CHINA)


@pytest.mark.parametrize(
    ("ends", "warns", "running", "paused", "over", "light"),
    [
        (None, None, 0, 0, False, Light.NEUTRAL),
        (None, None, 0, 0, True, Light.GREEN),
        (1, 1, 1, 0, False, Light.NEUTRAL),
        (1, 0, 1, 0, False, Light.YELLOW),
        (0, -1, 1, 0, False, Light.RED),
        (0, -1, 1, 1, True, Light.RED),
        (1, 1, 1, 0, True, Light.GREEN),
        (None, None, 0, 1, False, Light.PAUSED),
        (1, 1, 1, 1, False, Light.NEUTRAL),
        (None, None, 0, 1, True, Light.GREEN),
    ],
)
def test_the_colours_mean_what_the_seed_says(
    ends: int | None, warns: int | None, running: int, paused: int, over: bool, light: Light
) -> None:
    def day(n: int | None) -> dt.datetime | None:
        return None if n is None else NOON + dt.timedelta(days=n)

    found = clue_light(
        now=NOON,
        ends_at=day(ends),
        warn_at=day(warns),
        running=running,
        paused=paused,
        is_concluded=over,
    )
    assert found is light


def test_list_filter_and_single_clue_agree_at_every_instant(
    at: At, petition: Any, units: Any, walk: Walk, case_offices: Any
) -> None:
    at("2026-11-02T09:00:00")
    dice = random.Random(5)
    clues = [register(petition, units.water) for _number in range(8)]
    codes = ["review", "recheck", "named_ack", "trial", "execution_report"]
    for number, clue in enumerate(clues):
        for code in dice.sample(codes, number % 4):
            clocks.open_clock(actor=petition, clue=clue, code=code, starts_at=portal_clock.now())
    for clock in Clock.objects.order_by("pk")[::3]:
        clocks.pause_clock(
            actor=petition, clue=clock.clue, code=clock.term_code, at=portal_clock.now(), reason="x"
        )
    for clock in Clock.objects.filter(paused_at__isnull=True).order_by("pk")[::4]:
        clocks.close_clock(
            actor=petition, clue=clock.clue, code=clock.term_code, at=portal_clock.now()
        )
    _check_nearest()
    seen: set[str] = set()
    for days in (0, 10, 20, 25, 40, 80, 300):
        now = portal_clock.now() + dt.timedelta(days=days)
        rows = Clue.objects.all()
        listed = {row.pk: row.light for row in with_light(rows, now)}
        assert listed == {clue.pk: light_of(clue, now).value for clue in clues}
        for light in Light:
            kept = set(rows.filter(light_q(light, now)).values_list("pk", flat=True))
            assert kept == {pk for pk, found in listed.items() if found == light.value}
        counted = light_counts(rows, now)
        assert counted == {
            light.value: sum(found == light.value for found in listed.values()) for light in Light
        }
        seen |= set(listed.values())
    assert {"red", "yellow", "neutral", "paused"} <= seen


def _check_nearest() -> None:
    """Count what the triggers keep once more, clock by clock."""
    for row in NearestEnd.objects.all():
        open_ones = list(Clock.objects.filter(clue=row.clue_id, closed_at__isnull=True))
        going = [clock for clock in open_ones if clock.paused_at is None]
        assert row.running == len(going)
        assert row.paused == len(open_ones) - len(going)
        assert row.ends_at == min((clock.ends_at for clock in going), default=None)
        assert row.warn_at == min((clock.warn_at for clock in going), default=None)


def test_a_clue_is_green_only_when_it_is_concluded(assigned: Clue, walk: Walk, at: At) -> None:
    assert light_of(assigned) == Light.NEUTRAL
    at("2026-11-26T09:00:00")
    assert light_of(assigned) == Light.YELLOW
    at("2026-12-03T00:00:00")
    assert light_of(assigned) == Light.RED
    # A month on, the officers are named anew.
    closed = walk.take(walk.staff(assigned), "dispose_close")
    assert light_of(closed) == Light.GREEN
    clock = Clock.objects.get(clue=closed)
    # What was late stays late.
    assert clock.closed_at is not None
    assert clock.closed_at >= clock.ends_at


def test_the_page_of_warnings_counts_what_its_lists_show(
    assigned: Clue, casesup: Any, principal: Any, stranger: Any, at: At
) -> None:
    for days, red, yellow in ((0, 0, 0), (24, 0, 1), (31, 1, 0)):
        at(f"{dt.datetime(2026, 11, 2, 9) + dt.timedelta(days=days):%Y-%m-%dT%H:%M:%S}")
        rows = warned_clocks(casesup)
        assert counts(rows) == {
            "red": red,
            "yellow": yellow,
            "clues": red + yellow,
            "red_clues": red,
        }
        assert Clue.objects.filter(light_q("red", portal_clock.now())).count() == red
        assert Clue.objects.filter(light_q("yellow", portal_clock.now())).count() == yellow
    for nobody in (principal, stranger):
        assert not warned_clocks(nobody).exists()


def test_a_clock_is_neither_taken_away_nor_opened_again(assigned: Clue, walk: Walk) -> None:
    clock = Clock.objects.get(clue=assigned)
    walk.take(assigned, "dispose_close")
    row = Clock.objects.filter(pk=clock.pk)
    for change in (
        row.delete,
        lambda: row.update(closed_at=None),
        lambda: row.update(started_at=portal_clock.now()),
        lambda: row.update(term_code="trial"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_database_refuses_two_clocks_of_one_kind(assigned: Clue) -> None:
    clock = Clock.objects.get(clue=assigned)
    clock.pk = None
    with pytest.raises(DatabaseError), transaction.atomic():
        clock.save(force_insert=True)
    assert Clock.objects.filter(Q(clue=assigned)).count() == 1
    assert extensions_of([clock.pk or 0])[0] == []
