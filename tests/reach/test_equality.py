"""The reach map says exactly what a crawl as that account finds: no row less, none more."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.template.backends.django import Template
from django.test import Client
from django.urls import Resolver404, resolve

from supervision.accounts import reach
from supervision.accounts.models import TemporaryAccount, User
from supervision.accounts.reach import ReachSource
from tests.cast import enter, settle
from tests.repository.scene import ROLES, TEMPORARY, Scene, patterns

#: Routes with an argument that is no object of somebody's, and why.
NO_OBJECTS = {
    "dashboards:panel": "the key of a panel, registered in code; 404 where it is not at home",
    "exchange:import_start": "the code of a kind of import, registered in code",
    "exchange:template": "the code of a kind of import, registered in code",
    "exchange:export": "the code of a kind of export, registered in code; cut by scope",
    "documents:template_kind": "the code of a kind of paper, registered in code",
    "documents:template_start": "the code of a kind of paper, registered in code",
    "documents:template_built_in": "the code of a kind of paper, registered in code",
    "documents:template_retire": "the code of a kind of paper, registered in code",
    "accountability:assignment_split": "leads to the same form about a task, which the map lists",
    "deadlines:rule": "the code of a statutory term, the same for everybody who reads them",
    "audit:digest": "a day of the whole record, for the auditor alone",
    "accounts:reach_plan_rows": "the key of a kind; the account it speaks of does not exist",
}
#: One of each reach: the own unit, supervised ones, the record, granted ones, nothing.
CRAWLERS = ("clerk", "stationed", "auditor", "assessor", "revoked")
#: The roles are tried in so many shares, each in a scene of its own, for workers side by side.
SHARES = 3
#: Of one kind and one answer so many rows are tried; more of them are open or closed alike.
MOST = 10
#: Pages that are not followed: they end the session.
NOT_FOLLOWED = ("/account/logout/",)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "hx-get") and value and value.startswith("/"):
                self.found.add(value.partition("#")[0])


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer without drawing: every request goes its whole way, only the page stays empty."""
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")


def browser_of(user: User) -> Client:
    """Return the account's browser."""
    return settle(enter(Client(raise_request_exception=False), user))


def opens(browser: Client, address: str) -> bool:
    """Tell whether the address shows the object: a page or file, or, for a notice, the way to it.

    An object without a page of its own is acted on instead.
    """
    answer = _answer(browser, "get", address)
    if answer.status_code == 405:
        answer = _answer(browser, "post", address)
    assert answer.status_code < 500, address
    sent_on = answer.status_code == 302 and not answer["Location"].startswith("/account/login/")
    return answer.status_code == 200 or sent_on


def _answer(browser: Client, method: str, address: str) -> Any:
    """Ask, and take back what asking leaves behind."""
    with transaction.atomic():
        answer = getattr(browser, method)(address)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


