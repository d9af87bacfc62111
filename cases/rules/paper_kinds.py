"""What each paper of a case is: its form, number, writer, and whether it leaves the house.

Which step asks for which paper stands in `workflow`; here is what the paper itself is.
"""

from __future__ import annotations

from dataclasses import dataclass

from cases import workflow
from cases.workflow import (
    CHUFEN,
    DANGAN,
    GUIZE,
    JIANCHA,
    MEMORY,
    PARTIAL,
    SHISHI,
    ZHENGWU,
    Article,
    Transition,
)

LETTER, GENERAL, PLAIN, FORM = "letter", "general", "plain", "form"
_HANDLING, _REVIEW, _SUPERVISION = "handling", "review", "case_supervision"
_TALKING = frozenset({"talk_inquiry"})
_INVESTIGATED = frozenset({"investigating", "transferred", "in_review", "returned"})
#: While a case is looked into and after it was decided: what the unit has to mend.
_FOLLOWED_UP = _INVESTIGATED | {"decided", "announced", "executed"}


@dataclass(frozen=True)
class PaperKind:
    """One kind of paper in the file of a case.

    `series` is the word in its number, empty where it takes none. `hand` is the office that writes
    it, `at` the statuses at which it may be begun besides those of the steps that ask for it. A
    paper that `leaves` the house is read by the person or their unit; `officers` answer for it by
    name. One `by_hand` is issued when it is needed, the others with the step they belong to. The
    papers of a kind `per_person` are written for all respondents together or one for each.
    """

    slot: str
    form: str
    hand: str
    article: Article
    series: str = ""
    officers: int = 1
    leaves: bool = False
    by_hand: bool = False
    per_person: bool = False
    at: frozenset[str] = frozenset()

    @property
    def names(self) -> int:
        """Return how many officers stand under it; letters and decisions the organ alone signs."""
        return self.officers if self.form in (PLAIN, FORM) else 0

    @property
    def is_numbered(self) -> bool:
        """Tell whether the paper takes a number of a series."""
        return bool(self.series)


