"""What must be settled before a matter is over: nobody is held for it, nothing is kept for it."""

from django.utils.translation import gettext as _

from cases.enums import MeasureStatus
from cases.models import Clue, Measure, SecuredProperty
from cases.services.faults import RuleBroken
from cases.workflow import CONCLUDED, Transition

_OPEN = (MeasureStatus.PROPOSED, MeasureStatus.APPROVED, MeasureStatus.RUNNING)


def check_loose_ends(clue: Clue, row: Transition) -> None:
    """Raise RuleBroken where a measure still stands or secured property is not settled.

    Asked when the matter ends, while those who can settle it still have a part in it.
    """
    if row.after not in CONCLUDED or clue.status in CONCLUDED:
        return
    measure = Measure.objects.filter(clue=clue, status__in=_OPEN).order_by("pk").first()
    if measure is not None:
        words = _("“%(measure)s” against %(name)s: %(status)s. It ends before the matter does.")
        given = {
            "measure": measure.get_kind_display(),
            "name": measure.respondent.name,
            "status": measure.get_status_display(),
        }
        raise RuleBroken(words % given, row.article)
    kept = SecuredProperty.objects.filter(clue=clue, settled_at__isnull=True).count()
    if kept:
        words = _("Secured property not settled yet: %(n)d. Say first what became of it.")
        raise RuleBroken(words % {"n": kept}, row.article)
