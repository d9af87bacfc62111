"""The three levels: the district sees all, a stationed group its units, a township itself alone."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accountability.models import Duty
from accountability.services import tasklists
from supervision.accounts import reach
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.accounts.selectors import unit_scope, visible_units
from supervision.organizations.services import save_unit
from tests.cast import GROUP, TREE
from tests.repository.scene import Scene, scene
from tests.repository.test_verdicts import addresses

__all__ = ["scene"]

#: Kinds of object that belong to one unit each.
OF_UNITS = ("units", "duties", "filings", "changes", "files")
#: What stands in the water bureau's rows and in no row of anybody else.
WATERS = re.compile(r"河道采砂专项自查(?![a-z])|林知秋")

#: Pages of the water bureau's own objects.
OBJECTS = {
    f"accountability:{name}"
    for name in ("duty", "filing", "unit", "change", "change_request", "supplement", "duty_draft")
}


@pytest.fixture
def township(units: Any, make_user: Any) -> Any:
    """The discipline secretary of the township."""
    return make_user("township", RoleCode.TOWNSHIP_LEADER, units.township, "石望川", "纪委书记")


@pytest.fixture
def work(scene: Scene, units: Any) -> Scene:
    """One of everything for the water bureau, and a task each for the others."""
    for unit in (units.finance, units.township):
        tasklists.issue(
            actor=scene.people["office"],
            title=f"{unit.short_name}专项任务",
            content="对照清单开展自查。",
            standard="形成自查报告。",
            units=[unit],
            due_on=dt.date(2026, 11, 25),
        )
    return scene


def rows(key: str, user: Any) -> set[Any]:
    """Return the keys of the rows of one kind that the account opens."""
    fresh = User.objects.get(pk=user.pk)
    return set(reach.get(key).rows(fresh).values_list("pk", flat=True))


def test_a_township_opens_no_row_of_a_department(
    work: Scene, township: Any, township_clerk: Any
) -> None:
    for key in OF_UNITS:
        waters = rows(key, work.people["head"])
        assert waters, key
        for user in (township, township_clerk):
            assert not rows(key, user) & waters, key


def test_a_stationed_group_opens_exactly_its_units_rows(work: Scene) -> None:
    stationed, head = work.people["stationed"], work.people["head"]
    for key in OF_UNITS:
        own = {stationed.home_unit.pk} if key == "units" else set()
        seen = rows(key, stationed) - own
        # Papers to the unit and what it answered to a charge are for the unit's own people.
        assert seen == rows(key, head) if key != "files" else set() < seen < rows(key, head), key


def test_the_district_opens_every_row(work: Scene, township: Any) -> None:
    everybody = (work.people["head"], work.people["other_clerk"], township)
    for key in OF_UNITS:
        every = set().union(*(rows(key, user) for user in everybody))
        for who in ("office", "leader", "internal"):
            assert rows(key, work.people[who]) >= every, (key, who)


@pytest.mark.parametrize("who", ["township", "township_clerk", "other_clerk"])
def test_no_page_shows_them_anything_of_the_water_bureau(
    who: str, work: Scene, as_user: Any, request: pytest.FixtureRequest
) -> None:
    """Every address of the portal, with the water bureau's objects in it."""
    browser = as_user(request.getfixturevalue(who))
    leaks = []
    for label, address in addresses(work).items():
        answer = browser.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = content.decode(errors="replace")
        leaks += [(label, word) for word in WATERS.findall(text)]
        if label in OBJECTS and answer.status_code == 200:
            leaks.append((label, "opens"))
    assert leaks == []


def test_a_moved_supervision_moves_the_sight(units: Any, stationed: Any) -> None:
    group, water = GROUP[0], units.water
    assert {unit.code for unit in visible_units(stationed)} == {group, water.code}
    assert stationed.can_in("accountability.read", type(water).objects.get(pk=water.pk))
    assert not stationed.can_in("accountability.read", units.finance)
    for code, name, short_name, kind, parent, position in TREE:
        if code in ("U01", "U02"):
            save_unit(
                actor=None,
                code=code,
                name=name,
                short_name=short_name,
                kind=kind,
                parent_code=parent,
                position=position,
                supervised_by=group if code == "U02" else "",
            )
    fresh = User.objects.get(pk=stationed.pk)
    assert {unit.code for unit in visible_units(fresh)} == {group, "U02"}


def test_the_scope_of_a_stationed_group_is_part_of_one_query(work: Scene) -> None:
    stationed = User.objects.get(pk=work.people["stationed"].pk)
    assert stationed.current_postings
    with CaptureQueriesContext(connection) as queries:
        assert list(Duty.objects.filter(unit_scope(stationed)))
    assert len(queries) == 1


def test_a_group_that_supervises_nobody_sees_itself_alone(
    units: Any, stationed: Any, make_user: Any
) -> None:
    alone = make_user("alone", RoleCode.STATIONED, units.office)
    assert list(visible_units(alone)) == [units.office]


def test_a_stranger_sees_no_unit(stranger: Any, units: Any) -> None:
    assert not visible_units(stranger).exists()
