"""Record what the unit itself did about an act, and that it took it back."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import Hand
from cases.models import Clue, Respondent, UnitSanction
from cases.selectors.outcomes import unit_sanction_of
from cases.services.case_parts import (
    check_day,
    own_respondent,
    require_natural,
    require_part,
    said,
)
from cases.services.faults import RuleBroken
from cases.verbs import UNIT_SANCTION
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record


@transaction.atomic
def note_unit_sanction(
    *,
    actor: User,
    clue: Clue,
    respondent: Respondent,
    unit_name: str,
    sanction: str,
    given_on: dt.date,
) -> UnitSanction:
    """Record that the unit has sanctioned the act already: the organ does not do so again."""
    require_part(actor, clue, Hand.HANDLING, Hand.REVIEW)
    require_natural(own_respondent(clue, respondent))
    check_day("given_on", given_on, since=None, cause="")
    if unit_sanction_of(respondent) is not None:
        raise RuleBroken(_("A sanction by the unit is recorded already."))
    found = UnitSanction.objects.create(
        respondent=respondent,
        unit_name=said("unit_name", unit_name, least=2),
        sanction=said("sanction", sanction, least=2),
        given_on=given_on,
        noted_by=actor,
        noted_at=clock.now(),
    )
    record(verb=UNIT_SANCTION, actor=actor, target=clue, details={"record": found.pk})
    return found


@transaction.atomic
def revoke_unit_sanction(*, actor: User, sanction: UnitSanction, revoked_on: dt.date) -> None:
    """Record that the unit revoked its sanction: the organ may sanction the act."""
    clue = sanction.respondent.clue
    require_part(actor, clue, Hand.HANDLING, Hand.REVIEW)
    found = UnitSanction.objects.select_for_update().get(pk=sanction.pk)
    if found.revoked_on is not None:
        raise RuleBroken(_("This sanction is revoked already."))
    given = found.given_on
    check_day("revoked_on", revoked_on, since=given, cause=_("the unit sanctioned"))
    found.revoked_on = revoked_on
    found.save(update_fields=["revoked_on"])
    record(verb=UNIT_SANCTION, actor=actor, target=clue, details={"record": found.pk})
