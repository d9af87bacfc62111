"""Open one event of the record: reading the record is recorded as well."""

from django.db import transaction

from supervision.audit import verbs
from supervision.audit.models import AuditEvent
from supervision.audit.services.recording import Actor, record_read


@transaction.atomic
def open_event(*, actor: Actor, event: AuditEvent) -> None:
    """Record that the account opened the event.

    An event that itself says only that an event was opened leaves none: reading about reading
    would never end.
    """
    if event.verb != verbs.OPENED.code:
        record_read(
            verb=verbs.OPENED,
            actor=actor,
            target=event,
            unit=event.unit_id,
            label=f"{event.pk}",
            details={"act": event.verb},
        )
