"""Read the audit record."""

from django.db.models import Model, Q, QuerySet

from supervision.audit.models import AuditEvent


def timeline(target: Model) -> QuerySet[AuditEvent]:
    """Return everything that happened to the object, newest first."""
    return AuditEvent.objects.filter(
        object_type=target._meta.label_lower, object_id=str(target.pk)
    ).order_by("-id")


def events(*, actor: str = "", verb: str = "", text: str = "") -> QuerySet[AuditEvent]:
    """Return the whole record, newest first, narrowed by actor, act and object."""
    found = AuditEvent.objects.order_by("-id")
    if actor:
        found = found.filter(actor_name__icontains=actor)
    if verb:
        found = found.filter(verb=verb)
    if text:
        found = found.filter(Q(object_label__icontains=text) | Q(object_id=text))
    return found
