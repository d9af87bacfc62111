"""The words of every paper of a case, drafted from what is known of it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override

from cases.enums.papers import Slot
from cases.selectors.paper_facts import CaseFacts
from cases.services.paper_words import decisions, forms, letters, mending, records, reports
from supervision.documents.content import Content

_WRITERS: dict[str, Callable[[CaseFacts], Content]] = {
    Slot.ASSIGNMENT_SHEET: forms.assignment_sheet,
    Slot.DISPOSITION_SHEET: forms.disposition_sheet,
    Slot.REVIVAL_SHEET: forms.revival_sheet,
    Slot.FILING_SHEET: forms.filing_sheet,
    Slot.TALK_PLAN: reports.talk_plan,
    Slot.TALK_REPORT: reports.talk_report,
    Slot.VERIFICATION_PLAN: reports.verification_plan,
    Slot.VERIFICATION_REPORT: reports.verification_report,
    Slot.INVESTIGATION_REPORT: reports.investigation_report,
    Slot.CAUSE_REPORT: mending.cause_report,
    Slot.RECTIFICATION_LIST: mending.rectification_list,
    Slot.PROPOSAL_LETTER: mending.proposal_letter,
    Slot.FACTS_STATEMENT: reports.facts_statement,
    Slot.PROPERTY_REPORT: reports.property_report,
    Slot.SUPPLEMENT_REPORT: reports.supplement_report,
    Slot.REVIEW_REPORT: reports.review_report,
    Slot.EXECUTION_REPORT: reports.execution_report,
    Slot.TALK_NOTICE: letters.talk_notice,
    Slot.INQUIRY_LETTER: letters.inquiry_letter,
    Slot.ACCEPTANCE_LETTER: letters.acceptance_letter,
    Slot.REFERRAL_LETTER: letters.referral_letter,
    Slot.FILING_NOTICE: letters.filing_notice,
    Slot.RETURN_LETTER: letters.return_letter,
    Slot.EXECUTION_NOTICE: letters.execution_notice,
    Slot.FILING_DECISION: decisions.filing_decision,
    Slot.DECISION: decisions.decision,
    Slot.GOVERNMENT_DECISION: decisions.government_decision,
    Slot.WITHDRAWAL_DECISION: decisions.withdrawal_decision,
    Slot.TALK_RECORD: records.talk_record,
    Slot.TRANSFER_RECEIPT: records.transfer_receipt,
    Slot.ANNOUNCEMENT_RECORD: records.announcement_record,
}


def words_for(slot: str, facts: CaseFacts) -> Content:
    """Return the first draft of a paper; what is not known stands as an open place."""
    with override(settings.LANGUAGE_CODE):
        return _WRITERS[Slot(slot)](facts)


__all__ = ["words_for"]
