"""What a scheme must satisfy before it is written or published."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accountability.models import SchemeLine
from accountability.score_enums import EmptyRule, LineKind
from accountability.score_rules import FULL, NOTHING
from accountability.score_values import GroupData, LineData
from supervision.organizations.enums import RESPONSIBLE_KINDS, UnitKind


def check_line(kind: str, data: LineData) -> dict[str, Any]:
    """Return the figures that count for the kind, the others empty.

    Raises ValidationError at the field that is missing or out of range.
    """
    blank: dict[str, Any] = {
        "weight": None,
        "empty": "",
        "points_each": None,
        "cap": None,
        "ceiling": None,
        "basis": data.basis.strip(),
    }
    if kind == LineKind.SHARE:
        _between("weight", data.weight, Decimal("0.01"), FULL)
        return {**blank, "weight": data.weight, "empty": data.empty or EmptyRule.SPREAD}
    if kind == LineKind.VETO:
        _between("ceiling", data.ceiling, NOTHING, Decimal("99.99"))
        if not data.basis.strip():
            raise ValidationError({"basis": _("A veto needs the rule on which it rests.")})
        return {**blank, "ceiling": data.ceiling}
    _between("points_each", data.points_each, Decimal("0.01"), FULL)
    _between("cap", data.cap, Decimal("0.01"), FULL)
    return {**blank, "points_each": data.points_each, "cap": data.cap}


def _between(field: str, value: Decimal | None, low: Decimal, high: Decimal) -> None:
    if value is None or not low <= value <= high:
        raise ValidationError(
            {field: _("Give a figure from %(low)s to %(high)s.") % {"low": low, "high": high}}
        )


def check_weights(lines: Iterable[SchemeLine]) -> None:
    """Refuse weights that do not add up to exactly 100, naming the sum."""
    whole = sum((line.weight or NOTHING for line in lines), NOTHING)
    if whole != FULL:
        raise ValidationError(
            _("The weights add up to %(sum)s. They must add up to exactly 100.")
            % {"sum": format(whole.normalize(), "f") if whole else "0"}
        )


def check_groups(groups: Sequence[GroupData]) -> None:
    """Refuse groups that leave out a kind of unit, take one twice, or share a name."""
    if len({group.name for group in groups}) != len(groups):
        raise ValidationError({"groups": _("Two groups have the same name.")})
    named = [kind for group in groups for kind in group.kinds]
    for kind in RESPONSIBLE_KINDS:
        if named.count(kind) != 1:
            raise ValidationError(
                {
                    "groups": _("%(kind)s must stand in exactly one group.")
                    % {"kind": UnitKind(kind).label}
                }
            )
