"""Secrets with fixed values, planted in the demo: a dump of the database must hold none of them.

They belong to invented people of the invented district; no area bears the code 530197.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Planted:
    """One invented person whose number, phone and address a test looks for."""

    name: str
    gender: str
    birth_on: date
    id_number: str
    phone: str
    residence: str
    unit_code: str


PLANTED = (
    Planted(
        "单昇喆", "male", date(1979, 4, 12), "530197197904120137", "13987651201",
        "清江区白砚镇古窑村桂花巷甲7号", "QJ35",
    ),
    Planted(
        "解赟珺", "female", date(1984, 9, 23), "530197198409232689", "13987651202",
        "清江区文砚街道听松路乙19号", "QJ12",
    ),
    Planted(
        "尉迟堃", "male", date(1991, 3, 5), "530197199103053711", "13987651203",
        "清江区临澄街道望江里丙31号", "QJ01",
    ),
)  # fmt: skip


def secrets() -> list[str]:
    """Return every planted value that must stay unreadable in the database."""
    return [
        value for person in PLANTED for value in (person.id_number, person.phone, person.residence)
    ]
