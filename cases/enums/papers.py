"""The papers of a case, where they stand, and how they are handed over."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Slot(TextChoices):
    """One kind of paper in the file of a case; `rules.paper_kinds` says what each of them is."""

    # Forms on which opinions are asked for.
    ASSIGNMENT_SHEET = "assignment_sheet", _("Assignment sheet")
    DISPOSITION_SHEET = "disposition_sheet", _("Disposition sheet")
    REVIVAL_SHEET = "revival_sheet", _("Sheet on taking up again")
    FILING_SHEET = "filing_sheet", _("Filing sheet")
    # Plans and reports.
    TALK_PLAN = "talk_plan", _("Plan of the talk or inquiry")
    TALK_REPORT = "talk_report", _("Report on the talk or inquiry")
    VERIFICATION_PLAN = "verification_plan", _("Verification plan")
    VERIFICATION_REPORT = "verification_report", _("Verification report")
    INVESTIGATION_REPORT = "investigation_report", _("Investigation report")
    CAUSE_REPORT = "cause_report", _("Report on causes in the institution")
    FACTS_STATEMENT = "facts_statement", _("Statement of facts shown to the person")
    PROPERTY_REPORT = "property_report", _("Report on property involved")
    SUPPLEMENT_REPORT = "supplement_report", _("Report on the supplement")
    REVIEW_REPORT = "review_report", _("Review report")
    EXECUTION_REPORT = "execution_report", _("Report on the execution")
    RECTIFICATION_LIST = "rectification_list", _("List of what is to be put right")
    # Letters and notices.
    TALK_NOTICE = "talk_notice", _("Notice of a talk")
    INQUIRY_LETTER = "inquiry_letter", _("Letter of inquiry")
    ACCEPTANCE_LETTER = "acceptance_letter", _("Letter accepting the explanation")
    REFERRAL_LETTER = "referral_letter", _("Letter of referral")
    FILING_NOTICE = "filing_notice", _("Notice of the filing")
    RETURN_LETTER = "return_letter", _("Letter of return")
    EXECUTION_NOTICE = "execution_notice", _("Notice to execute the decision")
    PROPOSAL_LETTER = "proposal_letter", _("Proposal to the unit")
    # Decisions.
    FILING_DECISION = "filing_decision", _("Decision to file a case")
    DECISION = "decision", _("Decision on the sanction")
    GOVERNMENT_DECISION = "government_decision", _("Decision on the government sanction")
    WITHDRAWAL_DECISION = "withdrawal_decision", _("Decision to withdraw the case")
    # Records.
    TALK_RECORD = "talk_record", _("Minutes of a talk")
    TRANSFER_RECEIPT = "transfer_receipt", _("Receipt of the transfer")
    ANNOUNCEMENT_RECORD = "announcement_record", _("Record of the announcement")


class PaperStatus(TextChoices):
    """Where a paper of a case stands."""

    DRAFT = "draft", pgettext_lazy("paper", "being written")
    #: The words stand; a decision or letter gets number and day with the step it belongs to.
    FINISHED = "finished", pgettext_lazy("paper", "finished")
    ISSUED = "issued", pgettext_lazy("paper", "issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "withdrawn")


#: The paper is whole: a step that asks for it may be approved.
WHOLE = frozenset({PaperStatus.FINISHED, PaperStatus.ISSUED})


class Recipient(TextChoices):
    """To whom a paper was handed."""

    PERSON = "person", _("The person concerned")
    RELATIVE = "relative", _("A relative of the person")
    UNIT = "unit", _("The unit of the person")
    ORGANISATION = "organisation", _("A Party organisation or authority")


class Handing(TextChoices):
    """How a paper was handed over."""

    DIRECT = "direct", _("Handed over in person")
    THROUGH_UNIT = "through_unit", _("Handed over by the unit")
    POST = "post", _("By registered post")
    LEFT = "left", _("Left behind after a refusal")
