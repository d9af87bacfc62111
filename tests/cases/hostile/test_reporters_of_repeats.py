"""Who is told the result where two report the same: each once, and nobody by a dead clock."""

from collections.abc import Callable
from typing import Any

from cases.entries import ReporterEntry
from cases.models import Clue
from cases.services import matches, reporters, steps
from supervision import clock
from supervision.accounts.models import User
from tests.cases.intake.conftest import enter, entry, monday, named

__all__ = ["enter", "entry", "monday", "named"]
REASON = "两件反映的是同一事项，拟合并办理。"
OTHER = ReporterEntry(name="马踏飞", phone="13800002222")


def closed_as_repeat(later: Clue, petition: User, casesup: User, principal: User) -> Clue:
    match = later.matches.order_by("pk").first()
    assert match is not None
    matches.decide_match(actor=petition, match=match, is_duplicate=True, reason=REASON)
    fresh = Clue.objects.get(pk=later.pk)
    step = matches.propose_closing(actor=casesup, clue=fresh, opinion=REASON, version=fresh.version)
    steps.sign(actor=principal, step=step, approves=True, opinion="同意")
    return Clue.objects.get(pk=later.pk)


def running(clue: Clue) -> set[str]:
    rows = clue.clocks.filter(closed_at__isnull=True)
    return set(rows.values_list("term_code", flat=True))


def test_another_reporter_of_the_same_matter_is_told_too(
    named: Callable[..., Clue], petition: User, casesup: User, principal: User, stranger: User
) -> None:
    named()
    later = closed_as_repeat(named(OTHER), petition, casesup, principal)
    assert "named_feedback" in running(later)
    told: dict[str, Any] = {"told_on": clock.today(), "how": "电话", "words": "与前件合并办理。"}
    reporters.tell_reporter(actor=petition, reporter=later.reporter, of_result=True, **told)
    assert "named_feedback" not in running(later)
    assert not later.accesses.filter(user=stranger).exists()


def test_the_same_reporter_leaves_no_clock_behind(
    named: Callable[..., Clue], petition: User, casesup: User, principal: User
) -> None:
    named()
    assert running(closed_as_repeat(named(), petition, casesup, principal)) == set()
