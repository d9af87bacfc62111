"""Every unit's score, live from the rows: one read a source for all units together."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from accountability import score_rules, scoring
from accountability.models import ConfirmedScore, ScoreConfirmation, ScoreScheme
from accountability.permissions import OVERSEE, READ
from accountability.score_rules import Score
from accountability.scoring import Entry, Tally, Units
from accountability.selectors import schemes
from accountability.selectors.schemes import LineRow
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit

#: So many rows behind a line stand on one page.
ROWS_A_PAGE = 50


@dataclass
class UnitScore:
    """One unit with its score and its place within its group; place 0 means not ranked."""

    unit: Unit
    group: str
    score: Score
    place: int = 0
    among: int = 0

    @property
    def total(self) -> Decimal:
        """Return the score."""
        return self.score.total

    @property
    def of_words(self) -> str:
        """Write among how many units the place is."""
        return f" / {self.among}"

    @property
    def apart(self) -> Decimal:
        """Return what bonuses, deductions and a veto added to the shares or took off."""
        return self.score.total - self.score.base


@dataclass(frozen=True)
class ScoreLine:
    """One line of a unit's score as its page draws it."""

    row: LineRow
    points: score_rules.Points


@dataclass(frozen=True)
class Ranking:
    """A scheme with every unit's score, group by group, the best first."""

    scheme: ScoreScheme
    since: dt.date
    until: dt.date
    rows: list[LineRow]
    groups: dict[str, list[UnitScore]]

    @property
    def scores(self) -> list[UnitScore]:
        """Return every unit's score in the order of groups and places."""
        return [score for scores in self.groups.values() for score in scores]

    def of(self, unit_id: int) -> UnitScore | None:
        """Return the score of one unit."""
        return next((row for row in self.scores if row.unit.pk == unit_id), None)


def span(scheme: ScoreScheme) -> tuple[dt.date, dt.date]:
    """Return the first day that counts and the last so far."""
    return scheme.since, min(scheme.until, max(clock.today(), scheme.since))


def ranking(scheme: ScoreScheme, until: dt.date | None = None) -> Ranking:
    """Score every responsible unit under the scheme, up to a day or to today.

    Whom of it an account may see is `sees_all` and `own_units`: places need every unit.
    """
    since, last = span(scheme)
    last = min(last, until) if until else last
    units = Unit.objects.filter(kind__in=RESPONSIBLE_KINDS, is_active=True)
    units = units.order_by("position", "id")
    rows = schemes.lines_of(scheme)
    # The query that finds the units, not thousands of ids: the database does the rest.
    everybody = units.order_by().values_list("pk", flat=True)
    tallies = _tallies(rows, everybody, since, last)
    return Ranking(scheme, since, last, rows, _ranked(scheme, rows, list(units), tallies))


def _tallies(
    rows: Sequence[LineRow], units: Units, since: dt.date, until: dt.date
) -> dict[int, dict[str, tuple[int, Decimal]]]:
    found: dict[int, dict[str, tuple[int, Decimal]]] = defaultdict(dict)
    sources = [row.source for row in rows if row.source is not None]
    for key, tallies in scoring.tallies_of(sources, units, since, until).items():
        for unit_id, tally in tallies.items():
            found[unit_id][key] = (tally.count, tally.amount)
    return found


def _ranked(
    scheme: ScoreScheme,
    rows: list[LineRow],
    units: list[Unit],
    tallies: dict[int, dict[str, tuple[int, Decimal]]],
) -> dict[str, list[UnitScore]]:
    lines = schemes.as_rules(rows)
    groups = {kind: group.name for group in scheme.groups.all() for kind in group.kinds}
    found: dict[str, list[UnitScore]] = {name: [] for name in groups.values()}
    for unit in units:
        score = score_rules.score(lines, tallies.get(unit.pk, {}))
        name = groups.get(unit.kind, "")
        found.setdefault(name, []).append(UnitScore(unit, name, score))
    for members in found.values():
        _place(members)
    return found


