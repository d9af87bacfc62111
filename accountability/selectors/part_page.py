"""What the pages about parts show: the section of a duty's page and the form that splits it."""

from typing import Any

from accountability.models import Assignment, Duty
from accountability.permissions import DECOMPOSE
from accountability.rules import DEEPEST_LEVEL
from accountability.selectors import materials
from accountability.selectors.counting import rule_of
from accountability.selectors.duties import duties_visible_to
from accountability.selectors.overview import responsible_units
from accountability.selectors.parts import chain_of, part_of, tree_of
from accountability.selectors.talks import leading_group
from supervision import clock
from supervision.web.formats import due_day


def section(user: Any, duty: Duty) -> dict[str, Any] | None:
    """Return the duty's tree for its page; None where there is none and nobody may make one."""
    tree = tree_of(user, duty)
    may_split = _may_split(user, duty)
    if not tree.nodes and not tree.gone and not may_split:
        return None
    return {
        "tree": tree,
        "may_split": may_split,
        "may_withdraw": user.can_in(DECOMPOSE, duty.unit) and not clock.standing(),
    }


def _may_split(user: Any, duty: Duty) -> bool:
    if clock.standing() or not user.can_in(DECOMPOSE, duty.unit):
        return False
    if duty.closed_at is not None or duty.paused_at is not None or duty.ends_at <= clock.now():
        return False
    part = part_of(duty)
    return rule_of(duty) is None and (part is None or part.level < DEEPEST_LEVEL)


def above(user: Any, duty: Duty) -> dict[str, Any] | None:
    """Return the chain above a part, each duty with whether the reader may open it."""
    chain = chain_of(duty)
    if not chain:
        return None
    keys = [one.pk for one in chain]
    seen = set(duties_visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return {"chain": [(one, one.pk in seen) for one in chain], "part": part_of(duty)}


def choices(user: Any, duty: Duty) -> tuple[list[tuple[int, str]], dict[str, Any]]:
    """Return the units the account may hand parts to, and what an empty row begins with."""
    units = [
        (unit.pk, unit.short_name)
        for unit in responsible_units(user)
        if user.can_in(DECOMPOSE, unit)
    ]
    return units, {"unit": duty.unit_id, "due_on": due_day(duty.ends_at)}


def surroundings(user: Any, duty: Duty) -> dict[str, Any]:
    """Return what stands beside the form: the parts there, the materials, known persons."""
    tree = tree_of(user, duty)
    shares = [node.part.share for node in tree.nodes if node.part.share is not None]
    return {
        "tree": tree,
        "shared": sum(shares) if shares else None,
        "evidence": materials.evidence_of(duty),
        "people": [one.name for one in leading_group(duty.unit, clock.today())],
    }


def next_duty(user: Any, assignment: Assignment) -> Duty | None:
    """Return the assigned item's whole duty that ends first and is still open."""
    rows = duties_visible_to(user).filter(
        assignment=assignment,
        part__isnull=True,
        closed_at__isnull=True,
        ends_at__gt=clock.now(),
    )
    return rows.first()
