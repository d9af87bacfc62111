"""Relations among the demo's supervisees, and with people outside of the register."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from random import Random

from supervision.accounts.models import User
from supervision.people.enums import KinRelation, KinSource
from supervision.people.models import Kinship, Person
from supervision.people.rules import names
from supervision.people.services.kinship import enter_many
from supervision.project.demo import people_names

WITHIN, OUTSIDE = 360, 240
_NAMED = (KinRelation.SPOUSE, KinRelation.PARENT, KinRelation.CHILD, KinRelation.SPOUSES_SIBLING)
_WORKPLACES = (
    "云岭市第一医院",
    "清江区农村信用社",
    "个体经营",
    "澄州水电建设公司",
    "清江区第二小学",
)
_POSTS = ("职工", "教师", "医师", "经理", "")
#: Years between parents and children at the least; twice as many at the most.
GENERATION = 20


def enter_kin(office: User, people: Sequence[Person], rng: Random) -> int:
    """Enter several hundred relations that age, gender and surname allow; return how many."""
    families: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        families[names.split(person.name)[0]].append(person)
    married: set[int] = set()
    parents: set[tuple[int, str] | None] = set()
    rows: dict[tuple[int, int], Kinship] = {}
    while len(rows) < min(WITHIN, len(people) // 20):
        person = rng.choice(people)
        relation, other = _relative(person, people, families, married, rng)
        key = (min(person.pk, other.pk), max(person.pk, other.pk))
        born_of = _parent_of(person, other, relation)
        if relation is not None and key not in rows and born_of not in parents:
            parents |= {born_of} - {None}
            rows[key] = Kinship(person=person, relative=other, relation=relation)
            if relation == KinRelation.SPOUSE:
                married |= {person.pk, other.pk}
    outside = [_outside(person, rng) for person in rng.sample(people, min(OUTSIDE, len(people)))]
    found = [*rows.values(), *outside]
    for row in found:
        row.source = rng.choice(KinSource.values)
        row.known_on = dt.date(2025, 1, 6) + dt.timedelta(days=rng.randrange(300))
    enter_many(actor=office, rows=found)
    return len(found)


def _relative(
    person: Person,
    people: Sequence[Person],
    families: dict[str, list[Person]],
    married: set[int],
    rng: Random,
) -> tuple[KinRelation | None, Person]:
    """Draw somebody and say what he or she may well be to the person, if anything."""
    if rng.random() < 0.4:
        other = rng.choice(people)
        fits = person.gender != other.gender and abs(_younger(other, person)) < 8
        free = not {person.pk, other.pk} & married
        return (KinRelation.SPOUSE if fits and free else None), other
    other = rng.choice(families[names.split(person.name)[0]])
    years = _younger(other, person)
    if other.pk == person.pk:
        return None, other
    if abs(years) < GENERATION / 2:
        return rng.choice((KinRelation.SIBLING, KinRelation.COUSIN)), other
    if GENERATION < abs(years) < 2 * GENERATION:
        return (KinRelation.CHILD if years > 0 else KinRelation.PARENT), other
    return None, other


def _parent_of(
    person: Person, other: Person, relation: KinRelation | None
) -> tuple[int, str] | None:
    """Return whose father or mother the relation makes one of them: nobody has two of a kind."""
    if relation == KinRelation.PARENT:
        return person.pk, other.gender
    return (other.pk, person.gender) if relation == KinRelation.CHILD else None


def _younger(one: Person, other: Person) -> int:
    """Return by how many years one is younger than the other."""
    return one.birth_on.year - other.birth_on.year


def _outside(person: Person, rng: Random) -> Kinship:
    relation = rng.choice(_NAMED)
    shared = names.split(person.name)[0] if relation == KinRelation.CHILD else ""
    male = relation == KinRelation.SPOUSE and person.gender == "female" or rng.random() < 0.5
    return Kinship(
        person=person,
        relative_name=people_names.name(rng, male=male, surname=shared),
        workplace=rng.choice(_WORKPLACES),
        post=rng.choice(_POSTS),
        relation=relation,
    )
