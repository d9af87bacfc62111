"""How a score comes about: pure rules over decimals, the same for one unit and for thousands.

Every figure is rounded half up to two decimals, and the lines of a score add up to its total.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
FULL = Decimal(100)
NOTHING = Decimal(0)
NO_POINTS = Decimal("0.00")


@dataclass(frozen=True)
class Line:
    """What a scheme says of one source; only the fields of its kind are filled."""

    source: str
    kind: str
    weight: Decimal = NOTHING
    empty: str = "spread"
    points_each: Decimal = NOTHING
    cap: Decimal = NOTHING
    ceiling: Decimal = NOTHING


@dataclass(frozen=True)
class Points:
    """What one line came to: rows, raw value (a mean for shares, a sum otherwise) and points.

    `weight` is the weight that counted, after the weights of sources without rows were spread.
    """

    source: str
    kind: str
    count: int
    raw: Decimal | None
    weight: Decimal | None
    points: Decimal


@dataclass(frozen=True)
class Score:
    """A score with its lines; without any row behind a share there is nothing to rank."""

    lines: tuple[Points, ...]
    base: Decimal
    total: Decimal
    is_scored: bool


def half_up(value: Decimal) -> Decimal:
    """Round half up to two decimals."""
    return value.quantize(CENT, ROUND_HALF_UP)


def weight_sum(lines: Iterable[Line]) -> Decimal:
    """Return what the weights of the shares add up to; a scheme needs exactly 100."""
    return sum((line.weight for line in lines if line.kind == "share"), NOTHING)


def score(lines: Sequence[Line], tallies: Mapping[str, tuple[int, Decimal]]) -> Score:
    """Return the score of a unit from what its rows of each source add up to (count, amount)."""
    shares = [line for line in lines if line.kind == "share"]
    weights = counted_weights(shares, {key for key, (count, _sum) in tallies.items() if count})
    raws = {line.source: _raw(line, tallies) for line in shares}
    exact = {key: weight * (raws[key] or NOTHING) / FULL for key, weight in weights.items()}
    shared = spread_cents(exact)
    base = sum(shared.values(), NOTHING)
    found: dict[str, Points] = {}
    for line in lines:
        count, amount = tallies.get(line.source, (0, NOTHING))
        if line.kind == "share":
            points = shared.get(line.source, NOTHING)
            found[line.source] = Points(
                line.source, line.kind, count, raws[line.source], weights.get(line.source), points
            )
        else:
            points = _event_points(line, amount)
            raw = amount if count else None
            found[line.source] = Points(line.source, line.kind, count, raw, None, points)
    before = max(NOTHING, sum((line.points for line in found.values()), NOTHING))
    total = _after_veto(lines, found, before)
    return Score(tuple(found.values()), base, total, bool(weights))


def counted_weights(shares: Sequence[Line], present: set[str]) -> dict[str, Decimal]:
    """Return the weight of each share that counts: together 100, or none where nothing counts.

    A share without rows either stays with full or no points, or hands its weight to the others in
    proportion.
    """
    counted = [line for line in shares if line.source in present or line.empty != "spread"]
    whole = sum((line.weight for line in counted), NOTHING)
    if not any(line.source in present for line in counted):
        return {}
    return {line.source: line.weight * FULL / whole for line in counted}


def spread_cents(exact: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Round each part down and hand the cents that are missing to the largest remainders.

    So the rounded parts add up to the rounded sum, and none is a cent or more off.
    """
    floors = {key: value.quantize(CENT, ROUND_DOWN) for key, value in exact.items()}
    whole = half_up(sum(exact.values(), NOTHING))
    missing = int((whole - sum(floors.values(), NOTHING)) / CENT)
    largest = sorted(exact, key=lambda key: (floors[key] - exact[key], key))
    for key in largest[:missing]:
        floors[key] += CENT
    return floors


def places(totals: Mapping[int, Decimal]) -> dict[int, int]:
    """Return the place of each unit, the best first; equal totals share a place."""
    ordered = sorted(totals.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for place, total in enumerate(ordered, start=1):
        first.setdefault(total, place)
    return {unit: first[total] for unit, total in totals.items()}


def is_doubtful(own: Decimal, others: Sequence[Decimal], gap: Decimal) -> bool:
    """Tell whether a self-score lies further above the mean of the others than the scheme lets."""
    return bool(others) and own - sum(others, NOTHING) / len(others) > gap


def _raw(line: Line, tallies: Mapping[str, tuple[int, Decimal]]) -> Decimal | None:
    count, amount = tallies.get(line.source, (0, NOTHING))
    if count:
        return min(FULL, max(NOTHING, amount / count))
    return {"full": FULL, "zero": NOTHING}.get(line.empty)


def _event_points(line: Line, amount: Decimal) -> Decimal:
    if not amount:
        return NO_POINTS if line.kind in ("deduction", "bonus") else NOTHING
    points = half_up(min(line.cap, line.points_each * max(NOTHING, amount)))
    return {"deduction": -points, "bonus": points}.get(line.kind, NOTHING)


def _after_veto(lines: Sequence[Line], found: dict[str, Points], before: Decimal) -> Decimal:
    """Cut the total to the lowest ceiling of a veto that came about; its line shows the cut."""
    struck = [line for line in lines if line.kind == "veto" and found[line.source].count]
    if not struck:
        return before
    lowest = min(struck, key=lambda line: line.ceiling)
    total = min(before, lowest.ceiling)
    was = found[lowest.source]
    found[lowest.source] = Points(was.source, was.kind, was.count, was.raw, None, total - before)
    return total
