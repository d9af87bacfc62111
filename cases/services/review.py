"""The review panel: what its members held. Who is of it is named like a team (`team`)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import ClueStatus, Hand
from cases.models import Clue, PanelOpinion
from cases.selectors.case_parts import has_part
from cases.services.case_parts import said
from cases.services.faults import RuleBroken
from cases.services.hands import check_has_not_handled, require_seen
from cases.verbs import PANEL_OPINION
from cases.workflow import GUIZE, Article
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record

_REVIEW = Article(GUIZE, "第五十四条、第五十五条")


@transaction.atomic
def write_opinion(*, actor: User, clue: Clue, opinion: str, dissents: bool) -> PanelOpinion:
    """Write what a member of the panel holds of the case, in the own words, for good.

    Raises PermissionDenied for whoever is not of the panel, RuleBroken while nothing is reviewed
    and for whoever handled the case.
    """
    require_seen(actor, clue)
    if not has_part(actor, clue, Hand.REVIEW):
        raise PermissionDenied(_("Only members of the review panel write their opinion."))
    check_has_not_handled(actor, clue)
    if clue.status != ClueStatus.IN_REVIEW:
        raise RuleBroken(_("Opinions are written while the case is reviewed."), _REVIEW)
    found = PanelOpinion.objects.create(
        clue=clue,
        member=actor,
        opinion=said("opinion", opinion, least=10),
        dissents=dissents,
        written_at=clock.now(),
    )
    details = {"record": found.pk, "dissents": dissents}
    record(verb=PANEL_OPINION, actor=actor, target=clue, details=details)
    return found
