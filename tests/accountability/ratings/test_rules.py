"""How a score comes about: shares, spreading, caps, veto, rounding, places."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.score_rules import (
    CENT,
    FULL,
    Line,
    half_up,
    is_doubtful,
    places,
    score,
    spread_cents,
    weight_sum,
)

D = Decimal
figures = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)
exact_figures = st.integers(0, 10_000_000).map(lambda part: Decimal(part) / 100_000)
counts = st.integers(0, 40)


def share(name: str, weight: str, empty: str = "spread") -> Line:
    """Return a share of that weight."""
    return Line(name, "share", weight=D(weight), empty=empty)


def tally(values: list[Decimal]) -> tuple[int, Decimal]:
    """Return count and sum of the rows."""
    return len(values), sum(values, D(0))


def test_shares_are_means_times_weights() -> None:
    lines = [share("a", "60"), share("b", "40")]
    found = score(lines, {"a": (4, D(300)), "b": (2, D(170))})
    assert [line.points for line in found.lines] == [D("45.00"), D("34.00")]
    assert found.total == D("79.00")
    assert found.is_scored


@pytest.mark.parametrize(
    ("empty", "total", "weight"),
    [("spread", "80.00", None), ("full", "88.00", "40"), ("zero", "48.00", "40")],
)
def test_a_share_without_rows_does_what_the_scheme_says(
    empty: str, total: str, weight: str | None
) -> None:
    found = score([share("a", "60"), share("b", "40", empty)], {"a": (1, D(80))})
    assert found.total == D(total)
    assert found.lines[1].weight == (None if weight is None else D(weight))


def test_without_any_row_nothing_is_scored() -> None:
    found = score([share("a", "60"), share("b", "40", "full")], {})
    assert not found.is_scored
    assert found.total == 0


def test_deductions_and_bonuses_stop_at_their_limit() -> None:
    lines = [
        share("a", "100"),
        Line("late", "deduction", points_each=D("0.5"), cap=D(2)),
        Line("good", "bonus", points_each=D(1), cap=D(3)),
    ]
    found = score(lines, {"a": (1, D(90)), "late": (9, D(9)), "good": (2, D("1.5"))})
    assert [line.points for line in found.lines] == [D("90.00"), D("-2.00"), D("1.50")]
    assert found.total == D("89.50")


def test_the_lowest_veto_decides_and_shows_what_it_took() -> None:
    lines = [
        share("a", "100"),
        Line("false", "veto", ceiling=D(60)),
        Line("worse", "veto", ceiling=D(0)),
    ]
    one = score(lines, {"a": (1, D(95)), "false": (1, D(1))})
    assert one.total == D(60)
    assert one.lines[1].points == D("-35.00")
    both = score(lines, {"a": (1, D(95)), "false": (1, D(1)), "worse": (1, D(1))})
    assert both.total == 0


def test_a_score_below_the_ceiling_is_left_alone() -> None:
    lines = [share("a", "100"), Line("false", "veto", ceiling=D(60))]
    assert score(lines, {"a": (1, D(40)), "false": (1, D(1))}).total == D(40)


def test_halves_are_rounded_up() -> None:
    assert half_up(D("1.005")) == D("1.01")
    assert half_up(D("2.675")) == D("2.68")


def test_equal_totals_share_a_place() -> None:
    assert places({1: D(90), 2: D(95), 3: D(90), 4: D(80)}) == {1: 2, 2: 1, 3: 2, 4: 4}


def test_a_doubt_needs_other_scores_and_more_than_the_gap() -> None:
    assert not is_doubtful(D(100), [], D(10))
    assert not is_doubtful(D(95), [D(85)], D(10))
    assert is_doubtful(D("95.5"), [D(80), D(90)], D(10))


def test_weights_of_shares_alone_are_added() -> None:
    lines = [share("a", "99.99"), Line("x", "bonus", points_each=D(1), cap=D(1))]
    assert weight_sum(lines) == D("99.99")


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(exact_figures, min_size=1, max_size=12))
def test_rounded_parts_add_up_to_the_rounded_sum(values: list[Decimal]) -> None:
    exact = {str(place): value for place, value in enumerate(values)}
    rounded = spread_cents(exact)
    assert sum(rounded.values()) == half_up(sum(values, D(0)))
    assert all(abs(rounded[key] - value) < CENT for key, value in exact.items())


@given(
    st.lists(st.lists(figures, max_size=6), min_size=2, max_size=5),
    counts,
    counts,
    st.booleans(),
)
def test_every_score_adds_up_and_stays_in_range(
    rows: list[list[Decimal]], late: int, good: int, vetoed: bool
) -> None:
    even = FULL / len(rows)
    lines = [Line(f"s{n}", "share", weight=even) for n in range(len(rows))]
    lines += [
        Line("late", "deduction", points_each=D("0.7"), cap=D(9)),
        Line("good", "bonus", points_each=D("0.3"), cap=D(4)),
        Line("false", "veto", ceiling=D(55)),
    ]
    tallies = {f"s{n}": tally(values) for n, values in enumerate(rows)}
    tallies |= {"late": (late, D(late)), "good": (good, D(good)), "false": (int(vetoed), D(1))}
    found = score(lines, tallies)
    added = sum((line.points for line in found.lines), D(0))
    assert 0 <= found.base <= FULL
    assert 0 <= found.total <= FULL + 4
    assert found.total == max(D(0), added) or (vetoed and found.total <= 55)
    assert not vetoed or found.total <= 55
    assert found.is_scored == any(rows)


@given(st.lists(figures, min_size=1, max_size=20), figures)
def test_a_better_row_never_lowers_a_score(values: list[Decimal], more: Decimal) -> None:
    lines = [share("a", "70"), share("b", "30")]
    before = score(lines, {"a": tally(values), "b": (1, D(50))}).total
    best = score(lines, {"a": tally([max(one, more) for one in values]), "b": (1, D(50))}).total
    assert best >= before


@given(st.lists(figures, min_size=1, max_size=10))
def test_the_order_of_rows_and_lines_does_not_matter(values: list[Decimal]) -> None:
    lines = [share("a", "35"), share("b", "65")]
    tallies = {"a": tally(values), "b": tally(values[::-1])}
    assert score(lines, tallies).total == score(lines[::-1], tallies).total
