"""Draw a sample that anybody can draw again: pure functions over numbers, a seed and a rule.

Every filing of the population gets a key, the SHA-256 of the seed and its number; the filings
with the smallest keys are the sample. No program's own random numbers are involved, so that
`tools/redraw_sample.py`, a spreadsheet or a pocket tool give the same answer in twenty years.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Stands with every sample; another way of drawing gets another name.
ALGORITHM = "sha256-rank-1"


@dataclass(frozen=True, order=True)
class Ballot:
    """One filing that can be drawn: its number and the code of its unit."""

    number: int
    unit: str


def key_of(seed: str, number: int) -> str:
    """Return the key by which a filing is ranked under the seed."""
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def digest_of(population: Iterable[Ballot]) -> str:
    """Return the SHA-256 of the population: a line `number,unit` for each, by number."""
    lines = "".join(f"{ballot.number},{ballot.unit}\n" for ballot in sorted(population))
    return hashlib.sha256(lines.encode()).hexdigest()


def draw(population: Sequence[Ballot], *, seed: str, size: int, each_unit: bool) -> list[int]:
    """Return the numbers drawn, in the order of their keys.

    With `each_unit` the first of every unit are drawn before the rest. Raises ValueError for a
    size that the population, or the number of its units, does not allow.
    """
    ranked = sorted(population, key=lambda ballot: key_of(seed, ballot.number))
    if not 0 < size <= len(ranked):
        raise ValueError("size")
    firsts = {ballot.unit: ballot for ballot in reversed(ranked)} if each_unit else {}
    if len(firsts) > size:
        raise ValueError("units")
    chosen = {ballot.number for ballot in firsts.values()}
    for ballot in ranked:
        if len(chosen) == size:
            break
        chosen.add(ballot.number)
    return [ballot.number for ballot in ranked if ballot.number in chosen]


def size_of(population: int, percent: int) -> int:
    """Return how many filings a share in percent is, rounded up, at least one."""
    return max(1, -(-population * percent // 100))
