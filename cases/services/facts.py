"""What the form of an act states, checked: one reader a fact, whatever act asks for it.

A reader is told the clue and the value as the form gave it, and returns what is kept, as JSON can
hold it. Raises ValidationError under the name of the fact. Facts that only one subject understands
(measures, outcomes) are added by that subject.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.enums import Act, FilingKind, TalkMode
from cases.models import Clue, Step
from cases.selectors.offices import handling_offices
from cases.selectors.steps import facts_of, last_taken
from cases.services.outcome_drafts import frozen_measures, frozen_outcomes
from supervision import clock
from supervision.web.formats import full_date

Reader = Callable[[Clue, Any], Any]

LEAST_WORDS = 10
_TALL = 2000


def wrong(fact: str, sentence: str) -> ValidationError:
    """Return the refusal of a fact, for its field."""
    return ValidationError({fact: [sentence]}, code="fact")


def words(fact: str, *, least: int = LEAST_WORDS, most: int = _TALL) -> Reader:
    """Return a reader of a text of at least and at most so many characters."""

    def read(clue: Clue, value: Any) -> str:
        text = str(value or "").strip()
        if len(text) < least:
            raise wrong(fact, _("Write at least %(n)d characters.") % {"n": least})
        if len(text) > most:
            raise wrong(fact, _("Write at most %(n)d characters.") % {"n": most})
        return text

    return read


def one_of(fact: str, choices: type[Any]) -> Reader:
    """Return a reader of a value from a closed list."""

    def read(clue: Clue, value: Any) -> str:
        if value not in choices.values:
            raise wrong(fact, _("Choose one from the list."))
        return str(value)

    return read


def day(fact: str, value: Any) -> dt.date:
    """Read a day, given as such or as written in JSON."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise wrong(fact, _("Give the day.")) from None


def day_after(fact: str, cause: Callable[[Clue], tuple[dt.date | None, str]]) -> Reader:
    """Return a reader of a day that lies neither before its cause nor ahead of today."""

    def read(clue: Clue, value: Any) -> str:
        found = day(fact, value)
        since, what = cause(clue)
        if since is not None and found < since:
            sentence = _("%(day)s lies before its cause: %(what)s on %(since)s.")
            given = {"day": full_date(found), "what": what, "since": full_date(since)}
            raise wrong(fact, sentence % given)
        if found > clock.today():
            raise wrong(fact, _("%(day)s lies ahead.") % {"day": full_date(found)})
        return found.isoformat()

    return read


def _settled_on(step: Step | None) -> dt.date | None:
    if step is None or step.settled_at is None:
        return None
    return clock.local(step.settled_at).date()


def _announcing(clue: Clue) -> tuple[dt.date | None, str]:
    """Return what has to come before an announcement: the decision, or else the filing."""
    decided = _settled_on(last_taken(clue, Act.DECIDE))
    if decided is not None:
        return decided, _("the decision was made")
    return clue.filed_on, _("the case was filed")


def _executing(clue: Clue) -> tuple[dt.date | None, str]:
    step = last_taken(clue, Act.ANNOUNCE)
    told = facts_of(step).get("announced_on") if step is not None else None
    return (dt.date.fromisoformat(told) if told else None), _("the decision was announced")


def _reviewing(clue: Clue) -> tuple[dt.date | None, str]:
    return _settled_on(last_taken(clue, Act.ACCEPT)), _("the review office accepted the case")


_deciding = day_after("decided_on", _reviewing)


def _handling_office(clue: Clue, value: Any) -> int:
    office = handling_offices().filter(pk=value if str(value).isdecimal() else 0).first()
    if office is None:
        raise wrong("handling_office", _("Choose an office with a head and handling officers."))
    if office.pk == clue.handling_office_id:
        raise wrong("handling_office", _("The clue lies with this office already."))
    return office.pk


def _respondents(clue: Clue, value: Any) -> list[int]:
    wanted = {int(one) for one in value or () if str(one).isdecimal()}
    known = set(clue.respondents.filter(pk__in=wanted).values_list("pk", flat=True))
    if not known or known != wanted:
        raise wrong("respondents", _("Choose at least one respondent of this clue."))
    return sorted(known)


def _review_on(clue: Clue, value: Any) -> str:
    found = day("review_on", value)
    if found <= clock.today():
        raise wrong("review_on", _("The day to look at it again must lie ahead."))
    return found.isoformat()


def _archive_number(clue: Clue, value: Any) -> str:
    number = words("archive_number", least=1, most=40)(clue, value)
    if Clue.objects.filter(archive_number=number).exclude(pk=clue.pk).exists():
        raise wrong("archive_number", _("This archive number is taken."))
    return str(number)


def _repeat_of(clue: Clue, value: Any) -> str:
    rows = clue.matches.filter(is_duplicate=True, earlier__number=str(value or ""))
    if not rows.exists():
        raise wrong("repeat_of", _("Decide first of which earlier clue this is a repeat."))
    return str(value)


def _decided_on(clue: Clue, value: Any) -> str | None:
    return _deciding(clue, value) if value else None


def _panel(clue: Clue, value: Any) -> list[int]:
    return sorted({int(one) for one in value or () if str(one).isdecimal()})


def _flag(clue: Clue, value: Any) -> bool:
    return bool(value)


FACTS: dict[str, Reader] = {
    "handling_office": _handling_office,
    "respondents": _respondents,
    "talk_mode": one_of("talk_mode", TalkMode),
    "reason": words("reason"),
    "review_on": _review_on,
    "receiving_unit": words("receiving_unit", least=2, most=80),
    "filing_kind": one_of("filing_kind", FilingKind),
    "announced_on": day_after("announced_on", _announcing),
    "investigation_plan": words("investigation_plan"),
    "property": words("property", least=1),
    "panel": _panel,
    "executed_on": day_after("executed_on", _executing),
    "archive_number": _archive_number,
    "outcomes": frozen_outcomes,
    "measures": frozen_measures,
    #: The verification met the person face to face: its closing counts as the first form.
    "face_to_face": _flag,
    "repeat_of": _repeat_of,
    #: The day of the decision's paper, where it is another than that of the last signature.
    "decided_on": _decided_on,
    #: Stated where it holds, whatever the table asks: the Party committee approves the sanction.
    "needs_party_committee": _flag,
}

#: May be stated with any act although the table does not ask for it.
OPTIONAL = frozenset({"needs_party_committee", "decided_on", "face_to_face"})


def read_facts(clue: Clue, asked: frozenset[str], stated: dict[str, Any]) -> dict[str, Any]:
    """Return the facts as they are kept; raises ValidationError with every fault by its fact."""
    faults: dict[str, list[str]] = {}
    found: dict[str, Any] = {}
    for fact in sorted(asked | OPTIONAL & stated.keys()):
        try:
            found[fact] = FACTS[fact](clue, stated.get(fact))
        except ValidationError as fault:
            faults.update(
                fault.message_dict if hasattr(fault, "error_dict") else {fact: fault.messages}
            )
    if faults:
        raise ValidationError(faults)
    return found
