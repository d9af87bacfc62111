"""The words of the two responsibilities."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ResponsibilityKind(TextChoices):
    """Which of the two responsibilities a checklist spells out."""

    MAIN = "main", _("Main responsibility")
    SUPERVISION = "supervision", _("Supervision responsibility")


class ChecklistStatus(TextChoices):
    """Where a checklist stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class HolderRole(TextChoices):
    """Who in the unit carries an item."""

    PARTY_COMMITTEE = "party_committee", _("Leading Party group")
    FIRST_PERSON = "first_person", _("First responsible person")
    MEMBER = "member", _("Member of the leading group")
    STATIONED_GROUP = "stationed_group", _("Stationed group or discipline committee")


class Period(TextChoices):
    """How often an item falls due."""

    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    HALF_YEAR = "half_year", _("Every half-year")
    YEAR = "year", _("Every year")
    EVENT = "event", _("On each event")
    ONCE = "once", _("Once")


class FilingKind(TextChoices):
    """How a filing came about."""

    STAGE = "stage", _("Stage filing")
    QUICK = "quick", _("Quick record")
    SUPPLEMENT = "supplement", _("Supplement")
    RECORD = "record", _("Counted from a record")


class ChangeKind(TextChoices):
    """What may be asked of a running deadline."""

    EXTENSION = "extension", _("Extension")
    PAUSE = "pause", _("Pause")


class ChangeStatus(TextChoices):
    """Where a request to change a deadline stands."""

    PENDING = "pending", _("Waiting for a second person")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class AssessmentStatus(TextChoices):
    """Where an assessment stands; whether it locks filing follows from its dates."""

    PLANNED = "planned", _("Planned")
    CANCELLED = "cancelled", _("Cancelled")


class FindingSource(TextChoices):
    """Where a problem came to light."""

    ASSESSMENT = "assessment", _("Assessment")
    PATROL = "patrol", _("Patrol of filings")
    RESEARCH = "research", _("Research visit")
    TOUR = "tour", _("Inspection tour")
    DAILY_CHECK = "daily_check", _("Daily supervision")
    DEMOCRATIC_LIFE = "democratic_life", _("Democratic-life meeting")
    DOUBT = "doubt", _("Doubt about a filing")
    FALSIFIED = "falsified", _("Falsified filing")
    RED_FIGURE = "red_figure", _("Overdue task")
    OTHER = "other", _("Other source")


class Track(TextChoices):
    """Whether a problem is about a person, a matter, or both."""

    PERSON = "person", pgettext_lazy("track", "Person")
    MATTER = "matter", pgettext_lazy("track", "Matter")
    BOTH = "both", _("Person and matter")


class FindingStatus(TextChoices):
    """Where a problem stands."""

    OPEN = "open", _("Rectification not yet asked for")
    RECTIFYING = "rectifying", _("Being rectified")
    RECTIFIED = "rectified", _("Rectified")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RectificationStatus(TextChoices):
    """Where a rectification stands."""

    OPEN = "open", _("Being rectified")
    REPORTED = "reported", _("Waiting for verification")
    CLOSED = "closed", _("Verified and closed")
    LAPSED = "lapsed", _("Lapsed with the finding")


class EntryKind(TextChoices):
    """What a unit says about a rectification."""

    MEASURES = "measures", _("Plan of measures")
    PROGRESS = "progress", _("Progress report")
    DONE = "done", _("Reported as rectified")


class PlanStatus(TextChoices):
    """Where a rectification plan stands."""

    DRAFT = "draft", pgettext_lazy("plan", "Being written")
    SUBMITTED = "submitted", _("Plan in force")
    DISCARDED = "discarded", _("Discarded")


class ProblemStatus(TextChoices):
    """Where a problem that an assessor reported stands."""

    REPORTED = "reported", _("Waiting for the group leader")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not confirmed")


class SheetStatus(TextChoices):
    """Where the score sheet of an assessed unit stands."""

    SCORING = "scoring", _("Being scored")
    SUBMITTED = "submitted", _("Handed in by the group")
    CONFIRMED = "confirmed", _("Confirmed by the office")


class FalsificationStatus(TextChoices):
    """Where the proposal stands that a filing be held to be falsified."""

    PROPOSED = "proposed", _("Waiting for a decision")
    CONFIRMED = "confirmed", _("Held to be falsified")
    REJECTED = "rejected", _("Not held to be falsified")
    WITHDRAWN = "withdrawn", _("Proposal taken back")


