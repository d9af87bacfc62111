"""What can be recorded on the page of a case beside its steps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseAct(TextChoices):
    """One form of the case page; the code stands in its address."""

    MEASURE_PROPOSE = "measure-propose", _("Propose a measure")
    MEASURE_SIGN = "measure-sign", _("Approve or refuse")
    MEASURE_OUTSIDE = "measure-outside", _("Record the approval")
    MEASURE_START = "measure-start", _("Record the beginning")
    MEASURE_DROP = "measure-drop", _("Give the measure up")
    MEASURE_ARRIVE = "measure-arrive", _("Record the arrival at the site")
    MEASURE_TELL = "measure-tell", _("Record who was told")
    MEASURE_DELAY = "measure-delay", _("Record why not told yet")
    MEASURE_EXTEND = "measure-extend", _("Prolong the measure")
    MEASURE_ASK = "measure-ask", _("Record a request to change it")
    MEASURE_END = "measure-end", _("Record the end")
    INCIDENT_RECORD = "incident-record", _("Record a safety incident")
    INCIDENT_REPORT = "incident-report", _("Record the report on it")
    REQUEST_DECIDE = "request-decide", _("Decide the request")
    PROPERTY_SECURE = "property-secure", _("Record secured property")
    PROPERTY_UNRELATED = "property-unrelated", _("Found unrelated")
    PROPERTY_SETTLE = "property-settle", _("Record what became of it")
    RECOVERY_ADD = "recovery-add", _("Record recovered money")
    RECOVERY_REVERSE = "recovery-reverse", _("Take the amount out")
    OUTCOME_WRITE = "outcome-write", _("Propose an outcome")
    OUTCOME_STRIKE = "outcome-strike", _("Strike the proposal")
    OUTCOME_CORRECT = "outcome-correct", _("Correct the outcome")
    UNIT_SANCTION = "unit-sanction", _("Record a sanction by the unit")
    UNIT_REVOKE = "unit-revoke", _("Record its revocation")
    OPINION_WRITE = "opinion-write", _("Write the opinion on the review")
    PROPOSAL_SEND = "proposal-send", _("Record a proposal to a unit")
    PROPOSAL_REPLY = "proposal-reply", _("Record the reply of the unit")
    CAUSES_WRITE = "causes-write", _("Write the report on causes")
    RECTIFY_ADD = "rectify-add", _("Add an item to rectify")
    RECTIFY_DONE = "rectify-done", _("Record what was done")
    RECTIFY_VERIFY = "rectify-verify", _("Verify it")
    RECTIFY_REPORT = "rectify-report", _("Report back")
    PROSECUTION_ADD = "prosecution-add", _("Record a transfer for prosecution")
    ROUND_OPEN = "round-open", _("Sent back for supplement")
    ROUND_CLOSE = "round-close", _("Submitted anew")
    JUDGMENT = "judgment", _("Record the judgment")
    REMEDY_RECEIVE = "remedy-receive", _("Accept a remedy")
    REMEDY_OPINION = "remedy-opinion", _("Write the opinion of the examiners")
    REMEDY_DECIDE = "remedy-decide", _("Decide the remedy")
    REMEDY_RECORD = "remedy-record", _("Record the decision of the upper organ")


ICONS: dict[str, str] = {
    CaseAct.MEASURE_SIGN: "check",
    CaseAct.MEASURE_OUTSIDE: "file-check",
    CaseAct.MEASURE_START: "hourglass",
    CaseAct.MEASURE_DROP: "ban",
    CaseAct.MEASURE_TELL: "mail",
    CaseAct.MEASURE_EXTEND: "hourglass",
    CaseAct.MEASURE_ASK: "message",
    CaseAct.MEASURE_END: "circle-check",
    CaseAct.INCIDENT_RECORD: "alert-triangle",
    CaseAct.INCIDENT_REPORT: "send",
    CaseAct.REQUEST_DECIDE: "check",
    CaseAct.PROPERTY_SECURE: "lock",
    CaseAct.PROPERTY_UNRELATED: "flag",
    CaseAct.RECOVERY_ADD: "plus",
    CaseAct.RECOVERY_REVERSE: "arrow-back-up",
    CaseAct.OUTCOME_STRIKE: "trash",
    CaseAct.OUTCOME_CORRECT: "arrow-back-up",
    CaseAct.OPINION_WRITE: "message",
    CaseAct.PROPOSAL_SEND: "send",
    CaseAct.PROPOSAL_REPLY: "mail",
    CaseAct.CAUSES_WRITE: "report-analytics",
    CaseAct.RECTIFY_ADD: "plus",
    CaseAct.RECTIFY_VERIFY: "check",
    CaseAct.RECTIFY_REPORT: "send",
    CaseAct.ROUND_OPEN: "arrow-back-up",
    CaseAct.ROUND_CLOSE: "send",
    CaseAct.JUDGMENT: "gavel",
    CaseAct.PROSECUTION_ADD: "gavel",
    CaseAct.REMEDY_RECEIVE: "mail",
    CaseAct.REMEDY_OPINION: "message",
    CaseAct.REMEDY_DECIDE: "gavel",
    CaseAct.REMEDY_RECORD: "file-check",
}
#: The icon of an act that is not named above: writing something down.
PLAIN_ICON = "pencil"
