"""Sanctions, the four forms, and what is recovered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SanctionSystem(TextChoices):
    """By which rules somebody is sanctioned."""

    PARTY = "party", _("Party sanction")
    GOVERNMENT = "government", _("Government sanction")


class PartySanction(TextChoices):
    """Sanctions of a Party member (Regulations on Party Sanctions, article 8)."""

    WARNING = "warning", pgettext_lazy("case", "Warning")
    SERIOUS_WARNING = "serious_warning", _("Serious warning")
    REMOVAL = "removal", _("Removal from Party post")
    PROBATION = "probation", _("Probation within the Party")
    EXPULSION = "expulsion", _("Expulsion from the Party")


class OrganisationSanction(TextChoices):
    """What a Party organisation receives: Regulations on Party Sanctions, article 9.

    Self-examination and notice are the ways of holding it accountable (问责条例, article 8).
    """

    WRITTEN_CRITICISM = "written_criticism", _("Written self-criticism")
    CIRCULATED_CRITICISM = "circulated_criticism", _("Circulated criticism")
    EXAMINATION = "examination", _("Held accountable: self-examination")
    NOTICE = "notice", _("Held accountable: circulated notice")
    REORGANISATION = "reorganisation", _("Reorganisation")
    DISSOLUTION = "dissolution", _("Dissolution")


class GovernmentSanction(TextChoices):
    """Sanctions of a public official (Law on Governmental Sanctions, article 7)."""

    WARNING = "warning", pgettext_lazy("case", "Warning")
    DEMERIT = "demerit", _("Demerit")
    SERIOUS_DEMERIT = "serious_demerit", _("Serious demerit")
    DEMOTION = "demotion", _("Demotion")
    DISMISSAL = "dismissal", _("Dismissal from post")
    EXPULSION = "expulsion", _("Expulsion from office")


class Form(TextChoices):
    """The four forms of supervision and discipline (Regulations on Party Sanctions, article 5)."""

    FIRST = "first", _("First form")
    SECOND = "second", _("Second form")
    THIRD = "third", _("Third form")
    FOURTH = "fourth", _("Fourth form")


class Recovered(TextChoices):
    """How money came back."""

    CONFISCATED = "confiscated", _("Confiscated")
    RECOVERED = "recovered", _("Recovered")
    RESTITUTION = "restitution", _("Restitution ordered")
    SURRENDERED = "surrendered", _("Surrendered")


class OutcomeCode(TextChoices):
    """What a matter ended with for one person; `rules.forms` says as which form it counts."""

    # The first form: twelve measures and two ways of closing.
    CLOSED_AFTER_TALK = "closed_after_talk", _("Closed after talk or inquiry")
    CLOSED_AFTER_VERIFICATION = (
        "closed_after_verification",
        _("Closed after verification face to face"),
    )
    REMINDER_TALK = "reminder_talk", _("Reminder talk")
    WARNING_TALK = "warning_talk", _("Warning talk")
    CRITICISM = "criticism", _("Criticism and education")
    STOP_VIOLATION = "stop_violation", _("Ordered to stop the violation")
    RETURN_GAINS = "return_gains", _("Ordered to return gains")
    RECTIFY_IN_TIME = "rectify_in_time", _("Ordered to rectify in time")
    SELF_CRITICISM = "self_criticism", _("Ordered self-criticism")
    DEMOCRATIC_LIFE_CRITICISM = (
        "democratic_life_criticism",
        _("Criticism at a democratic life meeting"),
    )
    PUBLIC_APOLOGY = "public_apology", _("Ordered public apology")
    CIRCULATED_CRITICISM = "circulated_criticism", _("Circulated criticism")
    ADMONITION = "admonition", _("Admonition")
    OTHER_FIRST = "other_first", _("Other measure of the first form")
    # Party sanctions.
    PARTY_WARNING = "party:warning", _("Party warning")
    PARTY_SERIOUS_WARNING = "party:serious_warning", _("Party serious warning")
    PARTY_REMOVAL = "party:removal", _("Removal from Party post")
    PARTY_PROBATION = "party:probation", _("Probation within the Party")
    PARTY_EXPULSION = "party:expulsion", _("Expulsion from the Party")
    # Government sanctions.
    GOVERNMENT_WARNING = "government:warning", _("Government warning")
    GOVERNMENT_DEMERIT = "government:demerit", _("Government demerit")
    GOVERNMENT_SERIOUS_DEMERIT = "government:serious_demerit", _("Government serious demerit")
    GOVERNMENT_DEMOTION = "government:demotion", _("Government demotion")
    GOVERNMENT_DISMISSAL = "government:dismissal", _("Government dismissal from post")
    GOVERNMENT_EXPULSION = "government:expulsion", _("Government expulsion from office")
    # Party organisations; they count as none of the four forms, which count persons.
    UNIT_WRITTEN_CRITICISM = (
        "unit:written_criticism",
        _("Organisation: written self-criticism"),
    )
    UNIT_CIRCULATED_CRITICISM = (
        "unit:circulated_criticism",
        _("Organisation: circulated criticism"),
    )
    UNIT_EXAMINATION = "unit:examination", _("Organisation held accountable: self-examination")
    UNIT_NOTICE = "unit:notice", _("Organisation held accountable: circulated notice")
    UNIT_REORGANISATION = "unit:reorganisation", _("Organisation: reorganisation")
    UNIT_DISSOLUTION = "unit:dissolution", _("Organisation: dissolution")
    # Organisational measures.
    SUSPENSION = "suspension", _("Suspension from duty")
    TRANSFER_AWAY = "transfer_away", _("Transfer to another post")
    RELIEVED_OF_POST = "relieved_of_post", _("Relieved of the post")
    RESIGNATION = "resignation", _("Resignation taking the blame")
    ORDERED_RESIGNATION = "ordered_resignation", _("Ordered resignation")
    PROBATIONARY_MEMBER_CANCELLED = (
        "probationary_member_cancelled",
        _("Probationary membership cancelled"),
    )
    OTHER_ADJUSTMENT = "other_adjustment", _("Other organisational adjustment")
    MAJOR_ADJUSTMENT = "major_adjustment", _("Major adjustment of the post")
    # Crime.
    PROSECUTION = "prosecution", _("Transferred for prosecution")
    EXPELLED_AFTER_JUDGMENT = "expelled_after_judgment", _("Expelled after a criminal judgment")
    # Neither sanction nor form.
    EXEMPT = "exempt", _("Exempted from sanction")
    NONE = "none", _("No sanction")


class ProposalKind(TextChoices):
    """What the commission proposes to a unit after a case."""

    DISCIPLINE = "discipline", _("Discipline inspection proposal")
    SUPERVISION = "supervision", _("Supervision proposal")


class RemedyKind(TextChoices):
    """How somebody asks that a decision or a measure be looked at again."""

    PARTY_APPEAL = "party_appeal", _("Party appeal")
    RECONSIDERATION = "reconsideration", _("Reconsideration")
    RECHECK = "recheck", _("Recheck")
    MEASURE_COMPLAINT = "measure_complaint", _("Complaint about a measure")
    MEASURE_RECHECK = "measure_recheck", _("Recheck of a complaint about a measure")


class RemedyResult(TextChoices):
    """What came of a remedy."""

    UPHELD = "upheld", _("Upheld")
    CHANGED = "changed", _("Changed")
    REVOKED = "revoked", pgettext_lazy("case", "Revoked")


class ProsecutionResult(TextChoices):
    """How a criminal case ended."""

    GUILTY = "guilty", _("Found guilty")
    EXEMPT = "guilty_exempt", _("Found guilty, no penalty")
    ACQUITTED = "acquitted", _("Acquitted")
    NOT_PROSECUTED = "not_prosecuted", _("Not prosecuted")
