"""A clue at each stage and a clock of each kind, all begun on one morning by the real services."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cases.entries import ReporterEntry
from cases.enums import AccessKind, Naming, Source
from cases.models import Clue
from cases.services import access, clocks, outcome_drafts
from cases.services.papers import add_scan
from supervision import clock as portal_clock
from supervision.organizations.models import Unit
from tests.cases.clocks.year_oracle import Expected
from tests.cases.walk import Walk, facts_for, register, scan

REASON = "违反廉洁纪律，收受可能影响公正执行公务的礼金三万元。"
#: Which terms a clue has behind it when it comes to a stage.
DISPOSED = ("clue_disposition",)
VERIFIED = (*DISPOSED, "prelim_verification")
FILED = (*VERIFIED, "filing_approval")
ANNOUNCED = (*FILED, "filing_announce")
DECIDED = (*ANNOUNCED, "investigation_no_detention", "trial")
EXECUTED = (*DECIDED, "decision_announce", "decision_formalities", "execution_report")

#: Of each clue: what is over on the first morning, and what runs.
BEGUN: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "registered": ((), ("named_ack", "assigned_report")),
    "assigned": ((), ("clue_disposition",)),
    "settled": (("named_ack",), ("clue_disposition",)),
    "inquiry": (DISPOSED, ("inquiry_reply",)),
    "talk": (DISPOSED, ("talk_inquiry_close",)),
    "verifying": (DISPOSED, ("prelim_verification", "filing_approval")),
    "held": (DISPOSED, ("held_review",)),
    "closed": ((*DISPOSED, "named_ack"), ("named_feedback",)),
    "first_form": (VERIFIED, ()),
    "referred": (VERIFIED, ()),
    "filed": (FILED, ("filing_announce", "party_investigation_legacy")),
    "investigating": (
        (*ANNOUNCED, "investigation_no_detention"),
        (
            # Begun when a detention was lifted, in place of the one of the filing.
            *("investigation_after_detention", "compel_appearance", "compel_appearance_extended"),
            *("await_investigation", "protective_custody", "protective_custody_transfer"),
            *("detention", "detention_recalc", "detention_notice", "detention_change_request"),
            *("release_property", "tech_measure"),
        ),
    ),
    "transferred": (ANNOUNCED, ("investigation_no_detention",)),
    "returned": (ANNOUNCED, ("investigation_no_detention", "trial")),
    "resubmitted": (ANNOUNCED, ("investigation_no_detention", "trial")),
    "decided": (DECIDED, ("decision_announce", "decision_formalities", "execution_report")),
    "announced": (
        (*DECIDED, "decision_announce"),
        ("decision_formalities", "execution_report"),
    ),
    "withdrawn": ((*ANNOUNCED, "investigation_no_detention"), ()),
    "archived": (DISPOSED, ()),
    "executed": (
        EXECUTED,
        (
            *("party_appeal", "review", "recheck", "measure_complaint"),
            *("measure_complaint_recheck", "prosecution_supplement"),
        ),
    ),
}
#: What has ended when the year begins.
OVER = {"closed", "first_form", "referred", "executed", "withdrawn", "archived"}
_NAMED = {"registered", "settled", "closed"}
#: Where the reporter heard at once that the report was accepted.
_TOLD = {"settled", "closed"}
_WAYS: dict[str, tuple[str, ...]] = {
    "inquiry": ("dispose_talk",),
    "talk": ("dispose_talk",),
    "verifying": ("dispose_verify",),
    "held": ("dispose_hold",),
    "closed": ("dispose_close",),
    "first_form": ("dispose_verify", "verify_first_form"),
    "referred": ("dispose_verify", "verify_refer"),
    "filed": ("dispose_verify", "file"),
    "investigating": ("dispose_verify", "file", "announce_filing"),
    "transferred": ("dispose_verify", "file", "announce_filing", "transfer"),
    "withdrawn": ("dispose_verify", "file", "announce_filing", "withdraw_case"),
    "archived": ("dispose_close", "archive"),
}
#: What follows once the case is in review.
_AFTER_REVIEW: dict[str, tuple[str, ...]] = {
    "returned": (),
    "resubmitted": (),
    "decided": ("decide",),
    "announced": ("decide", "announce"),
    "executed": ("decide", "announce", "execute"),
}


@dataclass
class World:
    """The clues by their stage, and every term that should run on them."""

    walk: Walk
    petition: Any
    examiner: Any
    unit: Unit
    office: Unit
    start: dt.datetime
    clues: dict[str, Clue] = field(default_factory=dict)
    terms: dict[tuple[str, str], Expected] = field(default_factory=dict)

    def build(self) -> None:
        """Bring every clue where it belongs, and note what should run there."""
        for name, (over, running) in BEGUN.items():
            self.clues[name] = self._lead(name)
            for code in (*over, *running):
                self.expect(name, code, self.start)
            for code in over:
                self.terms[name, code].closed = self.start
        for name, (_over, running) in BEGUN.items():
            self._open(name, running)

    def expect(self, name: str, code: str, start: dt.datetime) -> None:
        """Note a term that should run."""
        self.terms[name, code] = Expected(name, code, start)

    def take(self, name: str, act: str) -> None:
        """Propose and approve an act on one of the clues."""
        self.clues[name] = self.walk.take(self.clues[name], act)

    def _lead(self, name: str) -> Clue:
        clue = self._register(name)
        if name == "registered":
            return clue
        if name in _AFTER_REVIEW:
            clue = self.walk.to_review(clue, self.office)
            self._causes(clue)
        else:
            clue = self.walk.assign(clue, self.office)
        for act in (*_WAYS.get(name, ()), *_AFTER_REVIEW.get(name, ())):
            clue = self._step(name, clue, act)
        return clue

    def _register(self, name: str) -> Clue:
        named = {"naming": Naming.NAMED, "reporter": ReporterEntry("田秋实")}
        source = Source.SUPERIOR_ASSIGNED if name == "registered" else Source.LETTER
        clue = register(
            self.petition,
            self.unit,
            source=source,
            received_at=self.start,
            **(named if name in _NAMED else {}),
        )
        if name in _TOLD:
            today = portal_clock.today()
            clocks.reporter_told(actor=self.petition, clue=clue, of_result=False, on=today)
        return clue

    def _causes(self, clue: Clue) -> None:
        add_scan(
            actor=self.walk.handler,
            clue=clue,
            slot="cause_report",
            file=scan(),
            dated_on=portal_clock.today(),
            printed=f"清江纪报〔2025〕{clue.pk}号",
            officers=[self.walk.handler, self.walk.second],
        )

    def _step(self, name: str, clue: Clue, act: str) -> Clue:
        if act == "decide":
            # From a demotion on, post and pay have to be changed within a month.
            self._draft(self.walk.reviewers[0], clue, "government:demotion")
        if act == "verify_first_form":
            self._draft(self.walk.handler, clue, "admonition")
        facts = facts_for(clue, act)
        if act == "file" and name == "filed":
            facts["filing_kind"] = "party"
        return self.walk.take(clue, act, facts)

    def _draft(self, actor: Any, clue: Clue, code: str) -> None:
        outcome_drafts.write(
            actor=actor, clue=clue, respondent=clue.respondents.get(), code=code, reason=REASON
        )

    def _open(self, name: str, running: tuple[str, ...]) -> None:
        """Start what facts start: a proposal, a letter, a talk, a measure, a remedy."""
        clue, today = self.clues[name], portal_clock.today()
        handler, person = self.walk.handler, clue.respondents.get()
        match name:
            case "verifying":
                self.walk.propose(clue, "file")
            case "inquiry":
                clocks.inquiry_received(actor=handler, clue=clue, respondent=person, on=today)
            case "talk":
                clocks.talk_ended(actor=handler, clue=clue, on=today)
            case "executed":
                head = self.walk.review_head
                access.give(actor=head, clue=clue, user=self.examiner, kind=AccessKind.EXAMINER)
        if name not in ("investigating", "executed"):
            return
        known = set(clue.clocks.filter(closed_at__isnull=True).values_list("term_code", flat=True))
        for code in running:
            if code not in known:
                term = self.terms[name, code]
                at = self.start if term.in_hours else portal_clock.now()
                clocks.open_clock(
                    actor=handler, clue=clue, code=code, starts_at=at, respondent=person
                )
