"""The hands through which the demo's clues go: who proposes, who signs, whose office it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from cases.workflow import Transition, transition
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.project.demo.cases_cast import (
    GROUPS,
    OFFICES,
    PETITION,
    REVIEW,
    SUPERVISION,
    TOWNS,
    bodies,
)
from supervision.project.demo.cast import Cast

#: Who approves outside of the portal, and in what post.
OUTSIDE = {
    "party_head": ("韩砚清", "区委书记"),
    "committee": ("区纪委常委会", "会议纪要"),
}


@dataclass
class Bench:
    """The people of the demo by what they do."""

    cast: Cast
    rng: Random
    by_body: dict[str, tuple[User, User, User]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find the accounts of every body."""
        for code, people in bodies().items():
            head, first, second = (self.user(username) for username, _name, _title in people)
            self.by_body[code] = (head, first, second)

    def user(self, username: str) -> User:
        """Return the account."""
        return self.cast.users[username]

    def unit(self, code: str) -> Unit:
        """Return the unit."""
        return self.cast.units[code]

    def hand(self, row: Transition, body: str) -> list[User]:
        """Return who proposes an act and who takes part in it."""
        if row.proposer == "handling":
            return list(self.by_body[body][1:])
        if row.proposer == "review":
            return [self.user("reviewer"), self.user("reviewer2")]
        return [self.user("casesup")]

    def signer(self, signatory: str, row: Transition, body: str) -> User:
        """Return who signs in a place of the chain; of one from outside, who records it."""
        if signatory in OUTSIDE:
            return self.user("casesup")
        if signatory == "principal":
            return self.user("principal")
        if row.proposer == "case_supervision":
            return self.user("casesuphead" if signatory == "office_head" else "deputy2")
        if row.proposer == "review":
            return self.user("reviewhead" if signatory == "office_head" else "deputy2")
        if signatory == "office_head":
            return self.by_body[body][0]
        return self.user("deputy" if body in OFFICES else "deputy3")

    def chain(self, act: str) -> list[str]:
        """Return the signatories whom the act asks for, without the conditional ones."""
        row = transition(act)
        return [one for one in row.signatories if one not in row.conditional]

    def registrar(self, source: str, naming: str) -> tuple[User, Unit]:
        """Return who enters a clue of this source, and for which office."""
        if naming != "none":
            return self.user("petition"), self.unit(PETITION)
        return self.user("casesup"), self.unit(SUPERVISION)

    def reviewing(self) -> Unit:
        """Return the office that reviews."""
        return self.unit(REVIEW)

    def concerned(self, body: str) -> Unit:
        """Return a unit about which the body gets clues."""
        if body in TOWNS:
            # Its own people would have to leave a matter of the township itself to others.
            return self.rng.choice(self._below(self.unit(body)))
        if body in GROUPS:
            group = self.unit(body)
            return self.rng.choice(self._of_kind(lambda unit: unit.supervised_by_id == group.pk))
        units = self._of_kind(lambda unit: unit.kind in ("department", "township"))
        place = OFFICES.index(body)
        unit = self.rng.choice(units[place :: len(OFFICES)])
        return self.rng.choice([unit, unit, *self._below(unit)])

    def _of_kind(self, wanted: Callable[[Unit], bool]) -> list[Unit]:
        found = [unit for unit in self.cast.units.values() if wanted(unit)]
        return sorted(found, key=lambda unit: unit.code)

    def _below(self, unit: Unit) -> list[Unit]:
        return self._of_kind(
            lambda one: one.path.startswith(unit.path) and one.depth == unit.depth + 1
        )
