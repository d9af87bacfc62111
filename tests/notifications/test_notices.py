"""People are told once, take note once, and only of what is theirs."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.notifications import kinds, selectors, todos
from supervision.notifications.deadline_kinds import DUE_SOON, OVERDUE
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.models import Notice
from supervision.notifications.services import acknowledge, mark_read, notify, withdraw
from tests.notifications.scene import Cast

PLAIN = NoticeKind("tests.plain", "Plain")


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._kinds, PLAIN.code, PLAIN)


def test_many_are_told_in_one_statement(people: Cast) -> None:
    everyone = [people.clerk.pk, people.deputy.pk, people.head.pk, people.clerk.pk]
    with CaptureQueriesContext(connection) as queries:
        assert notify(kind=PLAIN, recipients=everyone, title="Hello", url="/") == 3
    assert sum("INSERT" in query["sql"] for query in queries) == 1


def test_the_same_key_tells_nobody_twice_but_a_newcomer(people: Cast) -> None:
    assert notify(kind=PLAIN, recipients=[people.clerk.pk], title="Hello", dedupe_key="k") == 1
    both = [people.clerk.pk, people.head.pk]
    assert notify(kind=PLAIN, recipients=both, title="Hello", dedupe_key="k") == 1
    assert notify(kind=PLAIN, recipients=both, title="Hello") == 2


def test_an_unknown_kind_is_refused(people: Cast) -> None:
    with pytest.raises(LookupError):
        notify(kind=NoticeKind("tests.unknown", "?"), recipients=[people.clerk.pk], title="x")


def test_odd_text_is_kept_and_long_titles_are_cut(people: Cast) -> None:
    notify(kind=PLAIN, recipients=[people.clerk.pk], title="“引号”'\"\\ %s \x00" + "长" * 300)
    title = Notice.objects.get().title
    assert title.startswith("“引号”'\"\\ %s ")
    assert len(title) == 200


def test_acknowledging_keeps_the_first_time_and_is_audited_once(people: Cast) -> None:
    notify(kind=OVERDUE, recipients=[people.clerk.pk], title="a", target=people.head)
    notify(kind=OVERDUE, recipients=[people.clerk.pk], title="b", target=people.head)
    ids = list(Notice.objects.values_list("pk", flat=True))
    assert acknowledge(actor=people.clerk, notice_ids=ids) == 2
    first = Notice.objects.values_list("acknowledged_at", flat=True)[0]
    clock.set_shift(dt.timedelta(days=1))
    assert acknowledge(actor=people.clerk, notice_ids=ids) == 0
    assert set(Notice.objects.values_list("acknowledged_at", flat=True)) == {first}
    assert AuditEvent.objects.filter(verb="notifications.acknowledged").count() == 1
    assert len(selectors.acknowledgements(people.head)) == 2


def test_a_stranger_acknowledges_and_reads_nothing_of_others(people: Cast) -> None:
    notify(kind=OVERDUE, recipients=[people.clerk.pk], title="a")
    ids = list(Notice.objects.values_list("pk", flat=True))
    assert acknowledge(actor=people.stranger, notice_ids=ids) == 0
    assert mark_read(actor=people.stranger, notice_ids=ids) == 0
    assert Notice.objects.filter(acknowledged_at=None, read_at=None).count() == 1


def test_the_shell_costs_one_query_and_shows_red_first(people: Cast) -> None:
    now = clock.now()
    day = dt.timedelta(days=1)
    clerk = [people.clerk.pk]
    notify(kind=PLAIN, recipients=clerk, title="news", must_acknowledge=True)
    notify(kind=DUE_SOON, recipients=clerk, title="soon", light="yellow", ends_at=now + day)
    notify(kind=OVERDUE, recipients=clerk, title="late", light="red", ends_at=now - day)
    notify(kind=PLAIN, recipients=clerk, title="for reading")
    with CaptureQueriesContext(connection) as queries:
        shell = selectors.shell(people.clerk)
        assert selectors.unread_count(people.clerk) == 4
    assert len(queries) == 1
    assert [notice.title for notice in shell.popup] == ["late", "soon", "news"]
    assert shell.popup[0].ends_at == now - day


def test_the_pop_up_shows_the_state_of_this_instant(people: Cast) -> None:
    ends_at = clock.now() + dt.timedelta(hours=1)
    notify(kind=DUE_SOON, recipients=[people.clerk.pk], title="x", light="yellow", ends_at=ends_at)
    notice = Notice.objects.get()
    assert notice.shown_light == "yellow"
    clock.set_shift(dt.timedelta(hours=2))
    assert notice.shown_light == "red"


def test_the_pop_up_holds_twenty(people: Cast) -> None:
    for number in range(25):
        notify(kind=OVERDUE, recipients=[people.clerk.pk], title=f"{number}")
    assert len(selectors.shell(people.clerk).popup) == 20


def test_withdrawing_leaves_acknowledged_notices(people: Cast) -> None:
    both = [people.clerk.pk, people.deputy.pk]
    notify(kind=OVERDUE, recipients=both, title="a", target=people.head)
    mine = Notice.objects.get(recipient=people.clerk)
    acknowledge(actor=people.clerk, notice_ids=[mine.pk])
    assert withdraw(people.head, kind_codes=["tests.plain"]) == 0
    assert withdraw(people.head) == 1
    assert list(selectors.inbox(people.clerk)) == [mine]
    assert not selectors.inbox(people.deputy).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"title": ""},
        {"object_type": "accounts.user"},
        {"acknowledged_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_the_database_refuses_half_a_notice(people: Cast, broken: dict[str, Any]) -> None:
    fields = {"recipient": people.clerk, "kind": PLAIN.code, "title": "x"} | broken
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(**fields)


def test_the_registries_close_after_start_up() -> None:
    with pytest.raises(RuntimeError):
        kinds.register(NoticeKind("tests.late", "Late"))
    with pytest.raises(RuntimeError):
        todos.register(
            todos.TodoSource("late", "Late", "", lambda u: [], lambda u: Notice.objects.none())
        )
