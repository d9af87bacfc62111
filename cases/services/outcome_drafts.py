"""Outcomes as they are proposed: written, struck, frozen into the step that takes them along."""

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.enums import (
    ClueStatus,
    Hand,
    OutcomeCode,
    RespondentRole,
)
from cases.enums.intake import DUTY_CRIMES
from cases.models import Clue, OutcomeDraft, Respondent
from cases.rules.effects import combine
from cases.rules.outcomes import (
    GOVERNMENT,
    OF_DECISION_ONLY,
    Clash,
    Wanted,
    clash,
    is_first_form,
    refusal,
    split,
)
from cases.rules.sanctions import Standing
from cases.selectors.outcomes import drafts_of, frozen, unit_sanction_of
from cases.services.case_parts import own_respondent, require_part, said
from cases.services.faults import RuleBroken
from cases.services.hands import require_seen
from cases.services.outcome_faults import broken
from cases.verbs import OUTCOME_DRAFTED, OUTCOME_STRUCK
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record

#: Whose hands propose outcomes at which status, and of which kind.
_HANDLING_AT = (ClueStatus.TALK_INQUIRY, ClueStatus.VERIFYING)
#: More acts than this in one sanction is a slip of the pen.
_MOST_TIMES = 20


@transaction.atomic
def write(
    *,
    actor: User,
    clue: Clue,
    respondent: Respondent,
    code: str,
    reason: str,
    times: int = 1,
    months: int | None = None,
    probation_years: int | None = None,
    in_place_of_removal: bool = False,
    running_until: dt.date | None = None,
    cannot_correct: bool = False,
    most_members: bool = False,
) -> OutcomeDraft:
    """Propose an outcome for a respondent; one of the same kind is replaced.

    `cannot_correct` and `most_members` state what reorganisation and dissolution of a Party
    organisation ask for.

    Raises PermissionDenied for whoever has no part in it, RuleBroken with the article for an
    outcome this person cannot have, one that cannot stand beside another, a period out of bounds,
    and while a step that takes the outcomes along waits for approval.
    """
    held = _held(actor, clue)
    own_respondent(clue, respondent)
    wanted = Wanted(code, probation_years, in_place_of_removal, cannot_correct, most_members)
    _check(held, respondent, wanted)
    if not 1 <= times <= _MOST_TIMES:
        raise RuleBroken(_("Give the number of acts, from 1 to 20."), field="times")
    if running_until is not None and running_until < clock.today():
        running_until = None
    draft = _put(
        clue,
        respondent,
        code,
        times=times,
        months=months if split(code)[0] == GOVERNMENT else None,
        probation_years=probation_years if code == OutcomeCode.PARTY_PROBATION else None,
        in_place_of_removal=in_place_of_removal,
        running_until=running_until,
        cannot_correct=cannot_correct,
        most_members=most_members,
        reason=said("reason", reason, least=10),
        written_by=actor,
        written_at=clock.now(),
    )
    check_together(respondent, list(drafts_of(clue).filter(respondent=respondent)))
    _note(OUTCOME_DRAFTED, actor, draft)
    return draft


def _put(clue: Clue, respondent: Respondent, code: str, **fields: Any) -> OutcomeDraft:
    draft, _is_new = OutcomeDraft.objects.update_or_create(
        respondent=respondent, code=code, defaults={"clue": clue, **fields}
    )
    return draft


@transaction.atomic
def strike(*, actor: User, draft: OutcomeDraft) -> None:
    """Take a proposed outcome away again."""
    _held(actor, draft.clue)
    _note(OUTCOME_STRUCK, actor, draft)
    draft.delete()


def clear(clue: Clue) -> None:
    """Take away the proposals that became final, inside the transaction that made them so.

    What came of them stands in the record with each outcome.
    """
    drafts_of(clue).delete()


def _held(actor: User, clue: Clue) -> Clue:
    """Return the clue with its row held, once the actor may write its outcomes now."""
    held = Clue.objects.select_for_update(of=("self",)).get(pk=clue.pk)
    if _examines(actor, held):
        require_seen(actor, held)
        return held
    handling = held.status in _HANDLING_AT
    require_part(actor, held, Hand.HANDLING if handling else Hand.REVIEW)
    if not (handling or held.status == ClueStatus.IN_REVIEW or _corrects(held)):
        raise RuleBroken(
            _("At “%(status)s” no outcome is proposed.") % {"status": held.get_status_display()}
        )
    if frozen(held):
        raise RuleBroken(_("The outcomes wait for approval as they stand; take the step back."))
    return held


def _examines(actor: User, clue: Clue) -> bool:
    """Tell whether the account examines a remedy that could change the outcomes."""
    mine = Q(first_officer=actor) | Q(second_officer=actor)
    return clue.remedies.filter(mine, decided_on__isnull=True, opinion_at__isnull=True).exists()


