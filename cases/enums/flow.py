"""Statuses of a clue, the acts that lead from one to another, and whose hands they are in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ClueStatus(TextChoices):
    """Where a clue stands on its way from registration to the archive."""

    REGISTERED = "registered", _("registered")
    ASSIGNED = "assigned", _("assigned")
    TALK_INQUIRY = "talk_inquiry", _("talk or inquiry")
    VERIFYING = "verifying", _("preliminary verification")
    HELD = "held", _("held pending")
    CLOSED = "closed", _("closed")
    FIRST_FORM = "first_form", _("dealt with by the first form")
    REFERRED = "referred", _("referred to a Party organisation")
    FILED = "filed", _("case filed")
    INVESTIGATING = "investigating", _("investigation")
    TRANSFERRED = "transferred", _("transferred to review")
    IN_REVIEW = "in_review", _("in review")
    RETURNED = "returned", _("returned for supplement")
    DECIDED = "decided", _("decided")
    ANNOUNCED = "announced", _("announced")
    EXECUTED = "executed", _("executed")
    WITHDRAWN = "withdrawn", _("case withdrawn")
    ARCHIVED = "archived", _("archived")


class Act(TextChoices):
    """What moves a clue; the table in `workflow` says from where to where, and by whom."""

    ASSIGN = "assign", _("Assign")
    REASSIGN = "reassign", _("Assign to another office")
    DISPOSE_TALK = "dispose_talk", _("Talk or inquiry")
    DISPOSE_VERIFY = "dispose_verify", _("Preliminary verification")
    DISPOSE_HOLD = "dispose_hold", _("Hold pending")
    DISPOSE_CLOSE = "dispose_close", _("Close without checking")
    REVIVE = "revive", _("Take up again")
    TALK_CLOSE = "talk_close", _("Accept the explanation and close")
    TALK_FIRST_FORM = "talk_first_form", _("Deal with by the first form after the talk")
    TALK_VERIFY = "talk_verify", _("Go on to preliminary verification")
    VERIFY_CLOSE = "verify_close", _("Close after verification")
    VERIFY_FIRST_FORM = "verify_first_form", _("Deal with by the first form after verification")
    VERIFY_HOLD = "verify_hold", _("Hold pending after verification")
    VERIFY_REFER = "verify_refer", _("Refer to a Party organisation")
    FILE = "file", _("File a case")
    FILE_DIRECTLY = "file_directly", _("File and transfer to review together")
    ANNOUNCE_FILING = "announce_filing", _("Announce the filing")
    TRANSFER = "transfer", _("Transfer to review")
    ACCEPT = "accept", _("Accept for review")
    RETURN_FACTS = "return_facts", _("Return: main facts unclear")
    RETURN_SUPPLEMENT = "return_supplement", _("Return for supplement")
    RESUBMIT = "resubmit", _("Submit the supplement")
    DECIDE = "decide", _("Decide")
    WITHDRAW_CASE = "withdraw_case", _("Withdraw the case")
    ANNOUNCE = "announce", _("Announce the decision")
    EXECUTE = "execute", _("Conclude the execution")
    ARCHIVE = "archive", _("Archive")


class Hand(TextChoices):
    """Which office proposes an act."""

    CASE_SUPERVISION = "case_supervision", _("Case supervision office")
    HANDLING = "handling", _("Handling office")
    REVIEW = "review", _("Case review office")


class Holder(TextChoices):
    """In whose hands a clue lies at a status."""

    CASE_SUPERVISION = "case_supervision", _("Case supervision office")
    HANDLING = "handling", _("Handling office")
    REVIEW = "review", _("Case review office")
    NOBODY = "nobody", _("Nobody any more")


class Signatory(TextChoices):
    """Who approves a step, in the order of the chain."""

    OFFICE_HEAD = "office_head", _("Head of the office")
    DEPUTY = "deputy", _("Responsible deputy")
    PRINCIPAL = "principal", _("Principal")
    #: Not of this portal: their approval is recorded with its paper.
    PARTY_HEAD = "party_head", _("Head of the Party committee")
    COMMITTEE = "committee", _("Standing committee of the commission")
    UPPER_ORGAN = "upper_organ", _("Next-higher organ")


#: Whose approval is given outside of the portal and recorded by the case supervision office.
OUTSIDE = frozenset({Signatory.PARTY_HEAD, Signatory.COMMITTEE, Signatory.UPPER_ORGAN})


class StepStatus(TextChoices):
    """Where a proposed step stands."""

    PROPOSED = "proposed", _("waits for approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    TAKEN_BACK = "taken_back", _("taken back")
