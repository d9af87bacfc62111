"""Inbox, pop-up and to-do list in a browser's eyes."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from supervision import clock
from supervision.accounts.models import User
from supervision.notifications import todos
from supervision.notifications.deadline_kinds import DUE_SOON, OVERDUE
from supervision.notifications.models import Notice
from supervision.notifications.services import notify
from supervision.notifications.todos import TodoItem, TodoSource
from tests.cast import enter
from tests.notifications.scene import Cast

INBOX = "notifications:inbox"


def signed_in(user: User) -> Client:
    """Return a browser in which the account is signed in."""
    client = Client()
    enter(client, user)
    return client


@pytest.fixture
def browser(people: Cast) -> Client:
    """Return the clerk's browser."""
    return signed_in(people.clerk)


def tell(user: User, title: str = "Report is late", **fields: Any) -> Notice:
    """Tell the account something that must be acknowledged."""
    given: dict[str, Any] = {
        "kind": OVERDUE,
        "light": "red",
        "ends_at": clock.now() - dt.timedelta(days=2),
    }
    notify(recipients=[user.pk], title=title, **(given | fields))
    return Notice.objects.latest("id")


def test_the_pop_up_stands_over_every_page_until_acknowledged(
    browser: Client, people: Cast
) -> None:
    notice = tell(people.clerk, url="/notices/todos/")
    page = browser.get(reverse("notifications:todos")).content.decode()
    assert "data-must-acknowledge" in page
    assert f'name="ack" value="{notice.pk}"' in page
    assert "Report is late" in page

    answer: Any = browser.post(
        reverse("notifications:acknowledge"), {"ack": [notice.pk], "next": "/notices/todos/"}
    )
    assert answer.status_code == 302
    assert answer.url == "/notices/todos/"
    notice.refresh_from_db()
    assert notice.acknowledged_at is not None
    assert "data-must-acknowledge" not in browser.get("/notices/todos/").content.decode()


def test_nothing_ticked_acknowledges_nothing(browser: Client, people: Cast) -> None:
    notice = tell(people.clerk)
    browser.post(reverse("notifications:acknowledge"), {"next": "/notices/"})
    browser.post(reverse("notifications:acknowledge"), {"ack": ["x", "１", "9" * 40, "-1"]})
    notice.refresh_from_db()
    assert notice.acknowledged_at is None


def test_no_pop_up_on_paper_in_a_part_or_over_a_refused_form(browser: Client, people: Cast) -> None:
    tell(people.clerk)
    url = reverse(INBOX)
    assert "data-must-acknowledge" in browser.get(url).content.decode()
    assert "data-must-acknowledge" not in browser.get(url, {"print": "1"}).content.decode()
    part = browser.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "data-must-acknowledge" not in part


def test_the_pop_up_carries_no_inline_script_or_style(browser: Client, people: Cast) -> None:
    tell(people.clerk, title="<script>alert(1)</script>", body="<b style='x'>")
    page = browser.get(reverse(INBOX)).content.decode()
    assert "<script>alert" not in page
    assert "style=" not in page.split("<main")[1].replace("&lt;b style=", "")


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil", ""]
)
def test_acknowledging_never_leads_out_of_the_portal(
    browser: Client, people: Cast, address: str
) -> None:
    answer: Any = browser.post(reverse("notifications:acknowledge"), {"next": address})
    assert answer.url == reverse(INBOX)


def test_opening_marks_as_read_and_goes_to_the_matter(browser: Client, people: Cast) -> None:
    notice = tell(people.clerk, kind=DUE_SOON, light="yellow", url="/notices/todos/")
    answer: Any = browser.get(reverse("notifications:open", args=[notice.pk]))
    assert answer.url == "/notices/todos/"
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert notice.acknowledged_at is None


def test_the_inbox_filters_pages_and_marks_as_read(browser: Client, people: Cast) -> None:
    for number in range(25):
        tell(people.clerk, title=f"Matter {number:02}")
    tell(people.clerk, title="Soon", kind=DUE_SOON, light="yellow")
    first = browser.get(reverse(INBOX))
    assert first.context["page_obj"].paginator.count == 26
    assert "Matter 00" not in first.content.decode().split("<dialog")[0]
    second = browser.get(reverse(INBOX), {"page": 2}).content.decode().split("<dialog")[0]
    assert "Matter 00" in second
    soon = browser.get(reverse(INBOX), {"kind": "deadlines.due_soon"})
    assert soon.context["page_obj"].paginator.count == 1
    browser.post(reverse("notifications:mark_read"), {"notice": soon.context["notices"][0].pk})
    assert browser.get(reverse(INBOX), {"unread": "1"}).context["page_obj"].paginator.count == 25
    browser.post(reverse("notifications:mark_read"), {"all": "1"})
    empty = browser.get(reverse(INBOX), {"unread": "1"})
    assert empty.context["page_obj"].paginator.count == 0
    assert empty.status_code == 200


def test_a_broken_page_number_is_not_found(browser: Client) -> None:
    assert browser.get(reverse(INBOX), {"page": "999"}).status_code == 404


def test_the_query_count_of_the_inbox_is_pinned(
    browser: Client, people: Cast, django_assert_num_queries: Any
) -> None:
    tell(people.clerk)
    browser.get(reverse(INBOX))
    for number in range(15):
        tell(people.clerk, title=f"Matter {number}")
    # session, account, posts, clock; shell; count, rows, kinds
    with django_assert_num_queries(8, exact=False):
        browser.get(reverse(INBOX))


def test_to_dos_stand_by_source_with_light_and_day(
    browser: Client, people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = TodoItem(
        "File the report", "/x/", "水务局", clock.now() + dt.timedelta(days=2), "yellow"
    )
    one = User.objects.filter(pk=people.clerk.pk)
    mine = TodoSource("mine", "My tasks", "", lambda user: [item], lambda user: one)
    closed = TodoSource("closed", "Secret", "no.permission", lambda user: [item], lambda user: one)
    monkeypatch.setattr(todos, "_sources", {"mine": mine, "closed": closed})
    answer = browser.get(reverse("notifications:todos"))
    page = answer.content.decode()
    assert "File the report" in page
    assert "Secret" not in page
    assert answer.context["total"] == 1
    assert "is-yellow" in page


def test_a_stranger_sees_nothing_of_others(people: Cast) -> None:
    notice = tell(people.clerk)
    other = signed_in(people.stranger)
    assert "Report is late" not in other.get(reverse(INBOX)).content.decode()
    assert other.get(reverse("notifications:open", args=[notice.pk])).status_code == 404
    other.post(reverse("notifications:acknowledge"), {"ack": notice.pk})
    other.post(reverse("notifications:mark_read"), {"notice": notice.pk})
    notice.refresh_from_db()
    assert notice.read_at is None


@pytest.mark.parametrize("name", ["inbox", "todos"])
def test_who_is_not_signed_in_is_sent_to_sign_in(db: None, name: str) -> None:
    answer = Client().get(reverse(f"notifications:{name}"))
    assert answer.status_code == 302
