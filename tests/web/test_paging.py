"""Page N by the quick way is page N by OFFSET, whatever the order, the ties and the NULLs."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.test.utils import CaptureQueriesContext

from supervision import clock
from supervision.accounts.models import User
from supervision.web import paging
from supervision.web.paging import KeyPaginator, Ladder, nearest

pytestmark = pytest.mark.django_db
ROWS = 97
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ORDERS = (
    ("name", "pk"),
    ("-name", "pk"),
    ("password_changed_at", "pk"),
    ("-password_changed_at", "-pk"),
    ("is_active", "-name", "pk"),
    (F("password_changed_at").asc(nulls_first=True), "pk"),
    (F("password_changed_at").desc(nulls_last=True), "-pk"),
    ("created_at", "pk"),
    ("-created_at", "-pk"),
)


@pytest.fixture
def rows(db: None) -> QuerySet[User]:
    """Return accounts full of ties and NULLs."""
    chance = random.Random(7)  # noqa: S311  the same rows each time
    User.objects.bulk_create(
        User(
            username=f"row{n:03}",
            name=chance.choice(["甲", "乙", "丙"]),
            is_active=chance.random() < 0.5,
            password_changed_at=chance.choice([None, START, START + dt.timedelta(days=1)]),
            created_at=START + dt.timedelta(days=chance.randrange(150)),
        )
        for n in range(ROWS)
    )
    return User.objects.filter(username__startswith="row")


def months(rows: QuerySet[User]) -> Ladder:
    """Return the ladder of the rows, as counters would keep it."""
    counts: dict[dt.datetime, int] = {}
    for at in rows.values_list("created_at", flat=True):
        month = at.astimezone(dt.UTC).replace(day=1, hour=0)
        counts[month] = counts.get(month, 0) + 1
    return Ladder("created_at", sorted(counts.items()))


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("size", [1, 7, 25, 200])
@pytest.mark.parametrize("whole", [True, False])
def test_every_page_is_the_page_that_offset_gives(
    rows: QuerySet[User], order: Any, size: int, whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not whole:
        monkeypatch.setattr(paging, "SORT_WHOLE", 0)
    ordered = rows.order_by(*order)
    plain = Paginator(ordered, size)
    ladders = [None]
    if getattr(order[0], "lstrip", lambda _mark: "")("-") == "created_at":
        ladders.append(months(rows))
    for ladder in ladders:
        quick = KeyPaginator(ordered, size, ladder)
        assert quick.count == plain.count == ROWS
        for number in plain.page_range:
            assert quick.page(number).object_list == list(plain.page(number).object_list)


def test_a_page_is_reached_from_the_nearer_side(rows: QuerySet[User]) -> None:
    assert nearest(0, 25, 1000).skip == 0
    assert nearest(975, 1000, 1000) == paging.Seek({}, 0, True)
    assert nearest(950, 975, 1000).skip == 25
    ladder = months(rows)
    largest = max(count for _start, count in ladder.steps)
    for bottom in range(0, ROWS, 5):
        for descending in (True, False):
            ways = paging._from_steps(ladder, bottom, min(bottom + 5, ROWS), descending)
            assert min(way.skip for way in ways) < largest


def test_a_total_is_counted_or_kept_never_remembered(rows: QuerySet[User]) -> None:
    before = KeyPaginator(rows.order_by("pk"), 25).count
    User.objects.create(username="row-new", name="丁", created_at=clock.now())
    assert KeyPaginator(rows.order_by("pk"), 25).count == before + 1


def test_what_is_no_row_of_one_table_is_cut_as_it_is(rows: QuerySet[User]) -> None:
    names = rows.order_by("name").distinct("name")
    assert len(KeyPaginator(names, 25).page(1).object_list) == 3
    both = rows.filter(name="甲").union(rows.filter(name="乙")).order_by("username")
    assert len(KeyPaginator(both, 200).page(1).object_list) == both.count()


def test_an_empty_list_asks_once(django_assert_num_queries: Any) -> None:
    empty = User.objects.filter(username="nobody").order_by("pk")
    with django_assert_num_queries(1):
        assert KeyPaginator(empty, 25).page(1).object_list == []


def test_keys_are_read_before_rows(rows: QuerySet[User]) -> None:
    from django.db import connection  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        KeyPaginator(rows.order_by("name", "pk"), 10).page(3)
    _count, keys, drawn = [query["sql"] for query in asked]
    assert "OFFSET 20" in keys and '"password"' not in keys
    assert "OFFSET" not in drawn and " IN (" in drawn


def test_a_stranger_reads_no_row_through_a_page(stranger: User) -> None:
    from accountability.selectors.duties import duties_visible_to  # noqa: PLC0415

    assert KeyPaginator(duties_visible_to(stranger), 25).count == 0
