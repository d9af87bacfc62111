"""What others are late with comes to an overseer as one summary, and is kept piece by piece."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from supervision.audit.models import AuditEvent
from supervision.notifications import selectors
from supervision.notifications.models import Notice
from supervision.notifications.services import acknowledge_digest, sweep
from tests.cast import enter
from tests.notifications.scene import DAY, NOW, Cast, make


@pytest.fixture
def late(errands: Any, people: Cast) -> None:
    """Let seven errands be so late that the head hears of them."""
    for number in range(7):
        make(f"report {number}", NOW - (30 - number) * DAY)
    sweep(NOW)


def browser_of(user: Any) -> Client:
    """Return a browser in which the account is signed in."""
    client = Client()
    enter(client, user)
    return client


def test_the_head_is_shown_one_summary_with_the_longest_overdue_named(
    late: None, people: Cast
) -> None:
    shell = selectors.shell(people.head)
    assert shell.popup == []
    (part,) = shell.digest.parts
    assert (part.total, part.unnamed) == (7, 4)
    assert [notice.title.split()[-1] for notice in part.named] == ["0", "1", "2"]
    page = browser_of(people.head).get(reverse("notifications:todos")).content.decode()
    assert page.count('type="checkbox" name="digest"') == 1
    assert 'name="ack"' not in page


def test_the_clerks_still_tick_each_matter_of_their_own(late: None, people: Cast) -> None:
    shell = selectors.shell(people.clerk)
    assert len(shell.popup) == 7
    assert not shell.digest


def test_one_tick_acknowledges_each_notice_by_itself(late: None, people: Cast) -> None:
    browser = browser_of(people.head)
    newest = selectors.shell(people.head).digest.newest
    browser.post(reverse("notifications:acknowledge"), {"digest": newest, "next": "/"})
    own = Notice.objects.filter(recipient=people.head)
    assert own.filter(acknowledged_at__isnull=False, read_at__isnull=False).count() == 7
    event = AuditEvent.objects.get(verb="notifications.acknowledged")
    assert len(event.details["notices"]) == 7
    page = browser.get(reverse("notifications:todos")).content.decode()
    assert "data-must-acknowledge" not in page


def test_what_came_after_the_page_is_told_anew(late: None, people: Cast) -> None:
    newest = selectors.shell(people.head).digest.newest
    make("report 8", NOW - 40 * DAY)
    sweep(NOW)
    assert acknowledge_digest(actor=people.head, newest=newest) == 7
    del people.head.__dict__["_notice_shell"]
    assert selectors.shell(people.head).digest.total == 1


def test_the_parts_open_their_notices(late: None, people: Cast) -> None:
    browser: Any = browser_of(people.head)
    (part,) = selectors.shell(people.head).digest.parts
    chosen = {"kind": part.kind, "about": part.object_type}
    assert browser.get(reverse("notifications:inbox"), chosen).context["paginator"].count == 7
    other = {"kind": part.kind, "about": "nothing.here"}
    assert browser.get(reverse("notifications:inbox"), other).context["paginator"].count == 0


def test_a_stranger_acknowledges_nothing_of_others(late: None, people: Cast) -> None:
    newest = selectors.shell(people.head).digest.newest
    assert acknowledge_digest(actor=people.stranger, newest=newest) == 0
    assert not selectors.shell(people.stranger).digest
    assert not Notice.objects.filter(acknowledged_at__isnull=False).exists()
