"""What a clue must state before it is entered."""

from collections import Counter
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.entries import ClueEntry, RespondentEntry
from cases.enums import REPORTS, Naming, PersonStanding, Source
from supervision import clock
from supervision.people.labels import refusal_of
from supervision.people.rules.identity import BadNumber, checked

LEAST_SUMMARY, LEAST_CONTENT = 4, 10


def check_entry(entry: ClueEntry) -> None:
    """Raise ValidationError, by field, for everything that is missing or out of order."""
    faults: dict[str, str] = {}
    if entry.source not in Source.values:
        faults["source"] = _("Choose where the clue comes from.")
    if entry.received_at > clock.now():
        faults["received_on"] = _("The clue cannot have been received after this moment.")
    if len(entry.summary.strip()) < LEAST_SUMMARY:
        faults["summary"] = _("Say in a sentence what it is about.")
    if len(entry.content.strip()) < LEAST_CONTENT:
        faults["content"] = _("Write down what is alleged, in at least 10 characters.")
    if not entry.violations:
        faults["violations"] = _("Choose at least one kind of violation.")
    faults |= _naming(entry)
    faults |= _people(entry.respondents)
    if faults:
        raise ValidationError(faults)


def check_respondents(respondents: Sequence[RespondentEntry]) -> None:
    """Raise ValidationError where a person lacks something or is entered twice."""
    if faults := _people(respondents):
        raise ValidationError(faults)


def _naming(entry: ClueEntry) -> dict[str, str]:
    """Check that whoever reported fits the source."""
    if entry.naming == Naming.NAMED:
        if entry.reporter is None or not entry.reporter.name.strip():
            return {"reporter_name": _("A named report bears a name.")}
        return _reporter_number(entry.reporter.id_number)
    if entry.reporter is not None:
        return {"naming": _("Who reported is entered only for a named report.")}
    if entry.naming == Naming.NONE and entry.source in REPORTS:
        return {"naming": _("A report is named or anonymous: choose which.")}
    return {}


def _reporter_number(number: str) -> dict[str, str]:
    fault = _number_fault(number)
    return {"reporter_id_number": fault} if fault else {}


def _number_fault(number: str) -> str:
    if not number.strip():
        return ""
    try:
        checked(number)
    except BadNumber as bad:
        return refusal_of(bad.code)
    return ""


def _people(respondents: Sequence[RespondentEntry]) -> dict[str, str]:
    """Check each person, and that nobody is entered twice."""
    for one in respondents:
        if fault := _person_fault(one):
            return {"respondents": _("%(name)s: %(fault)s") % {"name": one.name, "fault": fault}}
    known = Counter(one.person.pk for one in respondents if one.person is not None)
    for one in respondents:
        if one.person is not None and known[one.person.pk] > 1:
            return {"respondents": _("%(name)s is entered twice.") % {"name": one.name}}
    return {}


def _person_fault(one: RespondentEntry) -> str:
    if not one.name.strip():
        return _("A respondent bears a name; leave out whoever is not known.")
    if (one.holds_party_post or one.heads_committee) and not (
        one.is_member or (one.person is not None and one.person.is_member)
    ):
        return _("Only a Party member holds a Party post.")
    return _organisation_fault(one) or _number_fault(one.id_number)


def _organisation_fault(one: RespondentEntry) -> str:
    """Say what an organisation cannot have, or that its unit is missing; "" for a person."""
    if one.standing != PersonStanding.ORGANISATION:
        return ""
    if one.person is not None or one.id_number or one.is_member or one.post or one.rank:
        return _("A Party organisation has no post, no ID number and no membership of its own.")
    if one.unit is None and not one.workplace.strip():
        return _("Choose the unit to which the Party organisation belongs.")
    return ""