def _place(members: list[UnitScore]) -> None:
    """Give places to those that have rows, and sort: the best first, unranked last."""
    ranked = {row.unit.pk: row.total for row in members if row.score.is_scored}
    found = score_rules.places(ranked)
    for row in members:
        row.place, row.among = found.get(row.unit.pk, 0), len(ranked)
    members.sort(key=lambda row: (row.place or len(members) + 1, row.unit.position, row.unit.pk))


def lines_of(ranked: Ranking, score: UnitScore) -> list[ScoreLine]:
    """Return the unit's lines with what the scheme says of each."""
    points = {line.source: line for line in score.score.lines}
    return [ScoreLine(row, points[row.line.source]) for row in ranked.rows]


def entries_of(ranked: Ranking, row: LineRow, unit: Unit) -> list[Entry]:
    """Return the rows behind one line of a unit's score, newest first."""
    if row.source is None:
        return []
    found = row.source.entries([unit.pk], ranked.since, ranked.until)
    return sorted(found, key=lambda entry: (entry.at, entry.label), reverse=True)


def tally_of(row: LineRow, unit: Unit, ranked: Ranking) -> Tally:
    """Return what the line's rows of the unit add up to, as the ranking counted them."""
    if row.source is None:
        return Tally(0, Decimal(0))
    found = scoring.tallies_of([row.source], [unit.pk], ranked.since, ranked.until)
    return found[row.source.key].get(unit.pk, Tally(0, Decimal(0)))


def sees_all(user: Any) -> bool:
    """Tell whether the account reads every unit's score in detail."""
    return bool(user.can(OVERSEE))


def own_units(user: Any) -> set[int]:
    """Return the units whose score the account may open in detail."""
    if not user.can(READ):
        return set()
    units = Unit.objects.filter(unit_scope(user, ""), kind__in=RESPONSIBLE_KINDS)
    return set(units.order_by().values_list("pk", flat=True))


def confirmations_visible_to(user: Any) -> QuerySet[ScoreConfirmation]:
    """Return the confirmed scores, newest first; of whom, `confirmed_visible_to` says."""
    if not user.can(READ):
        return ScoreConfirmation.objects.none()
    rows = ScoreConfirmation.objects.select_related("scheme", "confirmed_by")
    return rows.annotate(units=Count("scores")).order_by("-confirmed_at", "-id")


def confirmed_visible_to(user: Any, confirmation: ScoreConfirmation) -> QuerySet[ConfirmedScore]:
    """Return the confirmed scores whose lines the account may read, in the order of places."""
    if not user.can(READ):
        return ConfirmedScore.objects.none()
    rows = ConfirmedScore.objects.filter(unit_scope(user), confirmation=confirmation)
    return rows.select_related("unit").order_by("group", "place", "unit__position")


def confirmed_ranking(user: Any, confirmation: ScoreConfirmation) -> QuerySet[ConfirmedScore]:
    """Return names, places and totals: of every unit where the scheme lets units see them."""
    if not sees_ranking(user, confirmation.scheme):
        return confirmed_visible_to(user, confirmation)
    rows = ConfirmedScore.objects.filter(confirmation=confirmation).defer("lines")
    return rows.select_related("unit").order_by("group", "place", "unit__position")


def sees_ranking(user: Any, scheme: ScoreScheme) -> bool:
    """Tell whether the account sees every unit's name and total; temporary accounts never do."""
    if not user.can(READ) or user.is_temporary:
        return False
    return scheme.shows_ranking or sees_all(user)


def confirmed_of(user: Any, unit: Unit) -> list[ConfirmedScore]:
    """Return the unit's confirmed scores, newest first."""
    rows = ConfirmedScore.objects.filter(unit_scope(user), unit=unit).defer("lines")
    return list(rows.select_related("confirmation").order_by("-confirmation__confirmed_at", "-id"))


def page_of_entries(ranked: Ranking, row: LineRow, unit: Unit, number: str) -> Page[Entry]:
    """Return one page of the rows behind a line; a number out of range gives the nearest."""
    return Paginator(entries_of(ranked, row, unit), ROWS_A_PAGE).get_page(number)
