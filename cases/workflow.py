"""The way of a clue as one table, for services, triggers, screens and the printed diagram.

Codes are those of `enums`; articles name the law as the term rules do. Whatever asks which step is
possible, who approves it, what it needs and which clocks it opens or closes asks this table.
"""

from __future__ import annotations

from dataclasses import dataclass, field

GUIZE = "《中国共产党纪律检查机关监督执纪工作规则》"
JIANCHA = "《中华人民共和国监察法》"
SHISHI = "《中华人民共和国监察法实施条例》（2021年）"
CHUFEN = "《中国共产党纪律处分条例》"
ZHENGWU = "《中华人民共和国公职人员政务处分法》"
JIANJU = "《纪检监察机关处理检举控告工作规则》"
DANGAN = "《纪检监察机关案件档案管理办法》"

#: How sure an article is: read in the text, found in part, or from memory (shown on the page).
TEXT, PARTIAL, MEMORY = "text", "partial", "memory"


@dataclass(frozen=True)
class Article:
    """Where the law says so."""

    law: str
    number: str = ""
    certainty: str = TEXT

    def __str__(self) -> str:
        """Return the citation."""
        return f"{self.law}{self.number}"


@dataclass(frozen=True)
class Transition:
    """One act: from where to where, in whose hands, and what it takes and brings about.

    `proposer` is the office whose officer proposes; `signatories` approve in this order, none of
    them on a proposal of their own. `facts` are what the form must state, `papers` what must exist
    before the step is approved. `opens` and `closes` name term rules; `pauses` and `resumes` too.
    """

    act: str
    before: frozenset[str]
    after: str
    proposer: str
    signatories: tuple[str, ...]
    article: Article
    facts: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    #: How many officers must take part, by name (谈话、核查、审理、宣布由二人以上进行).
    officers: int = 1
    #: Signatories that are asked only where the respondent or the decision calls for them.
    conditional: frozenset[str] = field(default_factory=frozenset)


_OFFICE = ("office_head", "deputy")
_PRINCIPAL = (*_OFFICE, "principal")
_FILING = (*_PRINCIPAL, "party_head")
#: The target of a Party-only case limits the investigation (案件检查工作条例): it stands still
#: while the case lies with the review office, and runs again where that sends it back.
_INVESTIGATION_TARGET = ("party_investigation_legacy",)


def _one(act: str, before: str, after: str, **more: object) -> Transition:
    return Transition(act=act, before=frozenset(before.split()), after=after, **more)  # type: ignore[arg-type]


