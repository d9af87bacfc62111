"""Persons for the tests: a water bureau cadre, one of the finance bureau, a villager."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from stdnum.cn import ric

from supervision.people.enums import Gender, SuperviseeKind
from supervision.people.models import Person
from supervision.people.services.entries import register
from supervision.people.values import PersonData

AREA = "530197"
BORN = dt.date(1980, 3, 5)


def number(order: int = 1, born: dt.date = BORN, area: str = AREA) -> str:
    """Return a valid ID number; an odd order is a man's."""
    body = f"{area}{born:%Y%m%d}{order:03}"
    return body + ric.calc_check_digit(body + "0")


def person_data(unit: Any, **changes: Any) -> PersonData:
    """Return whole data of a male supervisee, with changes."""
    known = {
        "name": "单雄信",
        "gender": Gender.MALE,
        "birth_on": BORN,
        "id_number": number(),
        "phone": "13912348888",
        "residence": "清江区白砚镇古窑村桂花巷7号",
        "native_place": "清江区白砚镇",
        "growth_place": "清江区青禾镇",
        "unit": unit,
        "is_supervisee": True,
        "supervisee_kind": SuperviseeKind.CIVIL_SERVANT,
        "supervisee_since": dt.date(2018, 3, 20),
    }
    return PersonData(**(known | changes))


@pytest.fixture
def enter(office: Any, units: Any) -> Callable[..., Person]:
    """Return a function that enters a person of the water bureau, each with a number of its own."""
    taken = iter(range(1, 999, 2))

    def make(name: str, unit: Any = None, **changes: Any) -> Person:
        changes = {"id_number": number(next(taken)), "name": name} | changes
        return register(actor=office, data=person_data(unit or units.water, **changes))

    return make


@pytest.fixture
def shan(enter: Callable[..., Person]) -> Person:
    """A supervisee of the water bureau."""
    return enter("单雄信", phone="13912348888")


@pytest.fixture
def outsider(enter: Callable[..., Person], units: Any) -> Person:
    """A supervisee of the finance bureau."""
    return enter("仇若谷", units.finance, phone="13800001234")


@pytest.fixture
def villager(enter: Callable[..., Person], units: Any) -> Person:
    """A Party member of the village."""
    return enter(
        "欧阳知秋",
        units.village,
        is_supervisee=False,
        supervisee_kind="",
        supervisee_since=None,
        is_member=True,
        party_branch="松台村第一党支部",
        joined_on=dt.date(2005, 7, 1),
        full_on=dt.date(2006, 7, 1),
        phone="",
    )
