"""Clues of the demo that go their way by the services which move clues in life, act by act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.files import pdf_file
from cases.entries import ClueEntry, RespondentEntry
from cases.enums import OUTSIDE, AccessKind, Act, Hand
from cases.models import Clue, Step
from cases.rules.paper_kinds import kind_of
from cases.selectors.papers import missing_papers
from cases.selectors.signatories import chain_of, next_position, next_signers
from cases.selectors.steps import open_step
from cases.services import steps, team
from cases.services.intake import register_clue
from cases.services.papers import draft_paper, edit_paper, finish_paper
from cases.workflow import transition
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.people.models import Person
from supervision.project.demo.cases_bench import OUTSIDE as OUTSIDERS
from supervision.project.demo.cases_papers import words_of
from supervision.project.demo.cases_texts import OPINIONS
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

#: At these hours of a day an act is proposed, and then signed by one after the other.
_HOURS = ((9, 10), (10, 5), (10, 50), (11, 35), (14, 40), (15, 30), (16, 25), (17, 10))
#: Whoever is named for a clue has it through so many days.
_DAYS = 180
AGREED = "同意，请依规依纪依法办理。"


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    """Return the instant of the demo's year in China."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


def somebody(unit: Unit) -> RespondentEntry:
    """Return a supervisee of the unit who has no account and no relative in the register.

    Nobody then has to leave a clue about them to others. Raises LookupError where there is none.
    """
    rows = Person.objects.filter(unit=unit, is_supervisee=True, account=None)
    person = rows.filter(kin=None, kin_of=None).order_by("pk").first()
    if person is None:
        raise LookupError(f"nobody of {unit.code} is without a relative in the register")
    return RespondentEntry(name=person.name, person=person, unit=unit)


@dataclass
class Matter:
    """One clue from its entry on; the first of its happenings enters it, the others find it."""

    cast: Cast
    entry: Callable[[], ClueEntry]
    registrar: str = "petition"
    #: Who carries it, and the team; who sits on the panel.
    officers: Sequence[str] = ()
    panel: Sequence[str] = ()
    key: int = field(default=0, init=False)

    @property
    def clue(self) -> Clue:
        """Return the clue as it stands."""
        rows = Clue.objects.select_related("unit", "handling_office", "registering_office")
        return rows.get(pk=self.key)

    def user(self, username: str) -> User:
        """Return the account."""
        return self.cast.users[username]

    def entered(self, when: dt.datetime) -> Happening:
        """Return the happening that enters the clue."""
        return Happening(when, self._enter)

    def _enter(self) -> None:
        self.key = register_clue(actor=self.user(self.registrar), entry=self.entry()).pk

    def assigned(self, when: dt.datetime, office: str, head: str) -> list[Happening]:
        """Return the assignment to an office, after which its head names who handles."""
        facts = {"handling_office": self.cast.units[office].pk}
        return [
            *self.taken(when, Act.ASSIGN, facts=facts),
            *self.named(when + dt.timedelta(hours=8), head, self.officers, AccessKind.TEAM),
        ]

    def named(
        self, when: dt.datetime, by: str, usernames: Sequence[str], kind: str
    ) -> list[Happening]:
        """Return the naming of people; of a team the first carries the clue."""
        found = []
        for place, username in enumerate(usernames):
            part = AccessKind.HANDLER if kind == AccessKind.TEAM and place == 0 else kind
            moment = when + dt.timedelta(minutes=4 * place)
            found.append(Happening(moment, partial(self._name, by, username, part)))
        return found

    def _name(self, by: str, username: str, kind: str) -> None:
        clue = self.clue
        last_on = clock.today() + dt.timedelta(days=_DAYS)
        team.name(
            actor=self.user(by),
            clue=clue,
            user=self.user(username),
            kind=kind,
            last_on=last_on,
            version=clue.version,
        )

    def taken(
        self,
        when: dt.datetime,
        act: str,
        *,
        facts: dict[str, Any] | None = None,
        countersigners: Sequence[str] = (),
        signed: int | None = None,
    ) -> list[Happening]:
        """Return the proposal of an act and so many of its signatures; all of them without."""
        row = transition(act)
        asked = [one for one in row.signatories if one not in row.conditional]
        count = len(asked) + len(countersigners) if signed is None else signed
        moments = [when.replace(hour=hour, minute=minute) for hour, minute in _HOURS]
        found = [Happening(moments[0], partial(self._propose, act, facts or {}, countersigners))]
        return found + [Happening(moment, self._sign) for moment in moments[1 : count + 1]]

    def _hands(self, hand: str) -> list[User]:
        named = {Hand.HANDLING: self.officers, Hand.REVIEW: self.panel}
        return [self.user(one) for one in named.get(Hand(hand), ("casesup",))]

    def _propose(self, act: str, facts: dict[str, Any], countersigners: Sequence[str]) -> None:
        self._write(act)
        clue, row = self.clue, transition(act)
        first, *others = self._hands(row.proposer)
        steps.propose(
            actor=first,
            clue=clue,
            act=act,
            facts={"respondents": list(clue.respondents.values_list("pk", flat=True)), **facts},
            opinion=OPINIONS[act][0],
            officers=others,
            countersigners=[self.user(one) for one in countersigners],
            version=clue.version,
        )

    def _write(self, act: str) -> None:
        """Write every paper that the act still lacks."""
        clue = self.clue
        names = "、".join(clue.respondents.order_by("pk").values_list("name", flat=True))
        for slot in missing_papers(clue, act):
            kind = kind_of(slot)
            hands = self._hands(kind.hand)
            draft = draft_paper(actor=hands[0], clue=clue, slot=slot)
            words = words_of(kind, clue, names)
            paper = edit_paper(
                actor=hands[0], paper=draft, content=words, officers=hands[: kind.officers]
            )
            finish_paper(actor=hands[0], paper=paper)

    def _sign(self) -> None:
        step = open_step(self.clue)
        if step is None:
            raise LookupError("no step waits for a signature")
        signatory = chain_of(step)[next_position(step) - 1]
        if signatory in OUTSIDE:
            self._record(step, signatory)
            return
        first = next(pk for pk, place in next_signers(step).items() if place is None)
        steps.sign(actor=User.objects.get(pk=first), step=step, approves=True, opinion=AGREED)

    def _record(self, step: Step, signatory: str) -> None:
        name, post = OUTSIDERS[signatory]
        words = f"{name}审议有关问题，同意承办部门意见。"
        steps.sign_outside(
            actor=self.user("casesup"),
            step=step,
            name=name,
            post=post,
            on=clock.today(),
            opinion="同意。",
            attachment=SimpleUploadedFile(f"{post}.pdf", pdf_file(f"{name}{post}", [words])),
        )
