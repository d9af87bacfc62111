"""Whom the demo's clues are about: invented people of the register, and a few who stand in none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from django.db.models import Q

from cases.models import Clue, Respondent
from supervision.organizations.models import Unit
from supervision.people.models import Kinship, Person, PersonPost
from supervision.people.selectors.people import held_now
from supervision.project.demo import people_names

_STANDING = {"other": "other_official"}
#: No public office may be taken from these, nor more than the lightest sanctions given.
FEW_SANCTIONS = frozenset({"village", "other_official"})
_OUTSIDE = 0.06


@dataclass(frozen=True)
class Known:
    """One person of the register as a clue names them."""

    pk: int
    name: str
    unit_id: int
    is_member: bool
    holds_post: bool
    standing: str
    post: str
    rank: str


class People:
    """Gives out the people of each unit, nobody twice while there are others."""

    def __init__(self, units: Iterable[Unit], rng: Random) -> None:
        self.rng = rng
        self.units = {unit.pk: unit for unit in units}
        self.pools: dict[str, list[Known]] = defaultdict(list)
        for known in self._register():
            self.pools[_pool(self.units[known.unit_id])].append(known)
        for pool in self.pools.values():
            rng.shuffle(pool)
        self.turn: dict[str, int] = defaultdict(int)

    def _register(self) -> list[Known]:
        """Return the supervisees who have no account and are nobody's relative who has one."""
        kin = Kinship.objects.filter(Q(person__account__isnull=False))
        near = Kinship.objects.filter(relative__account__isnull=False)
        barred = {
            *kin.exclude(relative=None).values_list("relative_id", flat=True),
            *near.values_list("person_id", flat=True),
        }
        posts = {
            person: (title, rank)
            for person, title, rank in PersonPost.objects.filter(held_now(), unit__isnull=False)
            .order_by("pk")
            .values_list("person_id", "title", "rank")
        }
        rows = Person.objects.filter(is_supervisee=True, account__isnull=True).order_by("pk")
        values = rows.values_list(
            "pk", "name", "unit_id", "is_member", "party_post", "supervisee_kind"
        )
        return [
            Known(
                pk=pk,
                name=name,
                unit_id=unit_id,
                is_member=is_member,
                holds_post=bool(party_post),
                standing=_STANDING.get(kind, kind),
                post=posts.get(pk, ("", ""))[0],
                rank=posts.get(pk, ("", ""))[1],
            )
            for pk, name, unit_id, is_member, party_post, kind in values
            if pk not in barred
        ]

    def respondents(self, clue: Clue, count: int, form: str) -> list[Respondent]:
        """Return so many respondents of the clue's unit who may receive what the form asks for."""
        found = [self._one(clue, form) for _n in range(count)]
        for later in found[1:]:
            if not form:
                later.role = "involved"
        return found

    def _one(self, clue: Clue, form: str) -> Respondent:
        if not form and self.rng.random() < _OUTSIDE:
            male = self.rng.random() < 0.6
            return Respondent(
                clue=clue,
                name=people_names.name(self.rng, male=male),
                workplace=clue.unit.name,
                post="工作人员",
                standing="none",
            )
        known = self._next(_pool(clue.unit), form)
        return Respondent(
            clue=clue,
            person_id=known.pk,
            name=known.name,
            unit_id=known.unit_id,
            workplace=self.units[known.unit_id].name,
            post=known.post,
            rank=known.rank,
            standing=known.standing,
            is_member=known.is_member,
            holds_party_post=known.holds_post,
        )

    def _next(self, name: str, form: str) -> Known:
        """Return the next of the unit whom the form fits."""
        pool = self.pools[name]
        for _n in range(len(pool)):
            known = pool[self.turn[name] % len(pool)]
            self.turn[name] += 1
            if fits(known.standing, is_member=known.is_member, form=form):
                return known
        raise LookupError(f"nobody among {name} fits the form {form!r}")


def fits(standing: str, *, is_member: bool, form: str) -> bool:
    """Tell whether somebody can receive a sanction of the form at all."""
    return form != "third" or is_member or standing not in FEW_SANCTIONS


def _pool(unit: Unit) -> str:
    """Return among whom somebody of the unit is looked for: its own, or a township's villages."""
    top = unit.path[: Unit.steplen * 2]
    return top if unit.path == top else f"{top}*"
