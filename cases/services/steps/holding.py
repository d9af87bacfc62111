"""Hold the clue and its step while a step moves: of two officers at once the second is told."""

from django.utils.translation import gettext as _

from cases.enums import StepStatus
from cases.models import Clue, Step
from cases.services.faults import RuleBroken


def hold(clue: Clue, version: int | None = None) -> Clue:
    """Lock the clue and return it anew; raises RuleBroken where it changed since it was read."""
    held = Clue.objects.select_for_update(of=("self",)).select_related(
        "unit", "handling_office", "registering_office", "handler"
    )
    found = held.get(pk=clue.pk)
    if version is not None and found.version != version:
        raise RuleBroken(
            _("Somebody else worked on this clue meanwhile: look at it anew. Nothing was changed.")
        )
    return found


def touch(clue: Clue) -> None:
    """Count a change of the clue that leaves its own columns as they are."""
    clue.version += 1
    clue.save(update_fields=["version"])


def hold_step(step: Step) -> Step:
    """Lock clue and step; raises RuleBroken where the step was settled meanwhile."""
    clue = hold(step.clue)
    found = Step.objects.select_for_update().get(pk=step.pk)
    found.clue = clue
    if found.status != StepStatus.PROPOSED:
        words = _("This step is settled already: %(status)s. Nothing was changed.")
        raise RuleBroken(words % {"status": found.get_status_display()})
    return found