def _corrects(clue: Clue) -> bool:
    """Tell whether a decision stands whose mistakes could still be corrected."""
    return clue.status in (ClueStatus.DECIDED, ClueStatus.ANNOUNCED, ClueStatus.EXECUTED)


def _check(clue: Clue, respondent: Respondent, wanted: Wanted) -> None:
    if wanted.code not in OutcomeCode.values:
        raise RuleBroken(_("Choose the outcome."), field="code")
    found = refusal(wanted, standing_of(respondent))
    if found is not None:
        raise broken(found, respondent.name, field="code")
    if clue.status in _HANDLING_AT and not is_first_form(wanted.code):
        raise broken(Clash.NOT_FIRST_FORM, respondent.name, field="code")
    if wanted.code == OutcomeCode.PROSECUTION and not DUTY_CRIMES & set(clue.violations):
        raise broken(Clash.NO_DUTY_CRIME, respondent.name, field="code")


def standing_of(respondent: Respondent) -> Standing:
    """Return what the respondent is in law, with whether the unit has sanctioned already."""
    return Standing(
        standing=respondent.standing,
        is_member=respondent.is_member,
        holds_party_post=respondent.holds_party_post,
        sanctioned_by_unit=unit_sanction_of(respondent) is not None,
    )


def check_together(respondent: Respondent, drafts: list[OutcomeDraft]) -> None:
    """Raise RuleBroken where the outcomes of one person cannot stand side by side."""
    found = clash([draft.code for draft in drafts])
    if found is not None:
        raise broken(found, respondent.name, field="code")
    government = [
        sanction
        for draft in drafts
        for track, sanction in [split(draft.code)]
        if track == GOVERNMENT
        for _time in range(draft.times)
    ]
    if not government:
        return
    combined = combine(government, clock.today())
    heaviest = next(draft for draft in drafts if draft.code == f"{GOVERNMENT}:{combined.sanction}")
    if heaviest.months is not None and not (combined.least <= heaviest.months <= combined.most):
        raise broken(
            Clash.PERIOD,
            respondent.name,
            field="months",
            least=combined.least,
            most=combined.most,
        )


def frozen_outcomes(clue: Clue, value: Any) -> list[dict[str, Any]]:
    """Read the fact of a decision: the proposed outcomes as they stand, checked once more.

    Raises RuleBroken where a main respondent has none, or one that is not possible any more.
    """
    by_person = _checked(clue)
    left = clue.respondents.filter(role=RespondentRole.MAIN).exclude(pk__in=by_person)
    if missing := left.order_by("pk").first():
        raise RuleBroken(
            _("No outcome is proposed for %(name)s.") % {"name": missing.name}, field="outcomes"
        )
    return [frozen_one(draft) for drafts in by_person.values() for draft in drafts]


def frozen_measures(clue: Clue, value: Any) -> list[dict[str, Any]]:
    """Read the fact of a first-form step: the proposed measures, all of the first form."""
    by_person = _checked(clue)
    if not by_person:
        raise RuleBroken(_("Propose at least one measure of the first form."), field="measures")
    drafts = [draft for each in by_person.values() for draft in each]
    for draft in drafts:
        if not is_first_form(draft.code) or draft.code in OF_DECISION_ONLY:
            raise broken(Clash.NOT_FIRST_FORM, draft.respondent.name, field="measures")
    return [frozen_one(draft) for draft in drafts]


def _checked(clue: Clue) -> dict[int, list[OutcomeDraft]]:
    by_person: dict[int, list[OutcomeDraft]] = defaultdict(list)
    for draft in drafts_of(clue):
        wanted = Wanted(
            draft.code,
            draft.probation_years,
            draft.in_place_of_removal,
            draft.cannot_correct,
            draft.most_members,
        )
        found = refusal(wanted, standing_of(draft.respondent))
        if found is not None:
            raise broken(found, draft.respondent.name, field="outcomes")
        by_person[draft.respondent_id].append(draft)
    for drafts in by_person.values():
        check_together(drafts[0].respondent, drafts)
    return dict(by_person)


def frozen_one(draft: OutcomeDraft) -> dict[str, Any]:
    """Return a proposed outcome as a step keeps it."""
    track, sanction = split(draft.code)
    return {
        "respondent": draft.respondent_id,
        "code": draft.code,
        "party": sanction if track == "party" else "",
        "government": sanction if track == GOVERNMENT else "",
        "times": draft.times,
        "months": draft.months,
        "probation_years": draft.probation_years,
        "in_place_of_removal": draft.in_place_of_removal,
        "running_until": draft.running_until.isoformat() if draft.running_until else None,
        "cannot_correct": draft.cannot_correct,
        "most_members": draft.most_members,
        "reason": draft.reason,
    }


def _note(verb: object, actor: User, draft: OutcomeDraft) -> None:
    record(
        verb=verb,  # type: ignore[arg-type]
        actor=actor,
        target=draft.clue,
        details={"outcome": draft.code, "record": draft.respondent_id},
    )
