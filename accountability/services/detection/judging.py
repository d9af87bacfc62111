"""Make doubts of alike texts: one for each copy, none for wording that is in common use."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from accountability.doubt_enums import Comparison, DoubtGrade, DoubtKind
from accountability.selectors.prints import Ref
from accountability.services.detection.raising import Suspicion
from accountability.services.detection.reading import WHOLE, Alike

#: A text like those of more other units than this was handed out or is custom; only what is the
#: same to the letter, dates and figures included, is still a doubt.
COMMON_UNITS = 5
#: So many earlier filings for the same item must read alike before a unit's own routine wording is
#: noted.
ROUTINE_REPEATS = 4

_KIND = {
    Comparison.WORDS: DoubtKind.ALIKE_TEXT,
    Comparison.DOCUMENTS: DoubtKind.ALIKE_DOCUMENT,
}


@dataclass
class _Case:
    """One later text with the earlier one most like it."""

    best: Alike
    others: int = 0


@dataclass
class Judge:
    """Collects alike pairs and yields what is worth a doubt."""

    comparison: Comparison
    held: dict[str, Decimal]
    cases: dict[object, _Case] = field(default_factory=dict)
    units: dict[object, set[int]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, pairs: Iterable[Alike]) -> None:
        """Take in pairs: the best for each later text, and how many units write alike."""
        for pair in pairs:
            self._note_units(pair)
            case = self.cases.get(pair.later.key)
            if case is None:
                self.cases[pair.later.key] = _Case(pair)
                continue
            case.others += 1
            if _order(pair) > _order(case.best):
                case.best = pair

    def _note_units(self, pair: Alike) -> None:
        if pair.later.unit_id != pair.earlier.unit_id:
            self.units[pair.later.key].add(pair.earlier.unit_id)
            self.units[pair.earlier.key].add(pair.later.unit_id)

    def suspicions(self) -> Iterator[Suspicion]:
        """Yield the doubts, the most alike first."""
        for case in sorted(self.cases.values(), key=lambda one: _order(one.best), reverse=True):
            if case.best.to_the_letter or not (self._is_common(case.best) or _is_rare(case)):
                yield self._suspicion(case)

    def _is_common(self, pair: Alike) -> bool:
        known = (self.units.get(pair.later.key, ()), self.units.get(pair.earlier.key, ()))
        return max(map(len, known)) > COMMON_UNITS

    def _suspicion(self, case: _Case) -> Suspicion:
        best = case.best
        return Suspicion(
            _KIND[self.comparison],
            _grade(best),
            best.later.filing_id,
            best.likeness.whole,
            self.held[WHOLE[self.comparison]],
            attachment_id=best.later.attachment_id,
            other_filing_id=best.earlier.filing_id,
            other_attachment_id=best.earlier.attachment_id,
            second_measure=best.likeness.own,
            further=case.others,
            once_a_year=_is_routine(best),
            family=_family(best),
        )


def _order(pair: Alike) -> tuple[bool, float, float, int]:
    return (
        pair.to_the_letter,
        round(pair.likeness.whole, 3),
        round(pair.likeness.own, 3),
        -pair.earlier.filing_id,
    )


def _is_routine(pair: Alike) -> bool:
    """Tell whether a unit repeats its own wording for the same item: one doubt a year is enough."""
    later, earlier = pair.later, pair.earlier
    return later.unit_id == earlier.unit_id and _same_item(later, earlier)


def _family(pair: Alike) -> str:
    """Return what a unit's repetitions of one text share: they are one doubt, not thirty."""
    if pair.later.unit_id != pair.earlier.unit_id:
        return ""
    return f"unit-{pair.later.unit_id}:like-{pair.earlier.key}"


def _is_rare(case: _Case) -> bool:
    return _is_routine(case.best) and case.others + 1 < ROUTINE_REPEATS


def _same_item(later: Ref, earlier: Ref) -> bool:
    return later.item_id is not None and later.item_id == earlier.item_id


def _grade(pair: Alike) -> DoubtGrade:
    if _is_routine(pair):
        return DoubtGrade.PLAIN if pair.to_the_letter else DoubtGrade.LIGHT
    copied = pair.likeness.whole >= 0.95 and pair.later.unit_id != pair.earlier.unit_id
    return DoubtGrade.GRAVE if copied else DoubtGrade.PLAIN