_KINDS: tuple[PaperKind, ...] = (
    # --- forms ---------------------------------------------------------------------------
    PaperKind("assignment_sheet", FORM, _SUPERVISION, Article(GUIZE, "第二十三条")),
    PaperKind("disposition_sheet", FORM, _HANDLING, Article(GUIZE, "第二十一条第二款")),
    PaperKind("revival_sheet", FORM, _HANDLING, Article(GUIZE, "第二十三条")),
    PaperKind("filing_sheet", FORM, _HANDLING, Article(GUIZE, "第三十八条"), officers=2),
    # --- plans and reports ---------------------------------------------------------------
    PaperKind("talk_plan", PLAIN, _HANDLING, Article(GUIZE, "第二十七条", PARTIAL), officers=2),
    PaperKind("talk_report", PLAIN, _HANDLING, Article(GUIZE, "第三十条", MEMORY), officers=2),
    PaperKind("verification_plan", PLAIN, _HANDLING, Article(GUIZE, "第三十三条"), officers=2),
    PaperKind(
        "verification_report", PLAIN, _HANDLING, Article(GUIZE, "第三十五条", MEMORY), officers=2
    ),
    PaperKind(
        "investigation_report", PLAIN, _HANDLING, Article(GUIZE, "第五十三条", MEMORY), officers=2
    ),
    PaperKind(
        "cause_report",
        PLAIN,
        _HANDLING,
        Article("“一案双报告”制度", "", PARTIAL),
        officers=2,
        at=_INVESTIGATED,
    ),
    PaperKind(
        "facts_statement",
        PLAIN,
        _HANDLING,
        Article(GUIZE, "第五十三条", MEMORY),
        officers=2,
        leaves=True,
        per_person=True,
    ),
    PaperKind("property_report", PLAIN, _HANDLING, Article(JIANCHA, "第二十八条"), officers=2),
    PaperKind("supplement_report", PLAIN, _HANDLING, Article(GUIZE, "第五十五条"), officers=2),
    PaperKind("review_report", PLAIN, _REVIEW, Article(GUIZE, "第五十六条"), officers=2),
    PaperKind("execution_report", PLAIN, _REVIEW, Article(CHUFEN, "第四十五条")),
    PaperKind(
        "rectification_list",
        PLAIN,
        _HANDLING,
        Article("“以案促改”制度", "", PARTIAL),
        leaves=True,
        at=_FOLLOWED_UP,
    ),
    # --- letters and notices -------------------------------------------------------------
    PaperKind(
        "talk_notice",
        LETTER,
        _HANDLING,
        Article(GUIZE, "第二十八条", MEMORY),
        series="谈通",
        leaves=True,
        by_hand=True,
        per_person=True,
        at=_TALKING,
    ),
    PaperKind(
        "inquiry_letter",
        LETTER,
        _HANDLING,
        Article(GUIZE, "第二十九条", MEMORY),
        series="函询",
        leaves=True,
        by_hand=True,
        per_person=True,
        at=_TALKING,
    ),
    PaperKind(
        "acceptance_letter",
        LETTER,
        _HANDLING,
        Article(GUIZE, "第三十条", MEMORY),
        series="采信函",
        leaves=True,
        per_person=True,
    ),
    PaperKind(
        "referral_letter",
        LETTER,
        _HANDLING,
        Article(GUIZE, "第三十五条", MEMORY),
        series="移函",
        leaves=True,
    ),
    PaperKind(
        "filing_notice",
        LETTER,
        _HANDLING,
        Article(f"{GUIZE}第三十八条、{SHISHI}", "第一百八十四条"),
        series="立通",
        leaves=True,
        by_hand=True,
        per_person=True,
    ),
    PaperKind("return_letter", LETTER, _REVIEW, Article(GUIZE, "第五十五条第五项"), series="退函"),
    PaperKind(
        "execution_notice",
        LETTER,
        _REVIEW,
        Article(CHUFEN, "第四十四条"),
        series="执通",
        leaves=True,
        by_hand=True,
        per_person=True,
        at=frozenset({"decided", "announced"}),
    ),
    PaperKind(
        "proposal_letter",
        LETTER,
        _HANDLING,
        Article(JIANCHA, "第五十二条"),
        series="建",
        leaves=True,
        by_hand=True,
        at=_FOLLOWED_UP,
    ),
    # --- decisions -----------------------------------------------------------------------
    PaperKind(
        "filing_decision",
        GENERAL,
        _HANDLING,
        Article(GUIZE, "第三十八条"),
        series="立",
        leaves=True,
        per_person=True,
    ),
    PaperKind(
        "decision",
        GENERAL,
        _REVIEW,
        Article(f"{GUIZE}第五十六条、{ZHENGWU}", "第四十五条"),
        series="处",
        leaves=True,
        per_person=True,
    ),
    PaperKind(
        "government_decision",
        GENERAL,
        _REVIEW,
        Article(ZHENGWU, "第四十五条"),
        series="政处",
        leaves=True,
        per_person=True,
        at=frozenset({"in_review"}),
    ),
    PaperKind(
        "withdrawal_decision",
        GENERAL,
        _HANDLING,
        Article(JIANCHA, "第五十二条"),
        series="撤",
        leaves=True,
        per_person=True,
    ),
    # --- records -------------------------------------------------------------------------
    PaperKind(
        "talk_record",
        FORM,
        _HANDLING,
        Article(GUIZE, "第二十八条", MEMORY),
        officers=2,
        per_person=True,
        at=_TALKING | {"verifying", "investigating"},
    ),
    PaperKind("transfer_receipt", FORM, _REVIEW, Article(GUIZE, "第五十四条", MEMORY), officers=2),
    PaperKind(
        "announcement_record",
        FORM,
        _REVIEW,
        Article(CHUFEN, "第四十四条"),
        officers=2,
        per_person=True,
    ),
)

KINDS: dict[str, PaperKind] = {kind.slot: kind for kind in _KINDS}
#: What a case file must hold besides (案件档案).
ARCHIVE = Article(DANGAN, "", PARTIAL)
#: Steps that are the exception: pages name them after the others.
EXCEPTIONAL = frozenset({"reassign", "file_directly", "withdraw_case"})
#: Papers that stand for another: who holds no Party membership gets the one of the government.
INSTEAD = {"decision": ("decision", "government_decision")}
#: A paper made for an earlier step that a later one asks for as well.
CARRIED = frozenset({("decide", "investigation_report")})


def free_slots() -> list[str]:
    """Return the papers that no step asks for: several of them may stand at the same time."""
    asked = {fit for one in workflow.TRANSITIONS for slot in one.papers for fit in fitting(slot)}
    return sorted(slot for slot in KINDS if slot not in asked)


def kind_of(slot: str) -> PaperKind:
    """Return what the paper is; raises LookupError for an unknown one."""
    try:
        return KINDS[slot]
    except KeyError:
        raise LookupError(f"there is no paper {slot!r}") from None


def fitting(slot: str) -> tuple[str, ...]:
    """Return the papers that fill the slot."""
    return INSTEAD.get(slot, (slot,))


def acts_with(slot: str) -> list[Transition]:
    """Return the steps that ask for the paper, in the order of the table."""
    return [one for one in workflow.TRANSITIONS if slot in one.papers]


def may_be_written(slot: str, status: str) -> bool:
    """Tell whether the paper may be begun while a clue stands at the status."""
    return status in kind_of(slot).at or any(status in one.before for one in acts_with(slot))


def writable(status: str) -> list[PaperKind]:
    """Return what may be written while a clue stands at the status, in the order of the file."""
    return [kind for kind in _KINDS if may_be_written(kind.slot, status)]


def in_order(slots: frozenset[str]) -> list[str]:
    """Return the papers in the order of the file."""
    return [slot for slot in KINDS if slot in slots]
