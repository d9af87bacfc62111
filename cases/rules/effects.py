"""From when to when an outcome works: reckoned from its own length and from what still runs.

A sanction given while an earlier one runs begins when that ends: the unexpired rest is added to
the new period, day by day and not rounded to months. Government sanctions together never last
longer than 48 months from the decision (政务处分法 article 15).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cases.rules.forms import ADMONITION_MONTHS
from cases.rules.sanctions import (
    GOVERNMENT_ORDER,
    MOST_MONTHS,
    add_months,
    government_effect,
    party_effect,
)


@dataclass(frozen=True)
class Period:
    """How many months, counted from which day, up to which; None where it has no end."""

    months: int | None = None
    counts_from: dt.date | None = None
    until: dt.date | None = None


def period(months: int, decided_on: dt.date, running_until: dt.date | None = None) -> Period:
    """Return the period of so many months after the decision, or after what still runs."""
    counts_from = decided_on
    if running_until is not None and running_until > decided_on:
        counts_from = running_until
    return Period(months, counts_from, add_months(counts_from, months))


def party_period(
    sanction: str,
    decided_on: dt.date,
    *,
    in_place_of_removal: bool = False,
    probation_years: int = 1,
    running_until: dt.date | None = None,
) -> Period:
    """Return the effect period of a Party sanction; raises ValueError as `party_effect` does."""
    own = party_effect(
        sanction,
        decided_on,
        in_place_of_removal=in_place_of_removal,
        probation_years=probation_years,
    )
    return period(own.months or 0, decided_on, running_until)


@dataclass(frozen=True)
class Combined:
    """Of several government sanctions the one carried out, and between which months it lasts."""

    sanction: str
    least: int
    most: int


def combine(sanctions: Sequence[str], decided_on: dt.date) -> Combined:
    """Return which of the sanctions is carried out, and for how long at least and at most."""
    return Combined(*government_effect(sanctions, decided_on))


def government_period(
    combined: Combined,
    decided_on: dt.date,
    *,
    months: int | None = None,
    running_until: dt.date | None = None,
) -> Period | None:
    """Return the period of a government sanction; None where the months lie out of bounds.

    Without `months` the least is taken. What is left of an earlier sanction is added, and the
    whole is cut at 48 months from the decision. Expulsion has no period.
    """
    if combined.sanction == "expulsion":
        return Period()
    chosen = combined.least if months is None else months
    if not combined.least <= chosen <= combined.most:
        return None
    found = period(chosen, decided_on, running_until)
    cap = add_months(decided_on, MOST_MONTHS)
    until = min(found.until or cap, cap)
    return Period(chosen, found.counts_from, until)


def admonition_period(decided_on: dt.date) -> Period:
    """Return the half year in which an admonition has effect."""
    return period(ADMONITION_MONTHS, decided_on)


def heavier(one: str, other: str) -> bool:
    """Tell whether the first government sanction is heavier than the second."""
    return GOVERNMENT_ORDER.index(one) > GOVERNMENT_ORDER.index(other)
