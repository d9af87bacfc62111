"""A unit with open duties stays where it is counted; without them it may go."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accountability.models import Duty
from accountability.selectors.overview import unit_counts
from accountability.services import tasklists
from supervision import clock
from supervision.audit.selectors import timeline
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit, set_in_use


@pytest.fixture
def duty(units: Any, office: Any) -> Duty:
    """An open task of the water bureau."""
    task = tasklists.issue(
        actor=office,
        title="河道采砂专项自查",
        content="对照清单开展自查。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=clock.today() + dt.timedelta(days=9),
    )
    return Duty.objects.get(task_list=task)


def become(unit: Unit, kind: str, actor: Any = None) -> str:
    """Give the unit another kind, everything else as it is."""
    return save_unit(
        actor=actor,
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=kind,
        parent_code="D",
        position=unit.position,
    )


def test_a_unit_with_open_duties_stays(units: Any, office: Any, sysadmin: Any, duty: Duty) -> None:
    with pytest.raises(ValidationError, match="清江区水务局"):
        become(units.water, UnitKind.STATIONED_GROUP, sysadmin)
    with pytest.raises(ValidationError, match="清江区水务局"):
        set_in_use(actor=sysadmin, code="U01", is_active=False)
    units.water.refresh_from_db()
    assert (units.water.kind, units.water.is_active) == (UnitKind.DEPARTMENT, True)
    assert [row.total for row in unit_counts(office) if row.unit == units.water] == [1]
    # From one responsible kind to another nothing is lost.
    assert become(units.water, UnitKind.TOWNSHIP, sysadmin) == "updated"


def test_without_open_duties_it_may_go_and_come_back(
    units: Any, office: Any, sysadmin: Any, duty: Duty
) -> None:
    Duty.objects.filter(pk=duty.pk).update(closed_at=clock.now())
    assert set_in_use(actor=sysadmin, code="U01", is_active=False) == "updated"
    assert set_in_use(actor=sysadmin, code="U01", is_active=False) == "unchanged"
    assert units.water not in [row.unit for row in unit_counts(office)]
    assert timeline(units.water)[0].details == {"changes": {"is_active": [True, False]}}
    assert set_in_use(actor=sysadmin, code="U01", is_active=True) == "updated"
    assert units.water in [row.unit for row in unit_counts(office)]


def test_a_stranger_and_the_office_change_no_unit(units: Any, stranger: Any, office: Any) -> None:
    for nobody in (stranger, office):
        with pytest.raises(PermissionDenied):
            set_in_use(actor=nobody, code="U01", is_active=False)
    with pytest.raises(ValidationError):
        set_in_use(actor=None, code="U99", is_active=False)
