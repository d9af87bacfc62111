"""Read a counted rule as a workbook writes it: what is counted, whose talks, how many."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from accountability.enums import CountedMeasure, Talker
from accountability.values import CountedData

_SEPARATOR = re.compile("[;\uff1b]")
_COUNT = re.compile(r"\D*(\d{1,3})\D*")
_MEASURES = {"第一种形态": CountedMeasure.FIRST_FORM, "谈话提醒": CountedMeasure.REMINDER}
_TALKERS = {
    "主要负责人": Talker.PRINCIPAL,
    "第一责任人": Talker.PRINCIPAL,
    "班子成员": Talker.LEADER,
    "领导班子成员": Talker.LEADER,
}


class UnreadableRule(ValueError):
    """What stands in the cell is no counted rule; the message says how one is written."""


def read_counted(text: str) -> CountedData | None:
    """Return the rule the text means, None for an empty cell; raises UnreadableRule."""
    if not text.strip():
        return None
    parts = [part.strip() for part in _SEPARATOR.split(text)]
    count = _COUNT.fullmatch(parts[-1])
    measure = _choice(parts[0], CountedMeasure, _MEASURES)
    talker = _choice(parts[1], Talker, _TALKERS) if len(parts) == 3 else None
    if count is None or measure is None or talker is None:
        raise UnreadableRule(
            _("Write measure; whose talks; how many, such as: %(example)s")
            % {"example": f"{CountedMeasure.FIRST_FORM.label};{Talker.PRINCIPAL.label};2"}
        )
    return CountedData(measure, int(count[1]), talker)


def _choice(text: str, choices: type, words: Mapping[str, str]) -> str | None:
    known = {str(label): value for value, label in choices.choices}  # type: ignore[attr-defined]
    known |= {value: value for value in choices.values} | dict(words)  # type: ignore[attr-defined]
    found = known.get(text)
    return str(found) if found is not None else None
