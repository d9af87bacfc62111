"""Hand a problem found on as a clue: from here on it belongs to those who handle clues."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accountability.enums import FindingSource, FindingStatus
from accountability.models import Finding
from accountability.permissions import REFER
from accountability.selectors.clue_referrals import CLUE
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.referrals.models import Referral
from supervision.referrals.receivers import Matter, Named
from supervision.referrals.services import raise_referral

#: Where the receiver says a clue came from, by where the problem was found.
_ORIGINS = {FindingSource.TOUR.value: "inspection_tour"}
_ORIGIN = "supervision_check"


@transaction.atomic
def refer_finding(*, actor: User, finding: Finding, title: str, what: str) -> Referral:
    """Hand the finding on as a clue; it stays as it is, and its unit learns nothing.

    Nothing is recorded on the finding itself: its history is read by the unit. Raises
    PermissionDenied without `accountability.refer` in the unit, ValidationError for a finding that
    is withdrawn, not yet shown to the unit, or handed on already.
    """
    require(actor, REFER, finding.unit)
    found = Finding.objects.select_for_update(of=("self",)).select_related("unit", "person")
    locked = found.get(pk=finding.pk)
    if locked.status == FindingStatus.WITHDRAWN:
        raise ValidationError(_("This finding was withdrawn."))
    if locked.shown_at is None:
        raise ValidationError(_("The problem is not confirmed yet: the feedback is not signed."))
    return raise_referral(
        actor=actor,
        permission=REFER,
        source=locked,
        label=locked.number,
        receiver=CLUE,
        matter=Matter(
            title=title.strip(),
            what=what.strip(),
            unit=locked.unit,
            origin=_ORIGINS.get(locked.source, _ORIGIN),
            on=locked.found_on,
            people=_people(locked),
        ),
    )


def _people(finding: Finding) -> list[Named]:
    name = finding.holder_name or (finding.person.name if finding.person else "")
    return [Named(name=name, person_id=finding.person_id)] if name else []
