"""How far a term may be extended, how often and by whom: read from the term rules, never known.

A rule names how many extensions there are and how long one is. Where each has a length or an
approver of its own, a rule of its own says so: `…_extension`, `…_second_extension`. Where the law
caps the whole instead (24 hours in all), that rule is called `…_extended`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from supervision.deadlines.enums import TermUnit
from supervision.deadlines.rules import Term

_ORDINALS = {1: "_extension", 2: "_second_extension"}
IN_ALL = "_extended"
#: What the rules write where they name nobody who approves.
UNNAMED = "经批准"


class Rule(Protocol):
    """What is read of a term rule."""

    code: str
    extension_count: int | None
    extension_length: int | None
    extension_unit: str
    extension_note: str
    approver: str
    legal_basis: str
    certainty: str
    note: str

    @property
    def term(self) -> Term | None:
        """Return the term, or None where the law gives no figure."""


class Refusal(StrEnum):
    """Why a term cannot be extended (again)."""

    NEVER = "never"
    USED_UP = "used_up"


@dataclass(frozen=True)
class Grant:
    """The next extension that the rules allow.

    `term` is the longest there may be, None where the law states no cap ("as appropriate").
    `from_start` says that it caps the whole from its start.
    """

    ordinal: int
    term: Term | None
    from_start: bool
    approver: str
    basis: str
    note: str

    @property
    def named_approver(self) -> str:
        """Return who has to approve; "" where the rule names nobody."""
        return "" if self.approver == UNNAMED else self.approver


def companion_codes(code: str) -> tuple[str, ...]:
    """Return the codes of the rules that may speak of the extensions of a term."""
    return (*(code + ending for ending in _ORDINALS.values()), code + IN_ALL)


def next_grant(base: Rule, companions: Mapping[str, Rule], *, granted: int) -> Grant | Refusal:
    """Return what extension comes after so many granted ones, or why there is none."""
    in_all = companions.get(base.code + IN_ALL)
    most = base.extension_count
    if most is None and in_all is not None:
        most = 1
    extensible = bool(most or base.extension_length or base.extension_note or base.approver)
    if not extensible:
        return Refusal.NEVER
    if most is not None and granted >= most:
        return Refusal.USED_UP
    ordinal = granted + 1
    if in_all is not None:
        return _of_rule(ordinal, base, in_all, from_start=True)
    own = companions.get(base.code + _ORDINALS.get(ordinal, ""))
    if ordinal in _ORDINALS and own is not None:
        return _of_rule(ordinal, base, own, from_start=False)
    term = None
    if base.extension_length is not None:
        term = Term(base.extension_length, TermUnit(base.extension_unit))
    return Grant(ordinal, term, False, base.approver, base.legal_basis, base.extension_note)


def _of_rule(ordinal: int, base: Rule, rule: Rule, *, from_start: bool) -> Grant:
    approver = rule.approver or base.approver
    note = rule.note or base.extension_note
    return Grant(ordinal, rule.term, from_start, approver, rule.legal_basis, note)
