"""Set the thresholds of escalation, and draft the notice about a unit that does not answer."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.models import EscalationRule
from accountability.permissions import DRAFT_PAPER, EDIT_SCHEME
from accountability.services.paper_texts import late_notice
from accountability.verbs import ESCALATION_SET
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.documents.models import OfficialDocument
from supervision.documents.services import drafting
from supervision.organizations.models import Unit
from supervision.organizations.selectors import responsible_units

NOTICE = "accountability.late_notice"
LEAST_FACTS = 20
MOST = 365


@transaction.atomic
def set_thresholds(*, actor: User, chosen: Mapping[str, tuple[int, bool]]) -> int:
    """Set for each trigger from how much on its step is suggested; return how many changed."""
    require(actor, EDIT_SCHEME)
    if any(not 1 <= least <= MOST for least, _on in chosen.values()):
        raise ValidationError(_("A threshold lies between 1 and 365."))
    changed = 0
    for rule in EscalationRule.objects.select_for_update().filter(trigger__in=chosen):
        least, is_active = chosen[rule.trigger]
        if (rule.threshold, rule.is_active) == (least, is_active):
            continue
        before = rule.threshold
        rule.threshold, rule.is_active = least, is_active
        rule.changed_by, rule.changed_at = actor, clock.now()
        rule.save()
        record(
            verb=ESCALATION_SET,
            actor=actor,
            target=rule,
            details={"from": before, "to": least, "active": is_active},
        )
        changed += 1
    return changed


@transaction.atomic
def draft_late_notices(*, actor: User, units: Iterable[Unit], facts: str) -> list[OfficialDocument]:
    """Draft a circulated notice about each unit and hand them to the signer.

    Raises ValidationError for thin facts or without a unit.
    """
    require(actor, DRAFT_PAPER)
    chosen = sorted(units, key=lambda unit: (unit.position, unit.pk))
    if len(facts.strip()) < LEAST_FACTS:
        raise ValidationError({"facts": _("Describe the facts in at least 20 characters.")})
    if not chosen:
        raise ValidationError(_("Choose at least one unit."))
    everybody = list(responsible_units())
    drafted = []
    for unit in chosen:
        require(actor, DRAFT_PAPER, unit)
        document = drafting.draft(
            actor=actor,
            kind=NOTICE,
            units=everybody,
            content=late_notice(unit, facts.strip()),
            reply_by=None,
            about=unit,
            subject_unit=unit,
        )
        drafted.append(drafting.submit(actor=actor, document=document))
    return drafted
