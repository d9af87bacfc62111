"""The unit tree: adding, moving, cycles; and what each role sees of it in one query."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.accounts.selectors import visible_units
from supervision.audit.models import AuditEvent
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit


def save(actor: Any, code: str, parent: str, **changes: Any) -> str:
    """Save a unit of plain values."""
    fields = {
        "name": f"单位{code}",
        "short_name": code,
        "kind": UnitKind.DEPARTMENT,
        "position": 9,
    }
    return save_unit(actor=actor, code=code, parent_code=parent, **(fields | changes))


def events() -> int:
    """Count the recorded changes of units."""
    return AuditEvent.objects.filter(verb__startswith="organizations.").count()


def test_a_unit_is_added_below_its_parent(units: Any, sysadmin: Any) -> None:
    assert save(sysadmin, "U03", "D") == "created"
    assert Unit.objects.get_parent(Unit.objects.get(code="U03")) == units.district


def test_saving_the_same_again_changes_and_records_nothing(units: Any, sysadmin: Any) -> None:
    save(sysadmin, "U03", "D")
    before = events()
    assert save(sysadmin, "U03", "D") == "unchanged"
    assert events() == before


def test_a_change_is_recorded_with_before_and_after(units: Any, sysadmin: Any) -> None:
    save(sysadmin, "U03", "D")
    assert save(sysadmin, "U03", "D", name="新名称") == "updated"
    event = AuditEvent.objects.filter(verb="organizations.unit_changed").latest("id")
    assert event.details["changes"]["name"] == ["单位U03", "新名称"]


def test_a_moved_unit_takes_everything_below_along(units: Any, sysadmin: Any) -> None:
    save(
        sysadmin,
        "T01",
        "C",
        name=units.township.name,
        short_name=units.township.short_name,
        kind=UnitKind.TOWNSHIP,
    )
    village = Unit.objects.get(code="T01V1")
    assert [unit.code for unit in Unit.objects.get_ancestors(village)] == ["D", "C", "T01"]
    assert Unit.objects.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("parent", ["T01", "T01V1"])
def test_a_unit_cannot_stand_below_itself(units: Any, sysadmin: Any, parent: str) -> None:
    with pytest.raises(ValidationError):
        save(sysadmin, "T01", parent, kind=UnitKind.TOWNSHIP)
    assert Unit.objects.get(code="T01").name == units.township.name


def test_an_unknown_parent_and_a_taken_name_are_refused(units: Any, sysadmin: Any) -> None:
    with pytest.raises(ValidationError):
        save(sysadmin, "U03", "NOWHERE")
    with pytest.raises(ValidationError):
        save(sysadmin, "U03", "D", name=units.water.name)
    assert not Unit.objects.filter(code="U03").exists()


@pytest.mark.parametrize("who", ["stranger", "clerk", "office", "secadmin", "auditor"])
def test_only_the_system_administrator_changes_the_tree(
    units: Any, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(PermissionDenied):
        save(request.getfixturevalue(who), "U03", "D")
    assert not Unit.objects.filter(code="U03").exists()


SEEN = {
    "stranger": set(),
    "sysadmin": set(),
    "secadmin": set(),
    "auditor": set(),
    "clerk": {"U01"},
    "other_clerk": {"U02"},
    "head": {"U01"},
    "township_clerk": {"T01"},
    "office": {"D", "C", "C01", "U01", "U02", "T01", "T01V1"},
    "officer": {"D", "C", "C01", "U01", "U02", "T01", "T01V1"},
    "leader": {"D", "C", "C01", "U01", "U02", "T01", "T01V1"},
}


@pytest.mark.parametrize("who", sorted(SEEN))
def test_what_a_role_sees_is_one_query(
    units: Any, who: str, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    assert user.current_postings is not None
    with CaptureQueriesContext(connection) as queries:
        seen = {unit.code for unit in visible_units(user)}
    assert seen == SEEN[who]
    assert len(queries) <= 1


def test_a_township_secretary_sees_the_township_and_its_villages(
    units: Any, make_user: Any
) -> None:
    secretary = make_user("secretary", "township_leader", units.township)
    assert {unit.code for unit in visible_units(secretary)} == {"T01", "T01V1"}


def test_scope_follows_a_moved_unit_at_once(units: Any, make_user: Any, sysadmin: Any) -> None:
    secretary = make_user("secretary", "township_leader", units.township)
    save(
        sysadmin,
        "T01V1",
        "D",
        name=units.village.name,
        short_name=units.village.short_name,
        kind=UnitKind.VILLAGE,
    )
    assert {unit.code for unit in visible_units(secretary)} == {"T01"}


def test_a_closed_account_sees_nothing(units: Any, office: Any) -> None:
    office.is_active = False
    assert not visible_units(office).exists()


def test_the_tree_is_for_those_who_need_it(units: Any, request: Any, as_user: Any) -> None:
    for who, status in (("sysadmin", 200), ("office", 200), ("clerk", 403), ("stranger", 403)):
        assert as_user(request.getfixturevalue(who)).get("/units/").status_code == status
