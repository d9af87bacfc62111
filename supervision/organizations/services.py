"""Change the unit tree."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision.audit.services import Actor, record
from supervision.organizations.models import Unit
from supervision.organizations.verbs import UNIT_ADDED, UNIT_CHANGED

Outcome = Literal["created", "updated", "unchanged"]


@transaction.atomic
def save_unit(
    *,
    actor: Actor | None,
    code: str,
    name: str,
    short_name: str,
    kind: str,
    parent_code: str = "",
    position: int = 0,
) -> Outcome:
    """Add the unit, or bring the one with this code up to date.

    Raises ValidationError when the parent is unknown or stands below the unit itself, or when
    another unit bears the name, and
    PermissionDenied without `organizations.import_units`. An actor of None is the system.
    """
    if actor is not None and not actor.can("organizations.import_units"):
        raise PermissionDenied(_("Only the system administrator changes the unit tree."))
    parent = _parent(parent_code)
    if Unit.objects.filter(name=name).exclude(code=code).exists():
        raise ValidationError(_("Another unit is called %(name)s.") % {"name": name})
    fields = {"name": name, "short_name": short_name, "kind": kind, "position": position}
    unit = Unit.objects.select_for_update().filter(code=code).first()
    if unit is None:
        _add(parent, Unit(code=code, **fields))
        unit = Unit.objects.get(code=code)
        record(verb=UNIT_ADDED, actor=actor, target=unit, unit=unit, details=dict(fields))
        return "created"
    changes = _changes(unit, fields)
    moved = _move(unit, parent)
    if not changes and not moved:
        return "unchanged"
    Unit.objects.filter(pk=unit.pk).update(**fields)
    if moved:
        changes["parent"] = [moved, parent_code]
    record(verb=UNIT_CHANGED, actor=actor, target=unit, unit=unit, details={"changes": changes})
    return "updated"


def _parent(code: str) -> Unit | None:
    if not code:
        return None
    parent = Unit.objects.filter(code=code).first()
    if parent is None:
        raise ValidationError(_("There is no unit with the code %(code)s.") % {"code": code})
    return parent


def _add(parent: Unit | None, unit: Unit) -> None:
    if parent is None:
        Unit.objects.add_root(instance=unit)
    else:
        Unit.objects.add_child(parent, instance=unit)


def _changes(unit: Unit, fields: dict[str, Any]) -> dict[str, list[Any]]:
    return {
        key: [getattr(unit, key), value]
        for key, value in fields.items()
        if getattr(unit, key) != value
    }


def _move(unit: Unit, parent: Unit | None) -> str:
    """Move the unit below the parent; return the former parent's code when it moved."""
    before = Unit.objects.get_parent(unit)
    if (before.pk if before else None) == (parent.pk if parent else None):
        return ""
    if parent is not None and parent.path.startswith(unit.path):
        raise ValidationError(_("%(unit)s cannot stand below itself.") % {"unit": unit.name})
    target = parent or Unit.objects.get_last_root_node()
    Unit.objects.move(unit, target, "last-child" if parent else "last-sibling")
    return before.code if before else "-"
