"""The reach map says exactly what a crawl as that account finds: no row less, none more."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.urls import Resolver404, resolve

from supervision.accounts import reach
from supervision.accounts.models import TemporaryAccount, User
from supervision.accounts.reach import ReachSource
from tests.crawling import browser_of, links_in, remembered, taken_back, unpainted
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
#: Of pages alike but for a number, so many are followed; the years of the calendar have no end.
ALIKE = 2
ENDLESS = "deadlines:year"
_NUMBER = re.compile(r"\d+")
#: Pages that are not followed: they end the session.
NOT_FOLLOWED = ("/account/logout/",)


def opens(browser: Client, address: str) -> bool:
    """Tell whether the address shows the object: a page or file, or, for a notice, the way to it.

    An object without a page of its own is acted on instead.
    """
    answer, _body = taken_back(browser, "get", address)
    if answer.status_code == 405:
        answer, _body = taken_back(browser, "post", address)
    assert answer.status_code < 500, address
    sent_on = answer.status_code == 302 and not answer["Location"].startswith("/account/login/")
    return answer.status_code == 200 or sent_on


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
    scene: Scene, moment: str, roles: tuple[str, ...], at: Any
) -> None:
    at(moment)
    wrong = []
    for role in roles:
        account = scene.people[role]
        if account is None:
            continue
        browser = browser_of(account)
        with remembered(), unpainted():
            wrong += [(role, *fault) for fault in _amiss(browser, account)]
    assert not wrong


def _amiss(browser: Client, account: User) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each kind of which a listed address is closed, or one more is open."""
    for source in reach.everything():
        said = listed(fresh(account), source)
        others = spread(existing(source) - said)
        closed = [address for address in spread(said) if not opens(browser, address)]
        more = [address for address in others if opens(browser, address)]
        if closed or more:
            yield source.key, closed, more


def test_a_temporary_account_opens_its_units_rows_and_nothing_when_revoked(scene: Scene) -> None:
    sources = {source.key: source for source in reach.everything()}
    assessor, revoked = scene.people["assessor"], scene.people["revoked"]
    assert assessor is not None and revoked is not None
    assert {row.unit.code for row in reach.rows_of(sources["duties"], fresh(assessor))} == {"U01"}
    assert sum(held.count for held in reach.held_by(fresh(revoked))) == 0


def crawled(browser: Client) -> set[str]:
    """Follow the links from the home page; return the addresses that opened.

    Every row of the map is opened. Of other pages alike, such as the years of the calendar, which
    lead on and on, or what the map says of each account, some are: what the others of the kind
    alone link to is not looked at.
    """
    rows = {source.url_name for source in reach.everything()} - {ENDLESS}
    waiting, seen, opened = ["/"], {"/"}, set()
    alike: Counter[str] = Counter()
    while waiting:
        address = waiting.pop()
        bare = address.partition("?")[0]
        alike[_NUMBER.sub("0", bare)] += 1
        if alike[_NUMBER.sub("0", bare)] > ALIKE and _name_of(bare) not in rows:
            continue
        answer, body = taken_back(browser, "get", address)
        assert answer.status_code < 500, address
        if answer.status_code != 200:
            continue
        opened.add(bare)
        for link in links_in(answer, body):
            # One page of each list is enough: filters and orders repeat the same links.
            if link.partition("?")[0] not in seen and link not in NOT_FOLLOWED:
                seen.add(link.partition("?")[0])
                waiting.append(link)
    return opened


def _name_of(address: str) -> str:
    try:
        return resolve(address).view_name
    except Resolver404:
        return ""


def test_no_link_leads_to_a_row_the_map_does_not_list(scene: Scene) -> None:
    for role in CRAWLERS:
        _check_crawl(role, scene.people[role])


def _check_crawl(role: str, account: Any) -> None:
    by_name = {source.url_name: source for source in reach.everything()}
    mapped = {source.key: listed(fresh(account), source) for source in reach.everything()}
    browser = browser_of(account)
    with remembered():
        opened = crawled(browser)
    for address in opened:
        source = by_name.get(_name_of(address))
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


def test_acts_on_an_object_open_no_more_than_its_page(scene: Scene) -> None:
    """A form about an object is never open to an account that cannot open the object."""
    for role in ("clerk", "other_clerk", "officer", "assessor", "sysadmin", "secadmin"):
        account: Any = scene.people[role]
        browser = browser_of(account)
        with remembered(), unpainted():
            for source in reach.everything():
                reached = listed(fresh(account), source)
                rows = {source.url_of(row): row for row in everything_of(source) if source.also}
                for address in spread(set(rows) - reached):
                    _check_closed(browser, source, rows[address])


def _check_closed(browser: Client, source: ReachSource, row: Any) -> None:
    routes = {name: pattern for name, pattern in patterns()}
    for name in source.also:
        if set(routes[name].pattern.converters) == {"pk"}:
            other = ReachSource(**{**source.__dict__, "url_name": name})
            assert not opens(browser, other.url_of(row)), (name, row.pk)
