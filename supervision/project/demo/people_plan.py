"""Draws the demo's persons: the same seed always gives the same people."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Any

from stdnum.cn import ric

from supervision.accounts.enums import RoleCode
from supervision.organizations.models import Unit
from supervision.people.enums import Gender, Rank, SuperviseeKind
from supervision.people.models import Person, PersonPost
from supervision.people.services.rows import Entry
from supervision.people.values import PersonData, PostData
from supervision.project.demo import people_names
from supervision.project.demo.accounts import Named
from supervision.project.demo.planted import PLANTED

SEED = 20260104

#: Area code of the invented district, and of invented neighbours.
HOME_AREA, AREAS = "530197", ("530191", "530192", "530193", "530194", "530195", "530196")
#: How many supervisees and members a unit has beside others, by its kind.
_WEIGHTS = {
    "commission": (3, 3),
    "office": (2, 1),
    "stationed_group": (1, 1),
    "department": (30, 60),
    "township": (25, 70),
    "village": (4, 95),
}
_KINDS = {
    "department": (
        SuperviseeKind.CIVIL_SERVANT,
        SuperviseeKind.INSTITUTION,
        SuperviseeKind.ENTERPRISE,
        SuperviseeKind.PUBLIC_AFFAIRS,
        SuperviseeKind.OTHER,
    ),
    "village": (SuperviseeKind.VILLAGE,),
}
_TITLES = {
    "village": ("村党总支书记", "村委会主任", "村委会副主任", "村监委会主任", "村委委员", "村会计"),
    "township": (
        "镇长",
        "副镇长",
        "党政办主任",
        "农业服务中心主任",
        "财政所所长",
        "一级科员",
        "办事员",
    ),
    "department": (
        "局长",
        "副局长",
        "办公室主任",
        "财务科科长",
        "股长",
        "副股长",
        "一级科员",
        "二级科员",
    ),
    "commission": ("常委", "委员", "副书记"),
    "office": ("主任", "副主任", "一级主任科员", "二级主任科员"),
    "stationed_group": ("组长", "副组长", "一级科员"),
}
#: What the chief of a department is called goes by the end of its name.
_CHIEFS = (
    ("局", "局长"),
    ("部", "部长"),
    ("办公室", "主任"),
    ("党校", "校长"),
    ("委员会", "书记"),
    ("会", "主席"),
)
_FORMER = ("科员", "信息员", "驻村工作队员", "团委书记", "助理工程师", "统计员", "文书")
_OUTSIDE = (
    "云岭市交通运输局",
    "澄州市财政局",
    "松江县人民政府办公室",
    "云岭市第三中学",
    "驻滇某部",
)
_FAR = ("云岭市东山区", "澄州市平湖镇", "松江县城关镇", "云岭市南屏街道")
_GROUPS = ("汉族",) * 17 + ("彝族", "白族", "傣族")
_SCHOOLS = ("初中", "高中", "中专", "大专", "本科", "本科", "研究生")
_OCCUPATIONS = ("务农", "教师", "医护人员", "企业职工", "个体经营", "退休", "机关工作人员", "学生")
#: What a supervisee does for a living stands with his or her posts.
_OFFICIAL = "公职人员"
_STREETS = ("听松路", "望江里", "桂花巷", "石桥街", "砚池路", "清水湾", "东岭路", "文庙街")
_PREFIXES = ("138", "139", "150", "159", "177", "186", "187", "188")


#: How many lead a unit at most: chiefs and deputies beside the chief with an account of his own.
_MOST = {"department": (0, 6), "township": (0, 7), "village": (1, 1), "commission": (5, 20)}
_LEADING_ROLES = (
    RoleCode.LEADER,
    RoleCode.OFFICE_HEAD,
    RoleCode.UNIT_HEAD,
    RoleCode.DEPUTY,
    RoleCode.PRINCIPAL,
)


def _titles_in(unit: Unit) -> tuple[str, ...]:
    """Return the titles held in a unit, chief first."""
    titles = _TITLES.get(unit.kind, ("科员",))
    if unit.kind != "department":
        return titles
    chief = next((title for end, title in _CHIEFS if unit.name.endswith(end)), titles[0])
    return (chief, f"副{chief}", *titles[2:])


@dataclass
class Numbers:
    """Gives out ID and phone numbers, none of them twice."""

    taken: Counter[tuple[str, dt.date, bool]] = field(default_factory=Counter)
    phones: int = 0

    def id_number(self, area: str, born: dt.date, *, male: bool) -> str:
        """Return the next valid number of the area, day and gender."""
        key = (area, born, male)
        order = 2 * self.taken[key] + (1 if male else 2)
        self.taken[key] += 1
        body = f"{area}{born:%Y%m%d}{order:03}"
        return body + ric.calc_check_digit(body + "0")

    def phone(self) -> str:
        """Return the next phone number; the digits jump, so that no two look alike."""
        self.phones += 1
        return f"{_PREFIXES[self.phones % 8]}{self.phones * 7_919_317 % 10**8:08}"


@dataclass
class Plan:
    """Draws the persons one after the other."""

    units: dict[str, Unit]
    today: dt.date
    rng: Random = field(default_factory=lambda: Random(SEED))
    numbers: Numbers = field(default_factory=Numbers)
    #: How many hold each leading post of a unit already.
    held: Counter[tuple[int, int]] = field(default_factory=Counter)

    def entries(self, supervisees: int, members: int, both: int) -> Iterator[Entry]:
        """Yield so many supervisees, of whom `both` are members, then the other members."""
        for place, unit in enumerate(self._spread(0, supervisees)):
            yield self._supervisee(unit, is_member=place < both)
        for unit in self._spread(1, members - both):
            yield self._member(unit)

    def named(self, seeds: Sequence[Named]) -> Iterator[Entry]:
        """Yield the persons behind the demo's accounts."""
        for seed in seeds:
            yield self._supervisee(self.units[seed.unit_code], is_member=True, seed=seed)

    def planted(self) -> Iterator[Entry]:
        """Yield the persons whose secrets a test looks for."""
        for one in PLANTED:
            data = PersonData(
                name=one.name,
                gender=one.gender,
                birth_on=one.birth_on,
                id_number=one.id_number,
                phone=one.phone,
                residence=one.residence,
                unit=self.units[one.unit_code],
                is_supervisee=True,
                supervisee_kind=SuperviseeKind.OTHER,
                supervisee_since=dt.date(2018, 3, 20),
            )
            yield Entry(data)

    def _spread(self, column: int, total: int) -> list[Unit]:
        """Return a unit for each person, in proportion to the weights, shuffled."""
        pool = [
            unit
            for code, unit in sorted(self.units.items())
            for _n in range(_WEIGHTS.get(unit.kind, (0, 0))[column])
        ]
        found = (pool * (total // len(pool) + 1))[:total]
        self.rng.shuffle(found)
        return found

    def _supervisee(self, unit: Unit, *, is_member: bool, seed: Named | None = None) -> Entry:
        rng = self.rng
        male = rng.random() < 0.62
        name = seed.name if seed else people_names.name(rng, male=male)
        born = self._day(1964, 2002)
        since = dt.date(2018, 3, 20) + dt.timedelta(days=rng.randrange(2000))
        kinds = _KINDS.get(unit.kind, (SuperviseeKind.CIVIL_SERVANT,))
        data = PersonData(
            **self._common(name, male, born, unit),
            **(self._party(unit, born) if is_member else {}),
            is_supervisee=True,
            supervisee_kind=rng.choice(kinds),
            supervisee_since=since,
        )
        data = replace(data, occupation=_OFFICIAL)
        return Entry(data, self._post(unit, born, seed))

    def _member(self, unit: Unit) -> Entry:
        male = self.rng.random() < 0.66
        born = self._day(1938, 2006)
        name = people_names.name(self.rng, male=male)
        return Entry(PersonData(**self._common(name, male, born, unit), **self._party(unit, born)))

    def _common(self, name: str, male: bool, born: dt.date, unit: Unit) -> dict[str, Any]:
        rng = self.rng
        local = rng.random() < 0.8
        home = unit.name if unit.kind == "village" else f"清江区{rng.choice(self._places)}"
        place = home if local else rng.choice(_FAR)
        area = HOME_AREA if local else rng.choice(AREAS)
        return {
            "name": name,
            "gender": Gender.MALE if male else Gender.FEMALE,
            "birth_on": born,
            "id_number": self.numbers.id_number(area, born, male=male),
            "phone": self.numbers.phone(),
            "residence": self._address(),
            "ethnic_group": rng.choice(_GROUPS),
            "native_place": place,
            "growth_place": place if rng.random() < 0.9 else f"清江区{rng.choice(self._places)}",
            "education": rng.choice(_SCHOOLS),
            "occupation": rng.choice(_OCCUPATIONS),
            "unit": unit,
        }

    def _address(self) -> str:
        street = self.rng.choice(_STREETS)
        return f"清江区{self.rng.choice(self._places)}{street}{self.rng.randint(1, 299)}号"

    @cached_property
    def _places(self) -> list[str]:
        return [unit.short_name for unit in self.units.values() if unit.kind == "township"]

    def _party(self, unit: Unit, born: dt.date) -> dict[str, Any]:
        earliest = born.replace(year=born.year + 18, day=1)
        joined = min(earliest + dt.timedelta(days=self.rng.randrange(6000)), self.today)
        full = joined + dt.timedelta(days=365)
        number = self.rng.randint(1, 6)
        return {
            "is_member": True,
            "party_branch": f"{unit.short_name}第{'一二三四五六'[number - 1]}党支部",
            "party_post": "支部委员" if self.rng.random() < 0.04 else "",
            "joined_on": joined,
            "full_on": full if full <= self.today else None,
        }

    def _post(self, unit: Unit, born: dt.date, seed: Named | None) -> PostData:
        rng = self.rng
        titles = _titles_in(unit)
        place = rng.randrange(len(titles)) if rng.random() < 0.35 else len(titles) - 1
        if seed:
            place = 0 if seed.role in _LEADING_ROLES else len(titles) - 1
        else:
            place = self._free(unit, place, len(titles) - 1)
        leading = place < 2
        rank = Rank.VILLAGE if unit.kind == "village" else _rank(place)
        since = max(dt.date(2012, 1, 1), dt.date(born.year + 20, 1, 1))
        started = since + dt.timedelta(days=rng.randrange((self.today - since).days))
        return PostData(
            title=seed.title if seed else titles[place],
            started_on=started,
            unit=unit,
            rank=rank,
            is_leading=leading,
        )

    def _free(self, unit: Unit, place: int, lowest: int) -> int:
        """Return the place, or the next lower one while a unit's leading posts are taken."""
        most = _MOST.get(unit.kind, (1, 2))
        while place < min(2, lowest) and self.held[unit.pk, place] >= most[place]:
            place += 1
        self.held[unit.pk, place] += 1
        return place

    def _day(self, first: int, last: int) -> dt.date:
        start = dt.date(first, 1, 1)
        return start + dt.timedelta(days=self.rng.randrange((dt.date(last, 12, 31) - start).days))

    def former_posts(
        self, people: Sequence[Person], judges: Collection[int] = ()
    ) -> Iterator[PersonPost]:
        """Yield what two of five held before, one after the other, some of it elsewhere.

        Whoever judges units in the demo comes from elsewhere: avoidance would keep them from it.
        `judges` are the keys of these persons.
        """
        units = [unit for unit in self.units.values() if unit.kind in ("department", "township")]
        for person in people:
            end = person.birth_on.replace(year=person.birth_on.year + 20, day=1)
            for _n in range(self.rng.choice((0, 0, 0, 1, 2))):
                started = end + dt.timedelta(days=self.rng.randrange(30, 400))
                end = started + dt.timedelta(days=self.rng.randrange(300, 2200))
                if end >= self.today:
                    break
                outside = self.rng.random() < 0.12 or person.pk in judges
                yield PersonPost(
                    person=person,
                    unit=None if outside else self.rng.choice(units),
                    organisation=self.rng.choice(_OUTSIDE) if outside else "",
                    title=self.rng.choice(_FORMER),
                    rank=Rank.STAFF,
                    started_on=started,
                    ended_on=end,
                )


def _rank(place: int) -> Rank:
    return (Rank.SECTION_CHIEF, Rank.SECTION_DEPUTY)[place] if place < 2 else Rank.STAFF
