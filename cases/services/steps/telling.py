"""Who is told of a step, and what stays in the record: number and act, nothing of the content."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.enums import OUTSIDE, Holder
from cases.models import Clue, Step
from cases.notices import CLUE_CAME, STEP_SETTLED, STEP_WAITS
from cases.permissions import HEAD_REVIEW, RECORD_OUTSIDE, SUPERVISE
from cases.selectors.offices import heads_of, holders
from cases.selectors.signatories import chain_of, next_position, next_signers
from cases.selectors.visibility import may_hear
from cases.services.steps.countersigning import open_to_countersigner
from cases.workflow import HOLDERS
from supervision.accounts.models import User
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import notify


def details_of(step: Step) -> dict[str, Any]:
    """Return what the record says of the step: its key and the act."""
    with override(settings.LANGUAGE_CODE):
        return {"step": step.pk, "note": str(step.get_act_display())}


def tell_next(actor: User, step: Step) -> None:
    """Tell whoever may sign now; for a signatory from outside whoever records the approval.

    A countersigner gets access with it. Where nobody can sign the case supervision office is told:
    a step must not lie unseen.
    """
    open_to_countersigner(actor, step)
    position = next_position(step)
    is_outside = chain_of(step)[position - 1] in OUTSIDE
    told = [] if is_outside else may_hear(step.clue_id, next_signers(step))
    with override(settings.LANGUAGE_CODE):
        if told:
            title = _("“%(act)s” of clue %(number)s waits for your signature")
        elif is_outside:
            title = _("“%(act)s” of clue %(number)s waits for an approval from outside")
            told = holders(RECORD_OUTSIDE)
        else:
            title = _("“%(act)s” of clue %(number)s waits, and nobody can sign it today")
            told = holders(SUPERVISE)
        _notify(step, STEP_WAITS, told, title, f"step-{step.pk}-{position}")


def tell_settled(step: Step) -> None:
    """Tell whoever proposed it, and the officer in charge, how the step was settled."""
    told = [step.proposed_by_id, *([step.clue.handler_id] if step.clue.handler_id else [])]
    with override(settings.LANGUAGE_CODE):
        title = _("“%(act)s” of clue %(number)s: %(status)s")
        _notify(step, STEP_SETTLED, told, title, f"step-{step.pk}-{step.status}")


def tell_holders(step: Step) -> None:
    """Tell the office into whose hands the clue came with the step."""
    before, after = HOLDERS[step.before], HOLDERS[step.after]
    if after != before or step.after == "assigned":
        with override(settings.LANGUAGE_CODE):
            title = _("Clue %(number)s came to your office: %(act)s")
            _notify(step, CLUE_CAME, _office(step.clue, after), title, f"came-{step.pk}")


def _office(clue: Clue, holder: str) -> list[int]:
    if holder == Holder.HANDLING:
        return heads_of(holder, clue)
    if holder == Holder.REVIEW:
        return holders(HEAD_REVIEW)
    return holders(SUPERVISE) if holder == Holder.CASE_SUPERVISION else []


def _notify(step: Step, kind: NoticeKind, told: Iterable[int], title: str, key: str) -> None:
    given = {
        "act": step.get_act_display(),
        "number": step.clue.number,
        "status": step.get_status_display(),
    }
    notify(
        kind=kind,
        recipients=may_hear(step.clue_id, told),
        title=title % given,
        url=reverse("cases:step", args=[step.pk]),
        target=step,
        dedupe_key=key,
    )
