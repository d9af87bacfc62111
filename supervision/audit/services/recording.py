"""Write the audit record. It stands in the transaction of the act: no record, no act."""

from typing import Any, Protocol

from django.db.models import Model

from supervision import clock
from supervision.audit import verbs
from supervision.audit.context import origin
from supervision.audit.models import AuditEvent
from supervision.audit.verbs import Verb


class Actor(Protocol):
    """Whoever acts: an account with an identity and permissions."""

    pk: Any
    name: str

    def can(self, permission: str) -> bool:
        """Tell whether the account holds the permission."""
        ...


def record(
    *,
    verb: Verb,
    actor: Actor | None,
    target: Model | None = None,
    unit: Any = None,
    details: dict[str, Any] | None = None,
    label: str = "",
) -> AuditEvent:
    """Append one event; raises LookupError when the verb was never registered.

    An actor of None is the system itself.
    """
    verbs.get(verb.code)
    where = origin.get()
    return AuditEvent.objects.create(
        at=clock.now(),
        verb=verb.code,
        actor_id=getattr(actor, "pk", None),
        actor_name=getattr(actor, "name", "") or "",
        object_type=target._meta.label_lower if target is not None else "",
        object_id=str(target.pk) if target is not None else "",
        object_label=(label or (str(target) if target is not None else ""))[:200],
        unit_id=getattr(unit, "pk", unit),
        ip=where.ip,
        request_id=where.request_id,
        details=details or {},
    )


def record_read(
    *,
    verb: Verb,
    actor: Actor,
    target: Model | None = None,
    unit: Any = None,
    purpose: str = "",
    details: dict[str, Any] | None = None,
    label: str = "",
) -> AuditEvent:
    """Append that somebody read a protected record, and what for.

    `unit` is the unit the record belongs to. Whether it is the reader's own is kept with the
    event, so that the review of reads need not guess at the posts of that day. Raises ValueError
    for a verb that is not a reading one.
    """
    if not verb.reading:
        raise ValueError(f"audit verb {verb.code!r} is not a reading one")
    said: dict[str, Any] = {"purpose": purpose} if purpose else {}
    own = getattr(getattr(actor, "home_unit", None), "pk", None)
    if unit is not None and own is not None:
        said["outside"] = own != getattr(unit, "pk", unit)
    return record(
        verb=verb,
        actor=actor,
        target=target,
        unit=unit,
        details={**said, **(details or {})},
        label=label,
    )
