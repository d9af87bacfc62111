"""Walk a clue through its steps by the services that move it in life."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cases.entries import ClueEntry, RespondentEntry
from cases.enums import (
    OUTSIDE,
    AccessKind,
    ClueStatus,
    Naming,
    PersonStanding,
    Source,
    Violation,
)
from cases.models import Clue, Step
from cases.rules.paper_kinds import kind_of
from cases.selectors.papers import missing_papers
from cases.selectors.signatories import chain_of, next_position, next_signers
from cases.services import steps, team
from cases.services.intake import register_clue
from cases.services.papers import add_scan
from cases.workflow import CONCLUDED, transition
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.models import Unit

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
OPINION = "经研究，拟按规定办理，请审批。"


def scan(name: str = "件.pdf") -> SimpleUploadedFile:
    """Return a small file as it comes from a scanner."""
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def register(
    actor: User, unit: Unit, respondents: Sequence[RespondentEntry] = (), **more: Any
) -> Clue:
    """Enter a clue about somebody of the unit."""
    people = respondents or [
        RespondentEntry(
            name="高建军",
            unit=unit,
            post="副局长",
            standing=PersonStanding.CIVIL_SERVANT,
            is_member=True,
        )
    ]
    given: dict[str, Any] = {
        "source": Source.LETTER,
        "naming": Naming.ANONYMOUS,
        "unit": unit,
        "summary": "反映副局长在工程发包中收受礼金",
        "content": "来信反映：高建军在河道整治工程发包中收受承包人礼金，并为其谋取便利。",
        "received_at": clock.now(),
        "violations": [Violation.INTEGRITY],
        "respondents": people,
    }
    return register_clue(actor=actor, entry=ClueEntry(**{**given, **more}))


@dataclass
class Walk:
    """The people of one clue; each act is proposed and signed by whoever may."""

    casesup: User
    head: User
    handler: User
    second: User
    review_head: User
    reviewers: tuple[User, User]

    def name(self, clue: Clue, user: User, kind: str, by: User | None = None) -> Clue:
        """Name somebody for a part in the clue, for a month."""
        actor = by or (self.review_head if kind == AccessKind.REVIEWER else self.head)
        fresh = Clue.objects.get(pk=clue.pk)
        last_on = clock.today() + dt.timedelta(days=30)
        team.name(
            actor=actor, clue=fresh, user=user, kind=kind, last_on=last_on, version=fresh.version
        )
        return Clue.objects.get(pk=clue.pk)

    def staff(self, clue: Clue) -> Clue:
        """Name the officer in charge and a second one."""
        self.name(clue, self.handler, AccessKind.HANDLER)
        return self.name(clue, self.second, AccessKind.TEAM)

    def panel(self, clue: Clue) -> Clue:
        """Name the review panel."""
        for reviewer in self.reviewers:
            clue = self.name(clue, reviewer, AccessKind.REVIEWER)
        return clue

    def hands(self, act: str) -> tuple[User, list[User]]:
        """Return who proposes the act, and who takes part."""
        return self.of(transition(act).proposer)

    def of(self, hand: str) -> tuple[User, list[User]]:
        """Return who acts for the office, and who takes part."""
        if hand == "case_supervision":
            return self.casesup, []
        if hand == "review":
            return self.reviewers[0], [self.reviewers[1]]
        return self.handler, [self.second]

    def papers(self, clue: Clue, act: str) -> None:
        """Bring in every paper the act still lacks."""
        for number, slot in enumerate(missing_papers(clue, act)):
            actor, officers = self.of(kind_of(slot).hand)
            add_scan(
                actor=actor,
                clue=clue,
                slot=slot,
                file=scan(),
                dated_on=clock.today(),
                printed=f"外来〔2026〕{clue.pk}{act}{number}号",
                officers=[actor, *officers],
            )

    def propose(self, clue: Clue, act: str, facts: dict[str, Any] | None = None) -> Step:
        """Propose the act with its papers."""
        clue = Clue.objects.get(pk=clue.pk)
        self.papers(clue, act)
        actor, officers = self.hands(act)
        return steps.propose(
            actor=actor,
            clue=clue,
            act=act,
            facts=facts if facts is not None else facts_for(clue, act),
            opinion=OPINION,
            officers=officers,
            version=clue.version,
        )

    def sign_next(self, step: Step) -> Step:
        """Sign in the place that is asked now."""
        signatory = chain_of(step)[next_position(step) - 1]
        if signatory in OUTSIDE:
            return steps.sign_outside(
                actor=self.casesup,
                step=step,
                name="魏党生",
                post="区委书记",
                on=clock.today(),
                opinion="同意",
                attachment=scan("批示.pdf"),
            )
        signers = next_signers(step)
        first = next(pk for pk, place in signers.items() if place is None)
        actor = User.objects.get(pk=first)
        return steps.sign(actor=actor, step=step, approves=True, opinion="同意")

    def approve(self, step: Step) -> Clue:
        """Sign in every place; the step is taken with the last one."""
        while step.settled_at is None:
            step = self.sign_next(step)
        return Clue.objects.get(pk=step.clue_id)

    def take(self, clue: Clue, act: str, facts: dict[str, Any] | None = None) -> Clue:
        """Propose and approve the act."""
        return self.approve(self.propose(clue, act, facts))

    def assign(self, clue: Clue, office: Unit) -> Clue:
        """Assign the clue and name its officers."""
        return self.staff(self.take(clue, "assign", {"handling_office": office.pk}))

    def to_review(self, clue: Clue, office: Unit) -> Clue:
        """Lead a registered clue into review."""
        clue = self.assign(clue, office)
        for act in ("dispose_verify", "file", "announce_filing", "transfer"):
            clue = self.take(clue, act)
        return self.take(self.panel(clue), "accept")


def facts_for(clue: Clue, act: str) -> dict[str, Any]:
    """Return facts that fit the act."""
    today = clock.today()
    known = {
        "respondents": list(clue.respondents.values_list("pk", flat=True)),
        "talk_mode": "talk",
        "filing_kind": "both",
        "reason": "反映的问题不具备进一步核实的条件。",
        "review_on": today + dt.timedelta(days=90),
        "receiving_unit": "清江区水务局党组",
        "announced_on": today,
        "investigation_plan": "成立审查调查组，分三个方向开展工作。",
        "property": "无",
        "executed_on": today,
        "archive_number": f"JD-{clue.pk}",
        "panel": [],
    }
    return {fact: known[fact] for fact in transition(act).facts if fact in known}


def force(clue: Clue, status: str) -> Clue:
    """Set the clue to a status past the walls: for tests of what follows from there."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Clue.objects.filter(pk=clue.pk).update(
            status=status,
            status_since=now,
            concluded_at=now if status in CONCLUDED else None,
            review_on=now.date() if status == ClueStatus.HELD else None,
            archive_number=f"F-{clue.pk}" if status == ClueStatus.ARCHIVED else "",
            repeat_of=None,
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    return Clue.objects.get(pk=clue.pk)
