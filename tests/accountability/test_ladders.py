"""The counts by month equal a recount, whatever was done, and every page is where they say."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db.models import F
from django.urls import reverse

from accountability.models import Duty, DutyMonth, Filing, FilingMonth
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.ladders import duty_ladder, filing_ladder
from accountability.selectors.newest import filings_visible_to
from accountability.services import tasklists
from supervision import clock
from supervision.accounts.models import User
from supervision.web.paging import KeyPaginator

pytestmark = pytest.mark.django_db


@pytest.fixture
def duties(office: User, units: Any, at: Any) -> list[Duty]:
    """Issue tasks that end in four months, several on the same day."""
    at("2026-03-02T09:00:00")
    for number in range(8):
        tasklists.issue(
            actor=office,
            title=f"任务{number}",
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=[units.water, units.finance, units.township],
            due_on=dt.date(2026, 4 + number % 4, 30),
        )
    return list(Duty.objects.order_by("pk"))


def recount(model: Any, field: str, **condition: Any) -> Counter[Any]:
    """Count the rows by unit and month of UTC."""
    found: Counter[Any] = Counter()
    for unit, at in model.objects.filter(**condition).values_list("unit_id", field):
        month = at.astimezone(dt.UTC)
        found[unit, month.replace(day=1, hour=0, minute=0, second=0, microsecond=0)] += 1
    return found


def kept(model: Any) -> Counter[Any]:
    """Return the counts the database keeps, without empty months."""
    rows = model.objects.values_list("unit_id", "starts_at", "count")
    return Counter({(unit, month): count for unit, month, count in rows if count})


def agree() -> bool:
    """Tell whether both ladders are right."""
    return kept(DutyMonth) == recount(Duty, "ends_at", withdrawn_at__isnull=True) and kept(
        FilingMonth
    ) == recount(Filing, "submitted_at")


def test_the_counts_follow_every_change(duties: list[Duty]) -> None:
    assert agree() and sum(kept(DutyMonth).values()) == 24
    # Behind the services and past their rules: a counter must not rest on good manners.
    Duty.objects.filter(pk=duties[0].pk).update(withdrawn_at=clock.now())
    assert agree()
    Duty.objects.filter(pk=duties[1].pk).update(due_at=F("due_at") + dt.timedelta(days=40))
    assert agree()
    Duty.objects.filter(pk=duties[2].pk).delete()
    assert agree() and sum(kept(DutyMonth).values()) == 22


def test_an_undone_change_is_undone_in_the_counts(duties: list[Duty]) -> None:
    from django.db import transaction  # noqa: PLC0415

    before = kept(DutyMonth)
    with transaction.atomic():
        Duty.objects.filter(pk=duties[0].pk).update(withdrawn_at=clock.now())
        assert kept(DutyMonth) != before
        transaction.set_rollback(True)
    assert kept(DutyMonth) == before


@pytest.mark.parametrize("role", ["office", "clerk", "head"])
def test_each_page_by_the_ladder_is_the_page_by_offset(
    duties: list[Duty], role: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(role)
    rows = duties_visible_to(user)
    ladder = duty_ladder(user)
    assert ladder.total == rows.count() == (24 if role == "office" else 8)
    for order in (("ends_at", "id"), ("-ends_at", "id")):
        plain = Paginator(rows.order_by(*order), 5)
        quick = KeyPaginator(rows.order_by(*order), 5, ladder)
        for number in plain.page_range:
            assert quick.page(number).object_list == list(plain.page(number).object_list)


def test_the_ladder_of_one_unit(duties: list[Duty], office: User, units: Any) -> None:
    assert duty_ladder(office, units.water).total == 8
    assert duty_ladder(office, units.village).total == 0


def test_the_page_uses_the_ladder_until_a_filter_is_set(
    duties: list[Duty], office: User, units: Any, as_user: Any
) -> None:
    browser = as_user(office)
    address = reverse("accountability:duties")
    for query, standing, total in (
        ("", True, 24),
        ("?sort=-title", True, 24),
        (f"?unit={units.water.pk}", True, 8),
        ("?light=red", False, 0),
        ("?q=任务1", False, 3),
        ("?unit=99999", False, 0),
    ):
        pages = browser.get(address + query).context["page"].paginator
        assert (pages.ladder is not None, pages.count) == (standing, total), query


@pytest.mark.parametrize(
    ("words", "found"), [("任务", 24), ("任务1", 3), ("1", 3), ("务1", 3), ("%", 0), ("_", 0)]
)
def test_short_and_long_words_find_the_same_rows(
    duties: list[Duty], office: User, as_user: Any, words: str, found: int
) -> None:
    rows = as_user(office).get(reverse("accountability:duties"), {"q": words})
    titles = [duty for duty in duties if words in duty.title or words in duty.number]
    assert rows.context["page"].paginator.count == len(titles)
    assert found <= len(titles)


def test_a_stranger_and_an_outsider_get_no_step(
    duties: list[Duty], stranger: User, sysadmin: User
) -> None:
    for user in (stranger, sysadmin):
        assert duty_ladder(user).steps == []
        assert filing_ladder(user).steps == []
        assert filings_visible_to(user).count() == 0
