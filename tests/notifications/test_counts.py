"""What waits for a person is counted over every app in one statement."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.models import Duty
from accountability.services import filings, tasklists
from supervision import clock
from supervision.accounts.models import User
from supervision.notifications import selectors, todos
from supervision.organizations.models import Unit
from supervision.web.counting import question_of
from tests.cast import Units


def asked(user: Any) -> tuple[dict[str, int], list[str]]:
    """Return what waits for the person and the queries it took."""
    assert user.permissions is not None  # whoever signed in has been asked for them
    with CaptureQueriesContext(connection) as queries:
        found = selectors.todo_counts(user)
    return found, [query["sql"] for query in queries]


def test_all_sources_of_a_person_are_counted_at_once(office: Any, clerk: Any, head: Any) -> None:
    for user in (office, clerk, head):
        asked(user)
        del user.__dict__["_todo_counts"]
        found, queries = asked(user)
        assert len(queries) == 1, queries
        assert list(found) == [source.key for source in todos.open_to(user)]
        assert selectors.todo_count(user) == sum(found.values())


def test_the_question_is_kept_and_never_its_answer(
    office: Any, clerk: Any, units: Units, at: Callable[[str], None]
) -> None:
    at("2026-11-20T09:00:00")
    tasklists.issue(
        actor=office,
        title="自查",
        content="自查自纠。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=clock.today() + dt.timedelta(days=1),
    )
    before = sum(asked(clerk)[0].values())
    assert before
    filings.submit(
        actor=clerk,
        duty=Duty.objects.get(),
        token=uuid.uuid4(),
        event_on=clock.today(),
        text="已完成自查。",
        is_final=True,
    )
    found, queries = asked(User.objects.get(pk=clerk.pk))
    assert len(queries) == 1, "put together once"
    assert sum(found.values()) < before


def test_a_stranger_has_nothing_to_do_and_costs_nothing(stranger: Any) -> None:
    assert asked(stranger) == ({}, [])


def test_numbers_are_those_of_the_rows(units: Any) -> None:
    everybody = Unit.objects.order_by("name")
    rows = {
        "all": everybody,
        "none": Unit.objects.none(),
        "first": everybody[:2],
        "nobody": everybody.filter(pk__in=[]),
        "below": everybody.filter(path__startswith=units.district.path).distinct(),
    }
    assert question_of(rows).ask() == {key: each.count() for key, each in rows.items()}
    assert question_of({}).ask() == {}
