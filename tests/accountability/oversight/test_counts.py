"""Every figure opens its rows: tiles, ring, units and lists agree; the tally never drifts."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from accountability.models import Duty, DutyTally
from accountability.selectors.duties import duties_visible_to, light_counts
from accountability.selectors.overview import totals, unit_counts
from accountability.services import changes
from supervision import clock
from supervision.deadlines.enums import Light


def recount() -> dict[tuple[int, int], tuple[int, int]]:
    """Count the concluded duties anew from their rows."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for duty in Duty.objects.filter(closed_at__isnull=False, withdrawn_at__isnull=True):
        concluded, late = found.get((duty.unit_id, duty.year), (0, 0))
        found[duty.unit_id, duty.year] = (concluded + 1, late + duty.is_late)
    return found


def tally() -> dict[tuple[int, int], tuple[int, int]]:
    """Return what the database has kept; an empty row says nothing."""
    return {
        (row.unit_id, row.year): (row.concluded, row.late)
        for row in DutyTally.objects.all()
        if row.concluded or row.late
    }


@pytest.fixture
def mixed(
    give_task: Callable[..., Duty],
    units: Any,
    clerk: Any,
    office: Any,
    ask: Any,
    conclude: Any,
    at: Any,
) -> None:
    """Duties of two units at every light, one of an earlier year."""
    for number, day in enumerate(("2026-11-05", "2026-11-06", "2026-11-25", "2026-12-31")):
        give_task(units.water, day, f"水务{number}")
        give_task(units.finance, day, f"财政{number}")
    conclude(clerk, give_task(units.water, "2026-11-30", "已办"))
    old = give_task(units.water, "2026-11-30", "上年已办")
    conclude(clerk, old)
    Duty.objects.filter(pk=old.pk).update(year=2025)
    paused = give_task(units.water, "2026-11-30", "暂停")
    changes.decide(actor=office, change=ask(clerk, paused), approve=True)
    at("2026-11-24T09:00:00")


def test_every_light_is_counted_alike_everywhere(
    mixed: None, office: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(office)
    home = browser.get("/")
    loaded = {each.panel.key: each.context for each in sum(home.context["regions"].values(), [])}
    tiles, ring = loaded["district-tiles"]["counts"], loaded["district-pie"]["counts"]
    rows = light_counts(duties_visible_to(office))
    units_page = browser.get("/accountability/units/").context["totals"]
    assert tiles == ring == rows == units_page
    assert all(tiles[light.value] for light in Light)
    for light in Light:
        listed = browser.get("/accountability/duties/", {"light": light.value})
        assert listed.context["table"].page.paginator.count == tiles[light.value], light


def test_a_units_figures_agree_with_its_own_page_and_lists(
    mixed: None, office: Any, clerk: Any, head: Any, units: Any, as_user: Any
) -> None:
    row = next(row for row in unit_counts(office) if row.unit == units.water)
    for user in (office, clerk, head):
        page = as_user(user).get(f"/accountability/units/{units.water.pk}/")
        assert page.context["counts"] == row.counts
    for light in Light:
        query = {"light": light.value, "unit": units.water.pk}
        listed = as_user(office).get("/accountability/duties/", query)
        assert listed.context["table"].page.paginator.count == row.counts[light.value]


def test_the_clerks_home_counts_the_own_unit_only(
    mixed: None, clerk: Any, other_clerk: Any, as_user: Any
) -> None:
    for user in (clerk, other_clerk):
        regions = as_user(user).get("/").context["regions"]
        tiles = next(e for e in sum(regions.values(), []) if e.panel.key == "own-tiles")
        assert tiles.context["counts"] == light_counts(duties_visible_to(user))


def test_the_filing_rate_is_of_what_was_due(mixed: None, office: Any, units: Any) -> None:
    row = next(row for row in unit_counts(office) if row.unit == units.water)
    assert row.due == row.counts["green"] + row.counts["red"] == 4
    assert row.rate == 50.0
    empty = next(row for row in unit_counts(office) if row.unit == units.township)
    assert (empty.total, empty.rate) == (0, 100.0)


def _step(chance: random.Random, units: list[Any]) -> None:
    """Do one random thing to the duties, in one statement or many."""
    rows = list(Duty.objects.order_by("id"))
    some = [row.pk for row in chance.sample(rows, min(len(rows), 3))]
    picked = Duty.objects.filter(pk__in=some)
    match chance.randrange(8):
        case 0:
            picked.filter(closed_at=None).update(closed_at=clock.now(), paused_at=None)
        case 1:
            picked.update(title="改名", closed_at=F("closed_at"))
        case 2:
            picked.update(withdrawn_at=clock.now())
        case 3:
            picked.update(withdrawn_at=None)
        case 4:
            picked.update(is_late=True)
        case 5:
            picked.update(unit=chance.choice(units), year=chance.choice((2025, 2026)))
        case 6:
            Duty.objects.filter(pk=some[0]).delete()
        case 7:
            picked = picked.filter(closed_at=None)
            for row in picked:
                row.closed_at = clock.now()
                row.is_late = True
                row.paused_at = None
            Duty.objects.bulk_update(picked, ["closed_at", "is_late", "paused_at"])


@pytest.mark.parametrize("seed", range(6))
def test_the_tally_equals_a_recount_whatever_happens(
    seed: int, give_task: Callable[..., Duty], units: Any
) -> None:
    chance = random.Random(seed)
    places = [units.water, units.finance, units.township]
    for number in range(12):
        give_task(places[number % 3], "2026-11-20", f"任务{number}")
    for _number in range(30):
        if Duty.objects.exists():
            _step(chance, places)
        assert tally() == recount()


def test_what_is_rolled_back_was_never_counted(give_task: Callable[..., Duty], units: Any) -> None:
    duty = give_task(units.water)
    with transaction.atomic():
        Duty.objects.filter(pk=duty.pk).update(closed_at=clock.now())
        assert tally() == recount() != {}
        transaction.set_rollback(True)
    assert tally() == recount() == {}


def test_strangers_and_administrators_count_nothing(
    mixed: None, request: pytest.FixtureRequest
) -> None:
    for who in ("stranger", "sysadmin", "secadmin", "auditor"):
        user = request.getfixturevalue(who)
        assert unit_counts(user) == []
        assert not sum(Counter(totals(unit_counts(user))).values())
        assert not sum(light_counts(duties_visible_to(user)).values())
