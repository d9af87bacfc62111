"""Papers about several people: whether one can name them all, or each needs one of their own."""

from __future__ import annotations

from django.db.models import QuerySet

from cases.enums.papers import PaperStatus, Slot
from cases.models import CasePaper, Clue, OutcomeDraft, Respondent
from cases.selectors.outcomes import GOVERNMENT, PARTY, UNIT, drafts_of

#: Which proposed outcomes a decision states.
_STATES: dict[str, tuple[str, ...]] = {
    Slot.DECISION: (PARTY, UNIT),
    Slot.GOVERNMENT_DECISION: (GOVERNMENT,),
}


def differing(clue: Clue) -> frozenset[str]:
    """Return the decisions that cannot name everybody at once: what is proposed differs."""
    people = list(clue.respondents.order_by("pk").values_list("pk", flat=True))
    drafts = list(drafts_of(clue))
    return frozenset(
        slot
        for slot, kinds in _STATES.items()
        if len({_told(drafts, pk, kinds) for pk in people}) > 1
    )


def without_own(clue: Clue, slot: str) -> list[Respondent]:
    """Return for whom a paper of the kind is still to be begun, one each.

    A decision concerns those for whom its kind of sanction is proposed; where none is proposed
    yet, and with every other paper, all respondents.
    """
    people = list(clue.respondents.order_by("pk"))
    kinds, drafts = _STATES.get(slot, ()), list(drafts_of(clue))
    concerned = [one for one in people if kinds and _told(drafts, one.pk, kinds)] or people
    begun = set(_standing(clue, slot).values_list("respondent_id", flat=True))
    return [] if None in begun else [one for one in concerned if one.pk not in begun]


def _standing(clue: Clue, slot: str) -> QuerySet[CasePaper]:
    rows = CasePaper.objects.filter(clue=clue, slot=slot, step__isnull=True)
    return rows.exclude(status=PaperStatus.WITHDRAWN)


def _told(drafts: list[OutcomeDraft], person: int, kinds: tuple[str, ...]) -> tuple[object, ...]:
    """Return what is proposed for the person, as a decision would state it."""
    return tuple(
        sorted(
            (one.code, one.months or 0, one.probation_years or 0, one.in_place_of_removal)
            for one in drafts
            if one.respondent_id == person and one.code.startswith(kinds)
        )
    )
