"""The circulated notice about a falsified filing: drafted by whoever acts, signed by another."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import FalsificationStatus
from accountability.models import Falsification
from accountability.permissions import DRAFT_PAPER, SIGN_PAPER
from accountability.selectors.falsifications import waits_for_notice
from accountability.services.paper_texts import falsified_notice
from accountability.verbs import FALSE_NOTICE
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.accounts.selectors import holders
from supervision.audit.services import record
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units
from supervision.people.selectors.natural_persons import accounts_of

KIND = "accountability.falsified_notice"


@transaction.atomic
def draft_notice(*, actor: User, falsification: Falsification) -> OfficialDocument:
    """Draft the notice of a confirmed falsification and hand it to those who may sign it.

    Raises ValidationError where nothing is confirmed, or a notice is on its way already.
    """
    require(actor, DRAFT_PAPER, falsification.unit)
    rows = Falsification.objects.select_for_update(of=("self",))
    found = rows.select_related("unit", "filing__duty", "notice").get(pk=falsification.pk)
    if found.status != FalsificationStatus.CONFIRMED:
        raise ValidationError(_("Only a filing that was held to be falsified is circulated."))
    if not waits_for_notice(found):
        raise ValidationError(_("The notice is drafted already."))
    return write_notice(actor, found)


def write_notice(actor: User, falsification: Falsification) -> OfficialDocument:
    """Draft the notice in the actor's own name, inside the caller's transaction and permission."""
    document = drafting.draft(
        actor=actor,
        kind=KIND,
        units=_everybody(falsification.unit),
        content=falsified_notice(falsification),
        reply_by=None,
        about=falsification,
        subject_unit=falsification.unit,
    )
    document = drafting.submit(actor=actor, document=document)
    falsification.notice = document
    falsification.save(update_fields=["notice"])
    record(verb=FALSE_NOTICE, actor=actor, target=falsification, unit=falsification.unit)
    return document


def drafts_at_once(actor: User) -> bool:
    """Tell whether the one who decides drafts too: only where another person is left to sign."""
    return actor.can(DRAFT_PAPER) and bool(set(holders(SIGN_PAPER)) - set(accounts_of(actor)))


def _everybody(unit: Unit) -> list[Unit]:
    """Return the units to which a notice is circulated: all that carry the responsibilities."""
    return list(responsible_units()) or [unit]
