"""What the demo's matters ended with for each person, within the rules of sanctions."""

import datetime as dt
from random import Random
from typing import Any

from cases.models import Outcome, Respondent, Step
from cases.rules.effects import Period, admonition_period, combine, government_period, party_period
from cases.rules.forms import form_of
from supervision import clock
from supervision.project.demo.cases_people import FEW_SANCTIONS

_FIRST = ("reminder_talk", "criticism", "criticism", "admonition", "rectify_in_time")
REASON = "违纪违法事实清楚，证据确凿，依照规定作出处理。"


def wanted(form: str, person: Respondent, act: str, rng: Random) -> list[dict[str, Any]]:
    """Return the outcomes of one person as the step of the act keeps them."""
    if act == "talk_close":
        return [_frozen(person, "closed_after_talk")]
    codes = {
        "first": lambda: [rng.choice(_FIRST)],
        "second": lambda: _second(person, rng),
        "third": lambda: _third(person, rng),
        "fourth": lambda: [*(["party:expulsion"] if person.is_member else []), "prosecution"],
    }[form]()
    return [_frozen(person, code) for code in codes]


def _second(person: Respondent, rng: Random) -> list[str]:
    party = rng.choice(("party:warning", "party:warning", "party:serious_warning"))
    government = rng.choice(("government:warning", "government:demerit", "government:demerit"))
    if not person.is_member:
        # Whoever holds no public office receives no government sanction either.
        return [government] if person.standing != "none" else ["other_adjustment"]
    return [party, government] if rng.random() < 0.2 else [party]


def _third(person: Respondent, rng: Random) -> list[str]:
    few = person.standing in FEW_SANCTIONS
    if not person.is_member:
        return ["government:dismissal"]
    choices = ["party:probation", "party:expulsion"]
    if person.holds_party_post:
        choices.append("party:removal")
    party = rng.choice(choices)
    return [party] if few or rng.random() < 0.5 else [party, "government:dismissal"]


def _frozen(person: Respondent, code: str) -> dict[str, Any]:
    track, _colon, sanction = code.partition(":")
    return {
        "respondent": person.pk,
        "code": code,
        "party": sanction if track == "party" else "",
        "government": sanction if track == "government" else "",
        "times": 1,
        "months": None,
        "probation_years": 1 if code == "party:probation" else None,
        "in_place_of_removal": False,
        "running_until": None,
        "reason": REASON,
    }


def final(step: Step, rows: list[dict[str, Any]], at: dt.datetime) -> list[Outcome]:
    """Return the outcomes that the step makes final, each with its period."""
    day = clock.local(at).date()
    return [_outcome(step, row, day, at) for row in rows]


def _outcome(step: Step, row: dict[str, Any], day: dt.date, at: dt.datetime) -> Outcome:
    period = _period(row, day)
    return Outcome(
        clue_id=step.clue_id,
        respondent_id=row["respondent"],
        code=row["code"],
        form=form_of([row["code"]]),
        decided_on=day,
        months=period.months,
        counts_from=period.counts_from,
        until=period.until,
        reason=row["reason"],
        step=step,
        made_by_id=step.proposed_by_id,
        made_at=at,
    )


def _period(row: dict[str, Any], day: dt.date) -> Period:
    if row["code"] == "admonition":
        return admonition_period(day)
    if row["party"]:
        return party_period(row["party"], day, probation_years=row["probation_years"] or 1)
    if row["government"]:
        return government_period(combine([row["government"]], day), day) or Period()
    return Period()
