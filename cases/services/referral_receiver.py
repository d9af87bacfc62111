"""Take what another part of the portal hands on, and make a registered clue of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.entries import ClueEntry, RespondentEntry
from cases.enums import Naming, Source, Violation
from cases.models import Clue
from cases.permissions import SUPERVISE
from cases.selectors.offices import offices_with
from cases.services.intake import write_clue
from supervision import clock
from supervision.people.models import Person
from supervision.referrals.receivers import Matter


def take_matter(actor: Any, matter: Matter, number: str) -> Clue:
    """Register what was handed on as a clue of the case supervision office.

    The sender's own permission was asked; it gets no access to the clue, and no clock runs for a
    reporter. Which discipline it violates is for whoever assigns it to say: until then it counts
    as a duty violation. Raises ValidationError while nobody supervises cases.
    """
    office = offices_with(SUPERVISE).first()
    if office is None:
        raise ValidationError(_("No case supervision office is set up: ask your administrator."))
    source = matter.origin if matter.origin in Source.values else Source.OTHER
    entry = ClueEntry(
        source=source,
        source_number=number,
        unit=matter.unit,
        summary=matter.title,
        content=matter.what,
        received_at=clock.now(),
        violations=[Violation.DUTY_VIOLATION],
        naming=Naming.NONE,
        respondents=[
            RespondentEntry(
                name=one.name,
                post=one.post,
                unit=matter.unit,
                person=Person.objects.filter(pk=one.person_id).first() if one.person_id else None,
            )
            for one in matter.people
        ],
    )
    return write_clue(actor=actor, entry=entry, office=office)