TRANSITIONS: tuple[Transition, ...] = (
    # --- assignment ----------------------------------------------------------------------
    _one(
        "assign", "registered", "assigned",
        proposer="case_supervision", signatories=("principal",),
        article=Article(GUIZE, "第二十三条"),
        facts=frozenset({"handling_office"}), papers=frozenset({"assignment_sheet"}),
        opens=("clue_disposition",),
    ),
    _one(
        "reassign", "assigned talk_inquiry verifying", "assigned",
        proposer="case_supervision", signatories=("principal",),
        article=Article(GUIZE, "第二十三条"),
        facts=frozenset({"handling_office"}), papers=frozenset({"assignment_sheet"}),
        opens=("clue_disposition",),
        closes=("clue_disposition", "inquiry_reply", "talk_inquiry_close", "prelim_verification"),
    ),
    _one(
        "close_repeat", "registered assigned", "closed",
        proposer="case_supervision", signatories=("principal",),
        article=Article(JIANJU, "", MEMORY),
        facts=frozenset({"repeat_of", "reason"}),
        closes=("clue_disposition",),
    ),
    # --- disposition in the four ways ----------------------------------------------------
    _one(
        "dispose_talk", "assigned", "talk_inquiry",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第二十一条第二款、第二十七条", PARTIAL),
        facts=frozenset({"talk_mode", "respondents"}),
        papers=frozenset({"disposition_sheet", "talk_plan"}),
        closes=("clue_disposition",), officers=2,
    ),
    _one(
        "dispose_verify", "assigned", "verifying",
        proposer="handling", signatories=_FILING,
        article=Article(GUIZE, "第二十一条第二款、第三十三条"),
        facts=frozenset({"respondents"}),
        papers=frozenset({"disposition_sheet", "verification_plan"}),
        opens=("prelim_verification",), closes=("clue_disposition",), officers=2,
        # Only where a respondent heads a Party committee of the next lower level.
        conditional=frozenset({"party_head"}),
    ),
    _one(
        "dispose_hold", "assigned", "held",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第二十一条第二款"),
        facts=frozenset({"reason", "review_on"}), papers=frozenset({"disposition_sheet"}),
        closes=("clue_disposition",),
    ),
    _one(
        "dispose_close", "assigned", "closed",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第二十一条第二款"),
        facts=frozenset({"reason"}), papers=frozenset({"disposition_sheet"}),
        closes=("clue_disposition",),
    ),
    _one(
        "revive", "held", "assigned",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第二十三条"),
        facts=frozenset({"reason"}), papers=frozenset({"revival_sheet"}),
        opens=("clue_disposition",),
    ),
    # --- after talk or inquiry -----------------------------------------------------------
    _one(
        "talk_close", "talk_inquiry", "closed",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十条", MEMORY),
        facts=frozenset({"reason"}), papers=frozenset({"talk_report", "acceptance_letter"}),
        closes=("inquiry_reply", "talk_inquiry_close"), officers=2,
    ),
    _one(
        "talk_first_form", "talk_inquiry", "first_form",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十条", MEMORY),
        facts=frozenset({"measures"}), papers=frozenset({"talk_report"}),
        closes=("inquiry_reply", "talk_inquiry_close"), officers=2,
    ),
    _one(
        "talk_verify", "talk_inquiry", "verifying",
        proposer="handling", signatories=_FILING,
        article=Article(GUIZE, "第三十条、第三十三条", MEMORY),
        facts=frozenset({"respondents"}), papers=frozenset({"talk_report", "verification_plan"}),
        opens=("prelim_verification",), closes=("inquiry_reply", "talk_inquiry_close"), officers=2,
        conditional=frozenset({"party_head"}),
    ),
    # --- after preliminary verification --------------------------------------------------
    _one(
        "verify_close", "verifying", "closed",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十五条", MEMORY),
        facts=frozenset({"reason"}), papers=frozenset({"verification_report"}),
        closes=("prelim_verification",), officers=2,
    ),
    _one(
        "verify_first_form", "verifying", "first_form",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十五条", MEMORY),
        facts=frozenset({"measures"}), papers=frozenset({"verification_report"}),
        closes=("prelim_verification",), officers=2,
    ),
    _one(
        "verify_hold", "verifying", "held",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十五条", MEMORY),
        facts=frozenset({"reason", "review_on"}), papers=frozenset({"verification_report"}),
        closes=("prelim_verification",), officers=2,
    ),
    _one(
        "verify_refer", "verifying", "referred",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第三十五条", MEMORY),
        facts=frozenset({"reason", "receiving_unit"}),
        papers=frozenset({"verification_report", "referral_letter"}),
        closes=("prelim_verification",), officers=2,
    ),
    # --- filing --------------------------------------------------------------------------
    _one(
        "file", "verifying", "filed",
        proposer="handling", signatories=_FILING,
        article=Article(GUIZE, "第三十八条"),
        facts=frozenset({"filing_kind", "respondents"}),
        papers=frozenset({"verification_report", "filing_sheet", "filing_decision"}),
        opens=("filing_announce", "investigation"), closes=("prelim_verification",), officers=2,
    ),
    _one(
        "file_directly", "verifying", "transferred",
        proposer="handling", signatories=_FILING,
        article=Article(SHISHI, "第一百八十二条"),
        facts=frozenset({"filing_kind", "respondents", "reason"}),
        papers=frozenset(
            {"verification_report", "filing_sheet", "filing_decision", "investigation_report"}
        ),
        opens=("investigation",), closes=("prelim_verification",),
        pauses=_INVESTIGATION_TARGET, officers=2,
    ),
    _one(
        "announce_filing", "filed", "investigating",
        proposer="handling", signatories=("office_head",),
        article=Article(GUIZE, "第三十八条"),
        facts=frozenset({"announced_on", "investigation_plan"}),
        papers=frozenset({"filing_notice"}),
        closes=("filing_announce",), officers=2,
    ),
    # --- transfer and review -------------------------------------------------------------
    _one(
        "transfer", "investigating", "transferred",
        proposer="handling", signatories=_PRINCIPAL,
        article=Article(GUIZE, "第五十三条", MEMORY),
        facts=frozenset({"property"}),
        papers=frozenset({"investigation_report", "facts_statement", "property_report"}),
        pauses=_INVESTIGATION_TARGET, officers=2,
    ),
    _one(
        "accept", "transferred", "in_review",
        proposer="review", signatories=("office_head",),
        article=Article(GUIZE, "第五十四条、第五十五条", PARTIAL),
        facts=frozenset({"panel"}), papers=frozenset({"transfer_receipt"}),
        opens=("trial",), officers=2,
    ),
    _one(
        "return_facts", "in_review", "investigating",
        proposer="review", signatories=("office_head", "principal"),
        article=Article(GUIZE, "第五十五条第五项"),
        facts=frozenset({"reason"}), papers=frozenset({"return_letter"}),
        closes=("trial",), resumes=_INVESTIGATION_TARGET, officers=2,
    ),
    _one(
        "return_supplement", "in_review", "returned",
        proposer="review", signatories=_OFFICE,
        article=Article(GUIZE, "第五十五条第五项"),
        facts=frozenset({"reason"}), papers=frozenset({"return_letter"}),
        opens=("return_supplement",), pauses=("trial",), resumes=_INVESTIGATION_TARGET,
        officers=2,
    ),
    _one(
        "resubmit", "returned", "in_review",
        proposer="handling", signatories=("office_head",),
        article=Article(GUIZE, "第五十五条第五项"),
        papers=frozenset({"supplement_report"}),
        closes=("return_supplement",), resumes=("trial",), pauses=_INVESTIGATION_TARGET,
        officers=2,
    ),
    _one(
        "decide", "in_review", "decided",
        proposer="review",
        signatories=(*_PRINCIPAL, "committee", "party_head", "upper_organ"),
        article=Article(GUIZE, "第五十六条"),
        facts=frozenset({"outcomes"}),
        # 一案双报告: the report on the causes stands beside the one on the person.
        papers=frozenset({"review_report", "decision", "investigation_report", "cause_report"}),
        opens=("decision_announce", "decision_formalities", "execution_report"),
        closes=("trial", "investigation"), officers=2,
        # Only where the Party committee has to approve the sanction, and the one above it where a
        # Party organisation is reorganised or dissolved.
        conditional=frozenset({"party_head", "upper_organ"}),
    ),
    _one(
        "withdraw_case", "investigating in_review", "withdrawn",
        proposer="handling", signatories=_FILING,
        article=Article(JIANCHA, "第五十二条"),
        facts=frozenset({"reason"}), papers=frozenset({"withdrawal_decision"}),
        closes=("trial", "investigation", "filing_announce"), officers=2,
    ),
    # --- decision carried out ------------------------------------------------------------
    _one(
        "announce", "decided", "announced",
        proposer="review", signatories=("office_head",),
        article=Article(CHUFEN, "第四十四条"),
        facts=frozenset({"announced_on"}), papers=frozenset({"announcement_record"}),
        closes=("decision_announce",), officers=2,
    ),
    _one(
        "execute", "announced", "executed",
        proposer="review", signatories=_OFFICE,
        article=Article(CHUFEN, "第四十五条"),
        facts=frozenset({"executed_on"}), papers=frozenset({"execution_report"}),
        closes=("decision_formalities", "execution_report"),
    ),
    _one(
        "archive", "closed first_form referred executed withdrawn", "archived",
        proposer="case_supervision", signatories=("office_head",),
        article=Article(DANGAN, "", PARTIAL),
        facts=frozenset({"archive_number"}),
    ),
)  # fmt: skip

