"""What changed on one row, when, from what to what, and by which recorded act."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Field, Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import timeline
from supervision.web.formats import full_datetime

_VERSIONS = """
    SELECT valid_from, is_derived, to_jsonb(v) FROM history.{name} AS v
    WHERE id = %s AND valid_from <= %s ORDER BY version DESC LIMIT %s
"""
#: So many versions a page shows.
SHOWN = 40
#: An act and the version it makes stand in one transaction; a bulk act takes a moment longer.
_SAME_ACT = timedelta(seconds=5)


@dataclass(frozen=True)
class FieldChange:
    """One column before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Version:
    """One instant at which the row came or changed."""

    at: datetime
    changes: list[FieldChange]
    is_first: bool
    is_derived: bool
    act: AuditEvent | None


def versions_of(target: Model, *, leaving_out: Collection[str] = ()) -> list[Version]:
    """Return what changed on the row up to the present, or past, instant; newest first.

    `leaving_out` names fields that mean nothing to a reader.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _VERSIONS.format(name=target._meta.db_table), [target.pk, clock.now(), SHOWN + 1]
        )
        rows = [(at, derived, json.loads(row)) for at, derived, row in cursor.fetchall()]
    fields = [
        field
        for field in target._meta.local_concrete_fields
        if not field.primary_key and field.name not in leaving_out
    ]
    acts = list(timeline(target)[:200])
    found = []
    for number, (at, derived, row) in enumerate(rows[:SHOWN]):
        before = rows[number + 1][2] if number + 1 < len(rows) else None
        changes = _changes(fields, before, row) if before is not None else []
        if changes or before is None:
            found.append(Version(at, changes, before is None, derived, _act(acts, at)))
    return found


def _act(acts: Iterable[AuditEvent], at: datetime) -> AuditEvent | None:
    near = [event for event in acts if abs(event.at - at) <= _SAME_ACT]
    return min(near, key=lambda event: abs(event.at - at), default=None)


def _changes(
    fields: Iterable[Field[Any, Any]], before: dict[str, Any], after: dict[str, Any]
) -> list[FieldChange]:
    return [
        FieldChange(
            str(field.verbose_name),
            _written(field, before.get(field.attname)),
            _written(field, after.get(field.attname)),
        )
        for field in fields
        if before.get(field.attname) != after.get(field.attname)
    ]


def _written(field: Field[Any, Any], value: Any) -> str:
    """Write a stored value as people read it; an empty one as a dash."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation and field.related_model is not None:
        found = field.related_model._base_manager.filter(pk=value).first()
        return str(found) if found is not None else str(value)
    moment = parse_datetime(value) if isinstance(value, str) else None
    return full_datetime(moment) if moment else str(value)
