"""Look a number up, open a person's file, reveal what is masked in it: all on record."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import record_read
from supervision.people import permissions
from supervision.people.enums import SealedField
from supervision.people.models import Disclosure, Person
from supervision.people.selectors.people import people_visible_to
from supervision.people.verbs import FIELD_REVEALED, FILE_OPENED, NUMBER_LOOKED_UP

#: How long a revealed field stands open to its reader.
OPEN_FOR = dt.timedelta(minutes=5)
#: A reason is a sentence, not a sign.
SHORTEST_REASON = 4


def open_file(*, actor: Any, person: Person) -> None:
    """Record that the actor opened the file; raises PermissionDenied without `people.read`."""
    permissions.require(actor, permissions.READ)
    record_read(verb=FILE_OPENED, actor=actor, target=person, unit=person.unit)


def look_up_number(*, actor: Any, hits: int) -> None:
    """Record that the actor looked a number up, without the number."""
    record_read(verb=NUMBER_LOOKED_UP, actor=actor, details={"hits": hits})


@transaction.atomic
def reveal(*, actor: Any, person: Person, field: str, reason: str) -> Disclosure:
    """Show the actor one sealed field of the person in full for some minutes.

    Raises ValidationError without a real reason or where the field is empty, and
    Person.DoesNotExist where the actor may not see the person.
    """
    permissions.require(actor, permissions.REVEAL)
    person = people_visible_to(actor).get(pk=person.pk)
    reason = " ".join(reason.split())
    if len(reason) < SHORTEST_REASON:
        raise ValidationError({"reason": _("Say for what work you need it.")})
    if not getattr(person, SealedField(field).value):
        raise ValidationError(_("Nothing is entered here."))
    now = clock.now()
    opened = Disclosure.objects.create(
        reader=actor,
        person=person,
        field=field,
        reason=reason,
        opened_at=now,
        closes_at=now + OPEN_FOR,
    )
    record_read(
        verb=FIELD_REVEALED,
        actor=actor,
        target=person,
        unit=person.unit,
        purpose=reason,
        details={"field": field, "note": f"{opened.get_field_display()}　{reason}"},
    )
    return opened
