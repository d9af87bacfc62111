"""Remedies examined by two, decided by another, and carried out."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import AccessKind, RemedyKind, RemedyResult
from cases.models import Access, OutcomeDraft, Remedy
from cases.permissions import RECORD_OUTSIDE
from cases.rules.remedies import RULES
from cases.selectors.outcomes import drafts_of
from cases.services.access import end as end_access
from cases.services.case_parts import (
    check_day,
    require_principal,
    said,
)
from cases.services.clocks import close_clock
from cases.services.faults import RuleBroken
from cases.services.hands import check_avoids, require_seen
from cases.services.outcome_drafts import check_together, frozen_one
from cases.services.outcomes import Origin, make, reverse_all, standing_of_track
from cases.verbs import REMEDY_DECIDED, REMEDY_OPINION
from supervision import clock
from supervision.accounts.models import User
from supervision.accounts.permissions import require
from supervision.audit.services import record
from supervision.audit.verbs import Verb
from supervision.people.selectors.natural_persons import accounts_of

#: What each remedy can change: the sanctions of one track, or a measure alone.
TRACKS = {
    RemedyKind.PARTY_APPEAL: "party:",
    RemedyKind.RECONSIDERATION: "government:",
    RemedyKind.RECHECK: "government:",
}


@transaction.atomic
def write_opinion(*, actor: User, remedy: Remedy, opinion: str, opinion_result: str) -> Remedy:
    """Write what the two examiners propose; what is to change they propose as outcomes.

    Raises RuleBroken for anybody but the two, and for a change that names no outcome.
    """
    require_seen(actor, remedy.clue)
    found = _open(remedy)
    if actor.pk not in (found.first_officer_id, found.second_officer_id):
        raise RuleBroken(_("Only the two who examine it write the opinion."))
    if RULES[found.kind].outside:
        raise RuleBroken(_("The next-higher organ decides this; record its decision."))
    if found.opinion_at is not None:
        raise RuleBroken(_("The opinion is written already."))
    if opinion_result not in RemedyResult.values:
        raise RuleBroken(_("Choose the result."), field="opinion_result")
    drafts = _drafts(found)
    if opinion_result == RemedyResult.CHANGED and found.kind in TRACKS and not drafts:
        raise RuleBroken(_("Propose first which outcome takes its place."), field="opinion_result")
    found.opinion, found.opinion_result = said("opinion", opinion, least=10), opinion_result
    found.opinion_by, found.opinion_at = actor, clock.now()
    found.save(update_fields=["opinion", "opinion_result", "opinion_by", "opinion_at"])
    _note(REMEDY_OPINION, actor, found)
    return found


def decide(
    *, actor: User, remedy: Remedy, result: str, decided_on: dt.date, paper: str, words: str
) -> Remedy:
    """Decide a remedy as the principal, on the opinion of the two; never one's own.

    A change takes out what stood and puts the proposed outcomes in its place, a revocation takes
    it out alone. Until then what was decided stays in force.
    """
    require_principal(actor, remedy.clue)
    with transaction.atomic():
        found = _open(remedy)
        if RULES[found.kind].outside:
            raise RuleBroken(_("The next-higher organ decides this; record its decision."))
        if found.opinion_at is None:
            raise RuleBroken(_("The two who examine it have not written their opinion."))
        hands = {found.first_officer_id, found.second_officer_id, found.opinion_by_id}
        if hands & set(accounts_of(actor)):
            raise RuleBroken(_("Somebody else decides on what you wrote."))
        return _settle(actor, found, result, decided_on, paper, words)


def record_decision(
    *,
    actor: User,
    remedy: Remedy,
    outside_organ: str,
    result: str,
    decided_on: dt.date,
    paper: str,
    words: str,
) -> Remedy:
    """Record what the next-higher organ decided on a recheck; it is final."""
    require(actor, RECORD_OUTSIDE)
    require_seen(actor, remedy.clue)
    check_avoids(actor, remedy.clue, [actor])
    with transaction.atomic():
        found = _open(remedy)
        if not RULES[found.kind].outside:
            raise RuleBroken(_("This is decided in the house."))
        found.outside_organ = said("outside_organ", outside_organ, least=4)
        return _settle(actor, found, result, decided_on, paper, words)


def _settle(
    actor: User, remedy: Remedy, result: str, decided_on: dt.date, paper: str, words: str
) -> Remedy:
    if result not in RemedyResult.values:
        raise RuleBroken(_("Choose the result."), field="result")
    since = remedy.received_on
    check_day("decided_on", decided_on, since=since, cause=_("it was received"))
    remedy.result, remedy.decided_on, remedy.decided_by = result, decided_on, actor
    remedy.paper, remedy.words = said("paper", paper, least=2), said("words", words, least=10)
    fields = ("result", "decided_on", "decided_by", "outside_organ", "paper", "words")
    remedy.save(update_fields=fields)
    _carry_out(actor, remedy, decided_on)
    close_clock(
        actor=actor,
        clue=remedy.clue,
        code=RULES[remedy.kind].clock,
        at=max(remedy.clock.started_at, noon(decided_on)),
        respondent=remedy.respondent,
    )
    rows = Access.objects.filter(
        clue=remedy.clue,
        kind=AccessKind.EXAMINER,
        user__in=(remedy.first_officer_id, remedy.second_officer_id),
        ended_at__isnull=True,
    )
    for access in rows.select_related("user", "clue").order_by("pk"):
        end_access(actor=actor, access=access)
    _note(REMEDY_DECIDED, actor, remedy)
    return remedy


def _carry_out(actor: User, remedy: Remedy, decided_on: dt.date) -> None:
    """Let the outcomes follow the decision; those of the other track are left alone."""
    if remedy.result == RemedyResult.UPHELD or remedy.kind not in TRACKS:
        _drafts(remedy, strike=True)
        return
    before = standing_of_track(remedy.respondent, TRACKS[RemedyKind(remedy.kind)])
    drafts = _drafts(remedy)
    if remedy.result == RemedyResult.CHANGED:
        if not drafts:
            raise RuleBroken(_("Propose first which outcome takes its place."), field="result")
        check_together(remedy.respondent, drafts)
    reverse_all(actor=actor, outcomes=before, reason=remedy.words, on=decided_on, remedy=remedy)
    if remedy.result == RemedyResult.CHANGED:
        make(
            actor=actor,
            clue=remedy.clue,
            wanted=[frozen_one(draft) for draft in drafts],
            decided_on=decided_on,
            origin=Origin(remedy=remedy),
            without=[one.pk for one in before],
        )
    _drafts(remedy, strike=True)


def _drafts(remedy: Remedy, *, strike: bool = False) -> list[OutcomeDraft]:
    """Return the proposed outcomes of the person on the track of the remedy; strike them after."""
    track = TRACKS.get(RemedyKind(remedy.kind), "-")
    rows = drafts_of(remedy.clue).filter(respondent=remedy.respondent_id, code__startswith=track)
    found = list(rows)
    if strike:
        rows.delete()
    return found


def _open(remedy: Remedy) -> Remedy:
    rows = Remedy.objects.select_for_update(of=("self",))
    related = ("clue__handling_office", "respondent", "first_officer", "second_officer", "clock")
    found = rows.select_related(*related).get(pk=remedy.pk)
    if found.decided_on is not None:
        raise RuleBroken(_("This remedy is decided; nothing was changed."))
    return found


def noon(day: dt.date) -> dt.datetime:
    """Return noon of the day, or now where that lies ahead."""
    return min(clock.start_of(day) + dt.timedelta(hours=12), clock.now())


def details_of(remedy: Remedy) -> dict[str, object]:
    """Return what the record keeps of an act on a remedy: its kind, number and result."""
    return {"remedy": remedy.kind, "record": remedy.pk, "result": remedy.result}


def _note(verb: Verb, actor: User, remedy: Remedy) -> None:
    record(verb=verb, actor=actor, target=remedy.clue, details=details_of(remedy))
