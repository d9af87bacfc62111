"""The registry of audited acts; recording an act that nobody registered raises."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_verbs: dict[str, "Verb"] = {}


@dataclass(frozen=True)
class Verb:
    """One kind of act. The label is what the timeline shows."""

    code: str
    label: Any
    icon: str = "history"
    #: Whether the act only reads; such acts are listed as reads of protected records.
    reading: bool = False


def register(verb: Verb) -> Verb:
    """Add the verb; raises ValueError when its code is taken."""
    if verb.code in _verbs:
        raise ValueError(f"audit verb {verb.code!r} is registered twice")
    _verbs[verb.code] = verb
    return verb


def get(code: str) -> Verb:
    """Return the registered verb; raises LookupError when there is none."""
    try:
        return _verbs[code]
    except KeyError:
        raise LookupError(f"audit verb {code!r} is not registered") from None


def everything() -> dict[str, Verb]:
    """Return every registered verb by code."""
    return dict(_verbs)


def reading() -> frozenset[str]:
    """Return the codes of the acts that only read."""
    return frozenset(code for code, verb in _verbs.items() if verb.reading)


OPENED = register(Verb("audit.event_opened", _("Audit event opened"), "eye", reading=True))
