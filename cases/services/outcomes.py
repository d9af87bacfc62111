"""Outcomes made final: by a step, a remedy or a judgment; and taken out again with a reason."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.enums import OutcomeCode
from cases.models import Clue, Outcome, Prosecution, Remedy, Respondent, Step
from cases.rules.effects import (
    Combined,
    Period,
    admonition_period,
    combine,
    government_period,
    party_period,
)
from cases.rules.forms import form_of
from cases.rules.outcomes import GOVERNMENT, Clash, split
from cases.selectors.outcomes import drafts_of, running_until, standing
from cases.services.case_parts import require_principal, said
from cases.services.faults import RuleBroken
from cases.services.outcome_drafts import check_together, frozen_one
from cases.services.outcome_faults import broken
from cases.verbs import OUTCOME_MADE, OUTCOME_REVERSED
from supervision import clock
from supervision.accounts.models import User
from supervision.audit.services import record
from supervision.people.selectors.natural_persons import accounts_of


@dataclass(frozen=True)
class Origin:
    """What makes an outcome final; exactly one of them."""

    step: Step | None = None
    remedy: Remedy | None = None
    prosecution: Prosecution | None = None
    corrects: Outcome | None = None


def make(
    *,
    actor: User,
    clue: Clue,
    wanted: Sequence[dict[str, Any]],
    decided_on: dt.date,
    origin: Origin,
    without: Iterable[int] = (),
) -> list[Outcome]:
    """Write the outcomes with their periods, inside the caller's transaction.

    `wanted` is as `frozen_one` returns it. What still runs for a person is added to the new period,
    but for the outcomes in `without`, which are being taken out.
    """
    by_person: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for one in wanted:
        by_person[int(one["respondent"])].append(one)
    people = {one.pk: one for one in clue.respondents.filter(pk__in=by_person)}
    made = []
    for pk, rows in by_person.items():
        person = _Person(people[pk], decided_on, list(without))
        combined = person.combined(rows)
        for row in rows:
            made.append(_write(actor, clue, person, row, combined, origin))
    return made


class _Person:
    """One respondent on the day of the decision, with what still runs for them."""

    def __init__(self, respondent: Respondent, decided_on: dt.date, without: list[int]) -> None:
        self.respondent, self.decided_on, self.without = respondent, decided_on, without

    def running(self, track: str, row: dict[str, Any]) -> dt.date | None:
        stated = row.get("running_until")
        known = running_until(self.respondent, f"{track}:", self.decided_on, without=self.without)
        days = [known] if known else []
        if stated:
            days.append(dt.date.fromisoformat(stated))
        return max(days) if days else None

    def combined(self, rows: Sequence[dict[str, Any]]) -> Combined | None:
        sanctions = [
            sanction
            for row in rows
            for track, sanction in [split(row["code"])]
            if track == GOVERNMENT
            for _time in range(int(row.get("times") or 1))
        ]
        return combine(sanctions, self.decided_on) if sanctions else None

    def period(self, row: dict[str, Any], combined: Combined | None) -> tuple[Period, bool]:
        """Return the period of an outcome, and whether a heavier one is carried out instead."""
        track, sanction = split(row["code"])
        if row["code"] == OutcomeCode.ADMONITION:
            return admonition_period(self.decided_on), False
        if track == "party":
            found = party_period(
                sanction,
                self.decided_on,
                in_place_of_removal=bool(row.get("in_place_of_removal")),
                probation_years=int(row.get("probation_years") or 1),
                running_until=self.running(track, row),
            )
            return found, False
        if track != GOVERNMENT or combined is None:
            return Period(), False
        if sanction != combined.sanction:
            return Period(), True
        chosen = government_period(
            combined,
            self.decided_on,
            months=row.get("months"),
            running_until=self.running(track, row),
        )
        if chosen is None:
            least, most = combined.least, combined.most
            raise broken(Clash.PERIOD, self.respondent.name, least=least, most=most)
        return chosen, False


def _write(
    actor: User,
    clue: Clue,
    person: _Person,
    row: dict[str, Any],
    combined: Combined | None,
    origin: Origin,
) -> Outcome:
    period, is_absorbed = person.period(row, combined)
    found = Outcome.objects.create(
        clue=clue,
        respondent=person.respondent,
        code=row["code"],
        form=form_of([row["code"]]),
        decided_on=person.decided_on,
        months=period.months,
        counts_from=period.counts_from,
        until=period.until,
        is_absorbed=is_absorbed,
        reason=row["reason"],
        step=origin.step,
        remedy=origin.remedy,
        prosecution=origin.prosecution,
        corrects=origin.corrects,
        made_by=actor,
        made_at=clock.now(),
    )
    _note(OUTCOME_MADE, actor, found)
    return found


def reverse(
    *, actor: User, outcome: Outcome, reason: str, on: dt.date, remedy: Remedy | None = None
) -> Outcome:
    """Take an outcome out by a row of its own, inside the caller's transaction.

    Raises RuleBroken where it was taken out already.
    """
    # The running role may not hold a row that is written once: the clue is held instead.
    Clue.objects.select_for_update(of=("self",)).get(pk=outcome.clue_id)
    held = Outcome.objects.get(pk=outcome.pk)
    if held.reverses_id is not None or Outcome.objects.filter(reverses=held).exists():
        raise RuleBroken(_("This outcome is taken out already; nothing was changed."))
    found = Outcome.objects.create(
        clue=held.clue,
        respondent=held.respondent,
        code=held.code,
        form=held.form,
        decided_on=on,
        reason=said("reason", reason, least=10),
        remedy=remedy,
        reverses=held,
        made_by=actor,
        made_at=clock.now(),
    )
    _note(OUTCOME_REVERSED, actor, held)
    return found


def reverse_all(
    *, actor: User, outcomes: Iterable[Outcome], reason: str, on: dt.date, remedy: Remedy
) -> None:
    """Take out what a remedy changed or revoked."""
    for outcome in outcomes:
        reverse(actor=actor, outcome=outcome, reason=reason, on=on, remedy=remedy)


def correct(*, actor: User, outcome: Outcome, reason: str) -> list[Outcome]:
    """Take a mistaken outcome out as the principal; what is proposed takes its place.

    Without a proposal the outcome is taken out alone. The new period counts from the day of the
    decision that is corrected.
    """
    require_principal(actor, outcome.clue)
    with transaction.atomic():
        clue = Clue.objects.select_for_update(of=("self",)).get(pk=outcome.clue_id)
        drafts = list(drafts_of(clue).filter(respondent=outcome.respondent_id))
        own = set(accounts_of(actor))
        if any(draft.written_by_id in own for draft in drafts):
            raise RuleBroken(_("Somebody else decides on what you wrote."))
        reverse(actor=actor, outcome=outcome, reason=reason, on=clock.today())
        if drafts:
            check_together(outcome.respondent, drafts)
        made = make(
            actor=actor,
            clue=clue,
            wanted=[frozen_one(draft) for draft in drafts],
            decided_on=outcome.decided_on,
            origin=Origin(corrects=outcome),
        )
        drafts_of(clue).filter(respondent=outcome.respondent_id).delete()
    return made


def standing_of_track(respondent: Respondent, track: str) -> list[Outcome]:
    """Return what stands against the person on one track, or beside the tracks for ""."""
    return list(standing().filter(respondent=respondent, code__startswith=track).order_by("pk"))


def _note(verb: object, actor: User, outcome: Outcome) -> None:
    record(
        verb=verb,  # type: ignore[arg-type]
        actor=actor,
        target=outcome.clue,
        details={"outcome": outcome.code, "record": outcome.pk},
    )
