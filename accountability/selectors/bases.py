"""What stands behind a proposal: the doubt or finding that a page links to."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Model, QuerySet

from accountability.models import Doubt, Finding
from accountability.selectors.doubts import doubts_visible_to
from accountability.selectors.findings import findings_visible_to
from supervision.organizations.models import Unit

Rows = Callable[[Any], QuerySet[Any]]

_BASES: dict[str, tuple[type[Model], Rows]] = {
    "doubt": (Doubt, doubts_visible_to),
    "finding": (Finding, findings_visible_to),
}


def named(user: Any, params: Mapping[str, str], unit: Unit) -> Any:
    """Return the unit's doubt or finding that the address names, if the account may read it."""
    for key, (_model, rows) in _BASES.items():
        wanted = params.get(key, "")
        if wanted.isdecimal() and len(wanted) < 19:
            found = rows(user).filter(pk=int(wanted), unit=unit).first()
            if found is not None:
                return found
    return None


def of(user: Any, falsification: Any) -> dict[str, Any] | None:
    """Return what stands behind the proposal as the account may read it, with its page."""
    for key, (model, rows) in _BASES.items():
        if falsification.basis_type == model._meta.label_lower:
            found = rows(user).filter(pk=int(falsification.basis_id)).first()
            return {"found": found, "url_name": f"accountability:{key}"} if found else None
    return None
