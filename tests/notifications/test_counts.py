"""What waits for a person is counted over every app in one statement."""

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.notifications import selectors, todos
from supervision.organizations.models import Unit
from supervision.web.counting import count_each


def asked(user: Any) -> tuple[dict[str, int], list[str]]:
    """Return what waits for the person and the queries it took."""
    assert user.permissions is not None  # whoever signed in has been asked for them
    with CaptureQueriesContext(connection) as queries:
        found = selectors.todo_counts(user)
    return found, [query["sql"] for query in queries]


def test_all_sources_of_a_person_are_counted_at_once(office: Any, clerk: Any, head: Any) -> None:
    for user in (office, clerk, head):
        found, queries = asked(user)
        assert len(queries) == 1, queries
        assert list(found) == [source.key for source in todos.open_to(user)]
        assert selectors.todo_count(user) == sum(found.values())


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
    assert count_each(rows) == {key: each.count() for key, each in rows.items()}
    assert count_each({}) == {}