def spread(addresses: set[str]) -> list[str]:
    """Return some of the addresses, from the first to the last; all where they are few."""
    return sorted(addresses)[:: len(addresses) // MOST + 1]


def existing(source: ReachSource) -> set[str]:
    """Return the addresses of the objects of the kind, whoever they belong to."""
    return {source.url_of(row) for row in everything_of(source)}


def everything_of(source: ReachSource) -> QuerySet[Any]:
    """Return every object of the kind that the database holds."""
    return source.rows(_everybody()).model._base_manager.order_by("-pk")


def _everybody() -> User:
    """Return an account from whose empty rows the model of a kind is known."""
    return reach.planned(home=None, units=[])


def listed(account: User, source: ReachSource) -> set[str]:
    """Return what the map lists."""
    return {source.url_of(row) for row in reach.rows_of(source, account)}


def fresh(user: User) -> User:
    """Return the account as a new request would see it."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("moment", "roles"),
    [
        *(("2026-11-02T09:00:00", ROLES[share::SHARES]) for share in range(SHARES)),
        ("2026-12-20T09:00:00", ("clerk", *TEMPORARY)),
    ],
    ids=[*(f"in the window, share {share}" for share in range(SHARES)), "after it"],
)
def test_the_map_lists_exactly_what_every_account_can_open(
    scene: Scene, moment: str, roles: tuple[str, ...], at: Any, unpainted: None
) -> None:
    at(moment)
    wrong = []
    for role in roles:
        account = scene.people[role]
        if account is None:
            continue
        browser = browser_of(account)
        for source in reach.everything():
            said = listed(fresh(account), source)
            others = spread(existing(source) - said)
            closed = [address for address in spread(said) if not opens(browser, address)]
            more = [address for address in others if opens(browser, address)]
            if closed or more:
                wrong.append((role, source.key, closed, more))
    assert not wrong


def test_a_temporary_account_opens_its_units_rows_and_nothing_when_revoked(scene: Scene) -> None:
    sources = {source.key: source for source in reach.everything()}
    assessor, revoked = scene.people["assessor"], scene.people["revoked"]
    assert assessor is not None and revoked is not None
    assert {row.unit.code for row in reach.rows_of(sources["duties"], fresh(assessor))} == {"U01"}
    assert sum(held.count for held in reach.held_by(fresh(revoked))) == 0


def crawled(browser: Client) -> set[str]:
    """Follow every link from the home page; return the addresses that opened."""
    waiting, seen, opened = ["/"], {"/"}, set()
    while waiting:
        address = waiting.pop()
        with transaction.atomic():
            answer = browser.get(address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            transaction.set_rollback(True)
        assert answer.status_code < 500, address
        if answer.status_code != 200:
            continue
        opened.add(address.partition("?")[0])
        for link in links_in(answer, body):
            # One page of each list is enough: filters and orders repeat the same links.
            if link.partition("?")[0] not in seen and link not in NOT_FOLLOWED:
                seen.add(link.partition("?")[0])
                waiting.append(link)
    return opened


def links_in(answer: Any, body: bytes) -> set[str]:
    """Return the addresses of this portal that the page links to."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return set()
    parser = _Links()
    parser.feed(body.decode())
    return {link for link in parser.found if not link.startswith("/static/")}


def test_no_link_leads_to_a_row_the_map_does_not_list(scene: Scene) -> None:
    for role in CRAWLERS:
        _check_crawl(role, scene.people[role])


def _check_crawl(role: str, account: Any) -> None:
    by_name = {source.url_name: source for source in reach.everything()}
    mapped = {source.key: listed(fresh(account), source) for source in reach.everything()}
    for address in crawled(browser_of(account)):
        try:
            name = resolve(address).view_name
        except Resolver404:
            continue
        source = by_name.get(name)
        # A year without a loaded calendar has a page and no row.
        if source is not None and source.key != "calendar-years":
            assert address in mapped[source.key], (role, address)


def test_what_is_planned_is_what_is_issued(scene: Scene, units: Any) -> None:
    office: Any = scene.people["office"]
    assessor: Any = scene.people["assessor"]
    before = reach.planned(home=office.home_unit, units=[units.water])
    for source in reach.everything():
        # What a group reads and writes, pictures of its checks among it, comes with the group.
        if source.key not in ("sheets", "files"):
            assert listed(before, source) == listed(fresh(assessor), source), source.key


def test_an_account_whose_window_lies_ahead_is_shown_as_it_will_be(scene: Scene, at: Any) -> None:
    assessor: Any = scene.people["assessor"]
    now = {source.key: listed(fresh(assessor), source) for source in reach.everything()}
    at("2026-10-20T09:00:00")
    waiting = fresh(assessor)
    assert reach.state_of(waiting) == "ahead"
    assert sum(held.count for held in reach.held_by(waiting)) == 0
    then = {
        source.key: listed(reach.in_its_window(fresh(assessor)), source)
        for source in reach.everything()
    }
    assert then == now
    assert TemporaryAccount.objects.filter(user=assessor).exists()


def routes_with_objects() -> Iterator[str]:
    """Yield every route whose address holds an argument."""
    for name, pattern in patterns():
        if pattern.pattern.converters:
            yield name


def test_every_address_of_an_object_belongs_to_a_kind_of_the_map() -> None:
    known = {source.url_name for source in reach.everything()}
    for source in reach.everything():
        known |= set(source.also)
    routes = set(routes_with_objects())
    assert not routes - known - set(NO_OBJECTS), "register a ReachSource, or name the reason"
    assert not (known | set(NO_OBJECTS)) - routes, "an address that is no longer there"


def test_acts_on_an_object_open_no_more_than_its_page(scene: Scene, unpainted: None) -> None:
    """A form about an object is never open to an account that cannot open the object."""
    for role in ("clerk", "other_clerk", "officer", "assessor", "sysadmin", "secadmin"):
        account: Any = scene.people[role]
        browser = browser_of(account)
        for source in reach.everything():
            reached = listed(fresh(account), source)
            rows = {source.url_of(row): row for row in everything_of(source)} if source.also else {}
            for address in spread(set(rows) - reached):
                _check_closed(browser, source, rows[address])


def _check_closed(browser: Client, source: ReachSource, row: Any) -> None:
    routes = {name: pattern for name, pattern in patterns()}
    for name in source.also:
        if set(routes[name].pattern.converters) == {"pk"}:
            other = ReachSource(**{**source.__dict__, "url_name": name})
            assert not opens(browser, other.url_of(row)), (name, row.pk)
