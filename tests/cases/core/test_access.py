"""Need-to-know: who sees a clue when, and when it closes again."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction

from cases.enums import AccessKind
from cases.models import Access, Clue
from cases.selectors.offices import handling_offices
from cases.selectors.visibility import clues_visible_to
from cases.services import team
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from tests.cases.walk import Walk

Fixture = pytest.FixtureRequest


def sees(user: User, clue: Clue) -> bool:
    return clues_visible_to(User.objects.get(pk=user.pk)).filter(pk=clue.pk).exists()


def plain(answer: Any, number: str) -> str:
    """Return the page without the number asked for and the token of the session."""
    return re.sub("[A-Za-z0-9]{32,64}", "", answer.content.decode().replace(number, ""))


@pytest.mark.parametrize(
    ("who", "registered", "assigned"),
    [
        ("petition", True, False),
        ("casesup", True, True),
        ("casesup_head", True, True),
        ("principal", True, True),
        ("deputy", False, True),
        ("deputy2", False, False),
        ("handling_head", False, True),
        ("handler1", False, True),
        ("handler2", False, True),
        ("other_handling_head", False, False),
        ("other_handler", False, False),
        ("review_head", False, False),
        ("reviewer", False, False),
        ("internal", False, False),
        ("office", False, False),
        ("leader", False, False),
        ("clerk", False, False),
        ("sysadmin", False, False),
        ("auditor", False, False),
        ("stranger", False, False),
    ],
)
def test_who_sees_a_clue(
    clue: Clue,
    walk: Walk,
    case_offices: Any,
    request: Fixture,
    who: str,
    registered: bool,
    assigned: bool,
) -> None:
    user = request.getfixturevalue(who)
    assert sees(user, clue) == registered
    walk.assign(clue, case_offices.handling)
    assert sees(user, clue) == assigned


def test_what_is_not_open_answers_like_what_never_was(
    assigned: Clue, other_handler: User, as_user: Any
) -> None:
    client = as_user(other_handler)
    for path in ("", "propose/", "propose/file/", "team/", "avoidance/"):
        hidden = client.get(f"/cases/clues/{assigned.number}/{path}")
        absent = client.get(f"/cases/clues/XS-2026-4321/{path}")
        assert hidden.status_code == absent.status_code == 404
        assert plain(hidden, assigned.number) == plain(absent, "XS-2026-4321")


def test_another_office_takes_over_and_the_first_loses_it(
    assigned: Clue, walk: Walk, case_offices: Any, other_handling_head: User, other_handler: User
) -> None:
    found = walk.take(assigned, "reassign", {"handling_office": case_offices.other_handling.pk})
    assert found.handling_office == case_offices.other_handling
    assert found.handler is None
    for lost in (walk.head, walk.handler, walk.second):
        assert not sees(lost, found)
    assert sees(other_handling_head, found)
    walk.name(found, other_handler, AccessKind.HANDLER, by=other_handling_head)
    assert sees(other_handler, found)


def test_a_case_goes_to_another_township_and_is_reviewed_jointly(
    clue: Clue, walk: Walk, units: Any, make_user: Callable[..., User]
) -> None:
    """A case may be assigned elsewhere and reviewed by a panel of several places."""
    head = make_user("t_head", RoleCode.HANDLING_HEAD, units.township, "镇纪委书记")
    one = make_user("t_one", RoleCode.HANDLER, units.township, "镇干部一")
    two = make_user("t_two", RoleCode.HANDLER, units.township, "镇干部二")
    guest = make_user("t_review", RoleCode.REVIEWER, units.township, "镇审理员")
    make_user("t_deputy", RoleCode.DEPUTY, units.township, "分管领导")
    assert units.township in handling_offices()
    found = walk.take(clue, "assign", {"handling_office": units.township.pk})
    there = Walk(walk.casesup, head, one, two, walk.review_head, (walk.reviewers[0], guest))
    found = there.staff(found)
    assert sees(one, found) and not sees(walk.handler, found) and not sees(walk.head, found)
    for act in ("dispose_verify", "file", "announce_filing", "transfer"):
        found = there.take(found, act)
    found = there.take(there.panel(found), "accept")
    assert sees(guest, found) and sees(walk.reviewers[0], found)
    assert not sees(walk.reviewers[1], found)


def test_the_panel_ends_when_the_case_goes_back_for_its_main_facts(
    clue: Clue, walk: Walk, case_offices: Any
) -> None:
    found = walk.to_review(clue, case_offices.handling)
    assert sees(walk.reviewers[0], found)
    found = walk.take(found, "return_facts")
    assert found.status == "investigating"
    assert not any(sees(one, found) for one in walk.reviewers)
    assert sees(walk.handler, found)


def test_a_supplement_goes_out_and_comes_back(clue: Clue, walk: Walk, case_offices: Any) -> None:
    found = walk.take(walk.to_review(clue, case_offices.handling), "return_supplement")
    assert found.status == "returned"
    assert sees(walk.reviewers[0], found)
    assert walk.take(found, "resubmit").status == "in_review"


def test_the_matter_ends_and_the_team_goes_then_the_archive_closes_all(
    assigned: Clue, walk: Walk, casesup_head: User
) -> None:
    found = walk.take(assigned, "dispose_close")
    assert not sees(walk.second, found)
    assert sees(walk.handler, found)
    found = walk.take(found, "archive")
    assert (found.status, found.archive_number) == ("archived", f"JD-{found.pk}")
    assert not sees(walk.handler, found)
    assert sees(walk.casesup, found)


def test_access_ends_by_itself(
    assigned: Clue, walk: Walk, at: Callable[..., None], as_user: Any
) -> None:
    last = clock.today() + dt.timedelta(days=30)
    at(f"{last.isoformat()}T23:59:00")
    assert sees(walk.second, assigned)
    at(f"{(last + dt.timedelta(days=1)).isoformat()}T00:00:00")
    assert not sees(walk.second, assigned)
    assert as_user(walk.second).get(f"/cases/clues/{assigned.number}/").status_code == 404
    walk.name(assigned, walk.second, AccessKind.TEAM)
    assert sees(walk.second, assigned)


def test_nobody_opens_or_prolongs_a_clue_for_themselves(
    assigned: Clue, walk: Walk, case_offices: Any
) -> None:
    both = walk.head
    both.postings.create(
        unit=case_offices.handling, role=RoleCode.HANDLER, started_on=dt.date(2020, 1, 1)
    )
    head = User.objects.get(pk=both.pk)
    with pytest.raises(RuleBroken, match="第六十七条"):
        walk.name(assigned, head, AccessKind.TEAM, by=head)
    with pytest.raises(DatabaseError, match="for themselves"), transaction.atomic():
        Access.objects.create(
            clue=assigned,
            user=head,
            kind=AccessKind.TEAM,
            since=clock.now(),
            until=clock.now() + dt.timedelta(days=1),
            given_by=head,
        )
    with pytest.raises(PermissionDenied):
        walk.name(assigned, walk.second, AccessKind.TEAM, by=walk.handler)


def test_access_is_not_given_for_ever(assigned: Clue, walk: Walk, settings: Any) -> None:
    settings.CASE_ACCESS_DAYS = 10
    for days in (11, -1):
        fresh = Clue.objects.get(pk=assigned.pk)
        with pytest.raises(ValidationError):
            team.name(
                actor=walk.head,
                clue=fresh,
                user=walk.second,
                kind=AccessKind.TEAM,
                last_on=clock.today() + dt.timedelta(days=days),
                version=fresh.version,
            )


def test_an_access_is_neither_lengthened_nor_taken_up_again_in_the_database(
    assigned: Clue, walk: Walk
) -> None:
    row = Access.objects.get(clue=assigned, user=walk.second)
    with pytest.raises(DatabaseError), transaction.atomic():
        Access.objects.filter(pk=row.pk).update(until=row.until + dt.timedelta(days=1))
    team.release(actor=walk.head, access=row)
    assert not sees(walk.second, assigned)
    with pytest.raises(DatabaseError), transaction.atomic():
        Access.objects.filter(pk=row.pk).update(ended_at=None, ended_by=None)
    with pytest.raises(RuleBroken):
        team.release(actor=walk.head, access=row)


def test_the_head_of_another_office_names_nobody(
    assigned: Clue, walk: Walk, other_handling_head: User, other_handler: User
) -> None:
    with pytest.raises(PermissionDenied):
        walk.name(assigned, other_handler, AccessKind.TEAM, by=other_handling_head)
    with pytest.raises(RuleBroken):
        walk.name(assigned, other_handler, AccessKind.HANDLER)
    walk.name(assigned, other_handler, AccessKind.TEAM)
    assert sees(other_handler, assigned)


def test_a_stranger_is_named_for_nothing(assigned: Clue, walk: Walk, stranger: User) -> None:
    with pytest.raises(RuleBroken):
        walk.name(assigned, stranger, AccessKind.TEAM)
    with pytest.raises(PermissionDenied):
        walk.name(assigned, walk.second, AccessKind.TEAM, by=stranger)
    assert not sees(stranger, assigned)
