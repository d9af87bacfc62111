"""Whether the record of a talk can stand as it was typed."""

from django.utils.translation import gettext as _

from accountability.enums import TalkMeasure, TalkReason
from accountability.selectors.talks import Leading, leading_group
from accountability.services.entries import FIRST_YEAR, MAX_TEXT
from accountability.values import TalkData
from supervision import clock
from supervision.organizations.models import Unit

_LENGTHS = {"talker_name": 60, "talked_name": 60, "talked_post": 60, "place": 60}
#: A matter is named, not waved at: "talked about work" is no reason for a talk.
SHORTEST_SUMMARY = 10


def talker_of(unit: Unit, data: TalkData) -> Leading | None:
    """Return the member of the leading group who held the talk, None where nobody is so called."""
    for one in leading_group(unit, data.talked_on):
        if one.name == data.talker_name:
            return one
    return None


def talk_faults(data: TalkData, talker: Leading | None) -> dict[str, str]:
    """Return what is wrong with the record by field."""
    faults: dict[str, str] = {}
    for name, limit in _LENGTHS.items():
        if len(getattr(data, name)) > limit:
            faults[name] = _("At most %(limit)s characters.") % {"limit": limit}
    if data.measure not in TalkMeasure.values:
        faults["measure"] = _("Choose the measure.")
    if data.reason not in TalkReason.values:
        faults["reason"] = _("Choose the reason of the talk.")
    if talker is None:
        faults["talker_name"] = _(
            "Only members of the unit's leading group hold these talks. Choose one of them."
        )
    if not data.talked_name:
        faults["talked_name"] = _("Write with whom the talk was held.")
    elif data.talked_name == data.talker_name:
        faults["talked_name"] = _("Nobody holds a talk with themselves.")
    return faults | _day_faults(data) | _word_faults(data)


def _day_faults(data: TalkData) -> dict[str, str]:
    if data.talked_on > clock.today():
        return {"talked_on": _("This day has not come yet. Record the talk once it was held.")}
    if data.talked_on.year < FIRST_YEAR:
        return {"talked_on": _("Choose a year between 2000 and 2100.")}
    return {}


def _word_faults(data: TalkData) -> dict[str, str]:
    if len(data.summary) < SHORTEST_SUMMARY:
        return {"summary": _("Say what was pointed out and asked for, in at least 10 characters.")}
    long = {
        name: _("At most %(limit)s characters; hand in more as a file.") % {"limit": MAX_TEXT}
        for name in ("summary", "outcome")
        if len(getattr(data, name)) > MAX_TEXT
    }
    return long