#: In whose hands a clue lies at each status; a status that is missing is a mistake.
HOLDERS: dict[str, str] = {
    "registered": "case_supervision",
    "assigned": "handling",
    "talk_inquiry": "handling",
    "verifying": "handling",
    "held": "handling",
    "closed": "case_supervision",
    "first_form": "case_supervision",
    "referred": "case_supervision",
    "filed": "handling",
    "investigating": "handling",
    "transferred": "review",
    "in_review": "review",
    "returned": "handling",
    "decided": "review",
    "announced": "review",
    "executed": "case_supervision",
    "withdrawn": "case_supervision",
    "archived": "nobody",
}

#: Statuses at which the handling of the matter is over (办结).
CONCLUDED = frozenset({"closed", "first_form", "referred", "executed", "withdrawn", "archived"})

_BY_ACT = {one.act: one for one in TRANSITIONS}


def transition(act: str) -> Transition:
    """Return the row of an act; raises LookupError for an unknown one."""
    try:
        return _BY_ACT[act]
    except KeyError:
        raise LookupError(f"there is no act {act!r}") from None


def possible(status: str) -> list[Transition]:
    """Return what can follow a status, in the order of the table."""
    return [one for one in TRANSITIONS if status in one.before]


def may_move(act: str, status: str) -> bool:
    """Tell whether the act is possible at the status."""
    return status in transition(act).before


def illegal_step() -> str:
    """Return the table as a condition in SQL over a proposed step in NEW, for a trigger."""
    rows = {(one.act, before, one.after) for one in TRANSITIONS for before in one.before}
    legal = ", ".join(f"('{act}', '{before}', '{after}')" for act, before, after in sorted(rows))
    return f"(NEW.act, NEW.before, NEW.after) NOT IN ({legal})"


def illegal_move() -> str:
    """Return the table as a condition in SQL over OLD.status and NEW.status, for a trigger."""
    moves = {(before, one.after) for one in TRANSITIONS for before in one.before}
    legal = ", ".join(f"('{before}', '{after}')" for before, after in sorted(moves))
    return f"(OLD.status, NEW.status) NOT IN ({legal})"
