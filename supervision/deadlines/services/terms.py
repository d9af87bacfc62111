"""Change a term: add a version of its rule, and move the open items that run by it.

A version is never edited. Items that keep the term they started with are left alone; sources that
say so (`DeadlineSource.readopt`) count their open items anew, and keep why each one moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from supervision import clock
from supervision.audit.services import Actor, record
from supervision.deadlines import rules, selectors, sources
from supervision.deadlines.enums import TermUnit
from supervision.deadlines.models import TermRule
from supervision.deadlines.rules import Term, TermError
from supervision.deadlines.services.calendar import save_moves
from supervision.deadlines.sources import Move
from supervision.deadlines.verbs import TERM_CHANGED

#: Add versions of term rules.
CHANGE = "deadlines.change_terms"
MINIMUM_REASON = 10
#: About how many days a unit takes.
_DAYS = {
    TermUnit.WORKING_DAY: 1.4,
    TermUnit.CALENDAR_DAY: 1,
    TermUnit.MONTH: 30,
    TermUnit.QUARTER: 91,
    TermUnit.YEAR: 365,
    TermUnit.HOUR: 1 / 24,
}
MAX_BASIS = 200


@dataclass(frozen=True)
class TermChange:
    """What is new about a term: its length, the lead of its warning, and what it rests on.

    `warning` of "" is the usual lead.
    """

    term: str
    warning: str
    basis: str
    reason: str
    effective_from: date


def preview_term(*, actor: Actor | None, code: str, change: TermChange) -> list[Move]:
    """Return the open items whose end or warning the change would move; nothing is saved."""
    _require(actor)
    version = _version(code, change)
    found = [move for source in sources.everything() for move in source.readopt(version)]
    return [move for move in found if move.is_relit]


@transaction.atomic
def change_term(
    *, actor: Actor | None, code: str, change: TermChange
) -> tuple[TermRule, list[Move]]:
    """Add a version of the rule, move the open items that run by it and keep why.

    Raises PermissionDenied without `deadlines.change_terms`, LookupError for an unknown code, and
    ValidationError for a term that cannot be read, a thin reason, a missing basis, a day in the
    future, and a second version of one day.
    """
    _require(actor)
    version = _version(code, change)
    selectors.hold_calendar()
    if TermRule.objects.filter(code=code, effective_from=version.effective_from).exists():
        raise ValidationError(
            {"effective_from": _("There is a version of this day already; choose another day.")}
        )
    version.save()
    reason = _("The limit was changed: %(reason)s (%(basis)s)") % {
        "reason": change.reason.strip(),
        "basis": version.legal_basis,
    }
    moves = []
    for source in sources.everything():
        found = source.readopt(version)
        save_moves(source, found)
        told = [move for move in found if move.is_relit]
        if told:
            source.notify_readopted(told, reason)
        moves += told
    details = {
        "code": code,
        "term": change.term,
        "warning": change.warning,
        "note": change.reason.strip(),
        "moved": len(moves),
    }
    record(verb=TERM_CHANGED, actor=actor, target=version, details=details)
    return version, moves


def _require(actor: Actor | None) -> None:
    """Let the system itself and holders of the permission pass."""
    if actor is not None and not actor.can(CHANGE):
        raise PermissionDenied(_("Your post does not change terms."))


def _version(code: str, change: TermChange) -> TermRule:
    """Return the new version, unsaved: like the one in force but for what is changed."""
    before = selectors.rule_at(code, clock.today())
    term, warning = _checked(change)
    same = model_to_dict(before, exclude=["id", "effective_from", "effective_to"])
    return TermRule(
        **same
        | {
            "length": term.length,
            "unit": term.unit.value,
            "warn_length": warning.length if warning else None,
            "warn_unit": warning.unit.value if warning else "",
            "legal_basis": change.basis.strip(),
            "effective_from": change.effective_from,
        }
    )


def _checked(change: TermChange) -> tuple[Term, Term | None]:
    errors: dict[str, str] = {}
    term = _read(change.term, "term", errors)
    warning = _read(change.warning, "warning", errors) if change.warning.strip() else None
    if len(change.reason.strip()) < MINIMUM_REASON:
        errors["reason"] = _("Give the reason in at least %(n)d characters.") % {
            "n": MINIMUM_REASON
        }
    if not 2 <= len(change.basis.strip()) <= MAX_BASIS:
        errors["basis"] = _("Cite what the new term rests on.")
    if change.effective_from > clock.today():
        errors["effective_from"] = _("This day lies in the future.")
    if term and warning and not _fits(term, warning):
        errors["warning"] = _("The warning must begin after the start of the term.")
    if errors or term is None:
        raise ValidationError(errors)
    return term, warning


def _read(text: str, field: str, errors: dict[str, str]) -> Term | None:
    try:
        return rules.parse_term(text)
    except TermError:
        errors[field] = _("Write a number and a unit: 15WD, 60CD, 3CM, 1Y or 24H.")
        return None


def _fits(term: Term, warning: Term) -> bool:
    """Tell whether a warning so long before the end still lies inside of the term."""
    if term.is_exact or warning.is_exact:
        return term.is_exact == warning.is_exact and warning.length < term.length
    return _about(warning) < _about(term)


def _about(term: Term) -> float:
    """Return about how many days a term takes, for comparing two of them."""
    return term.length * _DAYS[term.unit]
