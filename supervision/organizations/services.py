"""Change the unit tree."""

from typing import Any, Literal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import DO_NOTHING
from django.utils.translation import gettext as _

from supervision.audit.services import Actor, record
from supervision.organizations import holds
from supervision.organizations.enums import RESPONSIBLE_KINDS, UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.verbs import UNIT_ADDED, UNIT_CHANGED, UNIT_REMOVED

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
    supervised_by: str | None = None,
) -> Outcome:
    """Add the unit, or bring the one with this code up to date.

    `supervised_by` is the code of the stationed group, "" for none; None leaves it as it is.
    Raises ValidationError when the parent is unknown or stands below the unit itself, or when
    another unit bears the name, or when no stationed group has the code given, or when the unit
    would no longer be counted and something keeps it (`holds`), and
    PermissionDenied without `organizations.import_units`. An actor of None is the system.
    """
    if actor is not None and not actor.can("organizations.import_units"):
        raise PermissionDenied(_("Only the system administrator changes the unit tree."))
    parent = _parent(parent_code)
    if Unit.objects.filter(name=name).exclude(code=code).exists():
        raise ValidationError(_("Another unit is called %(name)s.") % {"name": name})
    fields: dict[str, Any] = {
        "name": name,
        "short_name": short_name,
        "kind": kind,
        "position": position,
    }
    if supervised_by is not None:
        fields["supervised_by_id"] = _group(supervised_by)
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
    _check_holds(unit, kind=kind, is_active=unit.is_active)
    Unit.objects.filter(pk=unit.pk).update(**fields)
    if moved:
        changes["parent"] = [moved, parent_code]
    record(verb=UNIT_CHANGED, actor=actor, target=unit, unit=unit, details={"changes": changes})
    return "updated"


@transaction.atomic
def set_in_use(*, actor: Actor | None, code: str, is_active: bool) -> Outcome:
    """Take the unit out of use, or back into it.

    Raises ValidationError for an unknown unit, and when something keeps it (`holds`), and
    PermissionDenied without `organizations.import_units`. An actor of None is the system.
    """
    if actor is not None and not actor.can("organizations.import_units"):
        raise PermissionDenied(_("Only the system administrator changes the unit tree."))
    unit = Unit.objects.select_for_update().filter(code=code).first()
    if unit is None:
        raise ValidationError(_("There is no unit with the code %(code)s.") % {"code": code})
    if unit.is_active == is_active:
        return "unchanged"
    _check_holds(unit, kind=unit.kind, is_active=is_active)
    Unit.objects.filter(pk=unit.pk).update(is_active=is_active)
    changes = {"is_active": [unit.is_active, is_active]}
    record(verb=UNIT_CHANGED, actor=actor, target=unit, unit=unit, details={"changes": changes})
    return "updated"


def _check_holds(unit: Unit, *, kind: str, is_active: bool) -> None:
    """Refuse to take the unit out of the overview while an app has reason to keep it."""
    was_counted = unit.is_active and unit.kind in RESPONSIBLE_KINDS
    if not was_counted or (is_active and kind in RESPONSIBLE_KINDS):
        return
    kept = holds.reasons(unit)
    if kept:
        raise ValidationError(
            _("%(unit)s must stay as it is: %(reasons)s")
            % {"unit": unit.name, "reasons": _("; ").join(kept)}
        )


@transaction.atomic
def remove_unit(*, actor: Actor, code: str) -> None:
    """Take a unit off the tree again, while nothing was built on it.

    Raises ValidationError naming what was, and PermissionDenied without
    `organizations.import_units`.
    """
    if not actor.can("organizations.import_units"):
        raise PermissionDenied(_("Only the system administrator changes the unit tree."))
    unit = Unit.objects.select_for_update().get(code=code)
    standing = _standing_on(unit)
    if standing:
        raise ValidationError(
            _("%(unit)s cannot be removed; it is used by: %(what)s.")
            % {"unit": unit.name, "what": "、".join(standing)}
        )
    details = {"name": unit.name, "short_name": unit.short_name, "kind": unit.kind}
    record(verb=UNIT_REMOVED, actor=actor, target=unit, unit=unit, details=details)
    Unit.objects.get(pk=unit.pk).delete()


def _standing_on(unit: Unit) -> list[str]:
    """Return the kinds of record that refer to the unit; its own history does not count."""
    found = [str(Unit._meta.verbose_name_plural)] if unit.numchild else []
    for relation in Unit._meta.related_objects:
        if getattr(relation, "on_delete", None) is DO_NOTHING or relation.related_model is Unit:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: unit})
        if rows.exists():
            found.append(str(relation.related_model._meta.verbose_name_plural))
    if Unit.objects.filter(supervised_by=unit).exists():
        found.append(_("units it supervises"))
    return list(dict.fromkeys(found))


def _parent(code: str) -> Unit | None:
    if not code:
        return None
    parent = Unit.objects.filter(code=code).first()
    if parent is None:
        raise ValidationError(_("There is no unit with the code %(code)s.") % {"code": code})
    return parent


def _group(code: str) -> int | None:
    if not code:
        return None
    group = Unit.objects.filter(code=code, kind=UnitKind.STATIONED_GROUP).first()
    if group is None:
        raise ValidationError(
            _("There is no stationed group with the code %(code)s.") % {"code": code}
        )
    return int(group.pk)


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