class SummonsStatus(TextChoices):
    """Where a summons talk stands."""

    PLANNED = "planned", _("To be held")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Called off")


class LetterKind(TextChoices):
    """Which letter presses a unit for its overdue tasks; the milder one comes first."""

    REMINDER = "work_reminder", _("Work reminder")
    SUPERVISION = "supervision_letter", _("Supervision letter")


class EscalationStep(TextChoices):
    """The steps by which a unit is pressed, the mildest first."""

    URGING = "urging", _("Urging")
    LETTER = "letter", _("Letter")
    NOTICE = "notice", _("Circulated notice")
    SUMMONS = "summons", _("Summons talk")
    ACTION = "action", _("Accountability action")


class EscalationTrigger(TextChoices):
    """What suggests the next step; how much of it is set by the office."""

    RED_DAYS = "red_days", _("A task has been overdue for so many days")
    URGED = "urged", _("A task is overdue after so many urgings")
    LONG_RED = "long_red", _("A task has been overdue for a long time, in days")
    REPLY_LATE = "reply_late", _("The reply to a letter is late by so many days")
    FALSIFIED = "falsified", _("So many filings were held to be falsified")
    FALSIFIED_TEAM = "falsified_team", _("So many falsified filings, talk with the leading group")
    LETTERS = "letters", _("So many letters in the year, and tasks still overdue")
    SUMMONED = "summoned", _("A task overdue so many days after a summons talk")


class Verdict(TextChoices):
    """What an officer on patrol says of a filing."""

    IN_ORDER = "in_order", _("In order")
    PROBLEM = "problem", _("Problem")
    FIELD_CHECK = "field_check", _("To be checked on the spot")


class Ground(TextChoices):
    """Why somebody must leave a decision to somebody else (Civil Servant Law, article 76)."""

    HAND = "hand", _("own hand")
    UNIT = "unit", _("own unit")
    KIN = "kin", _("relative")


class CheckOutcome(TextChoices):
    """What the check on the spot showed."""

    AGREES = "agrees", _("Agrees with the filing")
    DIFFERS = "differs", _("Differs from the filing")
    MISSING = "missing", _("Original not produced")


class TalkMeasure(TextChoices):
    """The measures counted as the first of the four forms (statistical index, form 1)."""

    REMINDER = "reminder", _("Reminding talk")
    WARNING = "warning", _("Warning talk")
    CRITICISM = "criticism", _("Criticism and education")
    STOP = "stop", _("Violation corrected or ordered to stop")
    GIVE_BACK = "give_back", _("Gains from a violation given back")
    SET_TERM = "set_term", _("Correction within a set term")
    REVIEW = "review", _("Self-examination ordered")
    LIFE_MEETING = "life_meeting", _("Criticism and help at a democratic-life meeting")
    APOLOGY = "apology", _("Public apology ordered")
    CIRCULAR = "circular", _("Criticism in a circular")
    ADMONITION = "admonition", _("Admonition")
    OTHER = "other", _("Other measure of the first form")


class CountedMeasure(TextChoices):
    """What a counted rule counts."""

    FIRST_FORM = "first_form", _("Any measure of the first form")
    REMINDER = TalkMeasure.REMINDER.value, TalkMeasure.REMINDER.label
    WARNING = TalkMeasure.WARNING.value, TalkMeasure.WARNING.label
    CRITICISM = TalkMeasure.CRITICISM.value, TalkMeasure.CRITICISM.label
    ADMONITION = TalkMeasure.ADMONITION.value, TalkMeasure.ADMONITION.label


class Talker(TextChoices):
    """As what somebody of the leading group held a talk, and whose talks a rule counts."""

    PRINCIPAL = "principal", _("Principal")
    LEADER = "leader", _("Any member of the leading group")


class TalkReason(TextChoices):
    """Why a talk was held."""

    SIGN = "sign", _("Early signs and tendencies")
    REPORT = "report", _("Reported by the public")
    STYLE = "style", _("Working style and discipline")
    PERFORMANCE = "performance", _("Weak performance of duty")
    POWER = "power", _("Risk in the exercise of power")
    FAMILY = "family", _("Conduct of family and close staff")
    OTHER = "other", _("Other reason")
