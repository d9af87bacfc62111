"""Where a clue comes from, about whom, and of what kind."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(TextChoices):
    """Where a clue comes from."""

    LETTER = "letter", pgettext_lazy("source of a clue", "Letter")
    VISIT = "visit", _("Visit")
    PHONE_12388 = "phone_12388", _("Telephone 12388")
    ONLINE = "online", _("Reporting website")
    PORTAL_REPORT = "portal_report", _("Report by QR code")
    SUPERIOR_ASSIGNED = "superior_assigned", _("Assigned by the upper organ")
    LEADER_INSTRUCTION = "leader_instruction", _("Instruction of a leader")
    INSPECTION_TOUR = "inspection_tour", _("Handed over by an inspection tour")
    AUDIT = "audit", _("Audit office")
    LAW_ENFORCEMENT = "law_enforcement", _("Administrative authority")
    POLICE = "police", _("Police")
    PROCURATORATE = "procuratorate", _("Procuratorate")
    COURT = "court", _("Court")
    SUBORDINATE_REPORT = "subordinate_report", _("Reported by a lower organ")
    STATIONED_GROUP = "stationed_group", _("Stationed group")
    SUPERVISION_CHECK = "supervision_check", _("Supervision check")
    UNIT_INSPECTION = "unit_inspection", _("Unit-based inspection")
    CASE_DERIVED = "case_derived", _("Found in another case")
    DATA_COMPARISON = "data_comparison", _("Data comparison")
    VILLAGE_INFORMANT = "village_informant", _("Integrity informant")
    MEDIA = "media", _("Media")
    SELF_SURRENDER = "self_surrender", _("Self-surrender")
    OTHER = "other", _("Other")


#: Sources behind which a person stands who reported something (检举控告).
REPORTS = frozenset(
    {
        Source.LETTER,
        Source.VISIT,
        Source.PHONE_12388,
        Source.ONLINE,
        Source.PORTAL_REPORT,
        Source.VILLAGE_INFORMANT,
    }
)


class Naming(TextChoices):
    """Whether whoever reported gave a name."""

    NAMED = "named", _("Named")
    ANONYMOUS = "anonymous", _("Anonymous")
    NONE = "none", _("No reporter")


class Violation(TextChoices):
    """The six disciplines, duty violations and duty crimes (Supervision Law, article 11)."""

    POLITICAL = "political", _("Political discipline")
    ORGANISATIONAL = "organisational", _("Organisational discipline")
    INTEGRITY = "integrity", _("Integrity discipline")
    MASSES = "masses", _("Mass discipline")
    WORK = "work", _("Work discipline")
    LIFE = "life", _("Life discipline")
    DUTY_VIOLATION = "duty_violation", _("Duty violation")
    EMBEZZLEMENT_BRIBERY = "embezzlement_bribery", _("Embezzlement and bribery")
    ABUSE_OF_POWER = "abuse_of_power", _("Abuse of power")
    DERELICTION = "dereliction", _("Dereliction of duty")
    RENT_SEEKING = "rent_seeking", _("Rent-seeking")
    BENEFIT_TRANSFER = "benefit_transfer", _("Transfer of benefits")
    FAVOURITISM = "favouritism", _("Favouritism")
    WASTE = "waste", _("Waste of state property")


#: The six disciplines of the Party (六大纪律).
DISCIPLINES = frozenset(
    {
        Violation.POLITICAL,
        Violation.ORGANISATIONAL,
        Violation.INTEGRITY,
        Violation.MASSES,
        Violation.WORK,
        Violation.LIFE,
    }
)
#: The classes that make a duty crime, so that a transfer to the procuratorate is possible.
DUTY_CRIMES = frozenset(
    {
        Violation.EMBEZZLEMENT_BRIBERY,
        Violation.ABUSE_OF_POWER,
        Violation.DERELICTION,
        Violation.RENT_SEEKING,
        Violation.BENEFIT_TRANSFER,
        Violation.FAVOURITISM,
        Violation.WASTE,
    }
)


class FourWinds(TextChoices):
    """The four forms of misconduct (四风) as a cross tag."""

    FORMALISM = "formalism", _("Formalism")
    BUREAUCRATISM = "bureaucratism", _("Bureaucratism")
    HEDONISM = "hedonism", _("Hedonism")
    EXTRAVAGANCE = "extravagance", _("Extravagance")


class RespondentRole(TextChoices):
    """What somebody is in a clue."""

    MAIN = "main", _("Main respondent")
    INVOLVED = "involved", _("Also involved")


class PersonStanding(TextChoices):
    """What a respondent is in law, which decides what sanction is possible."""

    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    PUBLIC_AFFAIRS = "public_affairs", _("Entrusted with public affairs")
    ENTERPRISE = "enterprise", _("Manager of a state enterprise")
    INSTITUTION = "institution", _("Manager of a public institution")
    VILLAGE = "village", _("Manager of a village or community")
    OTHER_OFFICIAL = "other_official", _("Other public official")
    RETIRED = "retired", _("Retired from public office")
    NONE = "none", _("Holds no public office")
    #: No person at all: what is sanctioned is the organisation itself.
    ORGANISATION = "organisation", _("Party organisation")


class MatchField(TextChoices):
    """What two clues have in common; the strongest first."""

    PERSON = "person", _("the same person of the register")
    ID_NUMBER = "id_number", _("the same ID number")
    REPORTER = "reporter", _("the same reporter")
    NAME_UNIT = "name_unit", _("the same name in the same unit")
    CONTENT = "content", _("alike words")
    UNIT_VIOLATION = "unit_violation", _("the same unit and kind of violation within a year")


class InterferenceKind(TextChoices):
    """What somebody tried who had no part in the case (Supervision Law, article 66)."""

    PRYING = "prying", _("Prying into the case")
    INTERVENING = "intervening", _("Intervening in the case")
    PLEADING = "pleading", _("Pleading for somebody")
    CONTACT = "contact", _("Contact without approval")


class InterferenceWay(TextChoices):
    """How it was tried."""

    IN_PERSON = "in_person", _("In person")
    TELEPHONE = "telephone", _("By telephone")
    MESSAGE = "message", _("By message")
    WRITING = "writing", _("In writing")
    THROUGH_OTHERS = "through_others", _("Through others")
