"""Statuses of a clue, the acts that lead from one to another, and whose hands they are in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ClueStatus(TextChoices):
    """Where a clue stands on its way from registration to the archive."""

    REGISTERED = "registered", pgettext_lazy("clue", "registered")
    ASSIGNED = "assigned", pgettext_lazy("clue", "assigned")
    TALK_INQUIRY = "talk_inquiry", pgettext_lazy("clue", "talk or inquiry")
    VERIFYING = "verifying", pgettext_lazy("clue", "preliminary verification")
    HELD = "held", pgettext_lazy("clue", "held pending")
    CLOSED = "closed", pgettext_lazy("clue", "closed")
    FIRST_FORM = "first_form", pgettext_lazy("clue", "dealt with by the first form")
    REFERRED = "referred", pgettext_lazy("clue", "referred to a Party organisation")
    FILED = "filed", pgettext_lazy("clue", "case filed")
    INVESTIGATING = "investigating", pgettext_lazy("clue", "investigation")
    TRANSFERRED = "transferred", pgettext_lazy("clue", "transferred to review")
    IN_REVIEW = "in_review", pgettext_lazy("clue", "in review")
    RETURNED = "returned", pgettext_lazy("clue", "returned for supplement")
    DECIDED = "decided", pgettext_lazy("clue", "decided")
    ANNOUNCED = "announced", pgettext_lazy("clue", "announced")
    EXECUTED = "executed", pgettext_lazy("clue", "executed")
    WITHDRAWN = "withdrawn", pgettext_lazy("clue", "case withdrawn")
    ARCHIVED = "archived", pgettext_lazy("clue", "archived")


class Act(TextChoices):
    """What moves a clue; the table in `workflow` says from where to where, and by whom."""

    ASSIGN = "assign", _("Assign")
    REASSIGN = "reassign", _("Assign to another office")
    CLOSE_REPEAT = "close_repeat", _("Close as a repeat")
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
    DECIDE = "decide", pgettext_lazy("clue", "Decide")
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
    #: The head of another office whose opinion the proposer asks for; never a row of the table.
    COUNTERSIGN = "countersign", _("Countersigning office")
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


class AccessKind(TextChoices):
    """Why somebody may open a clue."""

    REGISTERED = "registered", _("registered it")
    HANDLER = "handler", _("carries it")
    TEAM = "team", _("member of the team")
    REVIEWER = "reviewer", _("member of the review panel")
    EXAMINER = "examiner", _("examines a remedy")
    COUNTERSIGNER = "countersign", _("countersigns a step")


class AvoidanceGround(TextChoices):
    """Why somebody must leave a clue to others (Supervision Law, article 67)."""

    RESPONDENT = "respondent", _("is a person of the matter")
    KIN = "kin", _("near relative of a person of the matter")
    UNIT = "unit", _("holds or held a post in the unit concerned")
    CONCERNED = "concerned", _("connected with somebody concerned by the matter")
    WITNESS = "witness", _("witness of the matter")
    INTEREST = "interest", _("own interest in the matter")
    OTHER = "other", _("other connection that may impair fairness")


#: Grounds that somebody states; the others follow from the registers.
STATED = (AvoidanceGround.WITNESS, AvoidanceGround.INTEREST, AvoidanceGround.OTHER)


class TalkMode(TextChoices):
    """How somebody is asked about a clue (Rules on Supervision and Discipline, chapter 5)."""

    TALK = "talk", _("Talk")
    INQUIRY = "inquiry", _("Written inquiry")


class FilingKind(TextChoices):
    """Under which rules a case is filed."""

    PARTY = "party", _("Party discipline")
    GOVERNMENT = "government", _("Supervision law")
    BOTH = "both", _("Party discipline and supervision law")
