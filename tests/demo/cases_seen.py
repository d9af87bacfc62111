"""What accounts of the demo see of clues and cases: run inside of it, printed as JSON."""

import json
from typing import Any

from cases.enums import Act, StepStatus
from cases.models import Clue, Interference, Outcome, Step
from cases.selectors.case_rectifications import items_of, reports_visible_to
from cases.selectors.interference import entries_visible_to
from cases.selectors.matches import proposals, to_compare
from cases.selectors.steps import waiting_for
from cases.selectors.visibility import clues_visible_to, may_open
from supervision.accounts.models import User


def user(username: str) -> User:
    return User.objects.get(username=username)


def repeats() -> dict[str, Any]:
    """What the petition office has to compare, and what it compared."""
    petition = user("petition")
    waiting = [
        sorted({field for one in proposals(petition, clue) for field in one.match.fields})
        for clue in to_compare(petition)
    ]
    answered = Clue.objects.filter(matches__decided_by=petition)
    return {
        "waiting": waiting,
        "answers": sorted(answered.values_list("matches__is_duplicate", flat=True).distinct()),
        "repeats": Clue.objects.filter(repeat_of__isnull=False, status="closed").count(),
        "others": to_compare(user("handler1")).count(),
    }


def crossed() -> dict[str, Any]:
    """What a township's team has of another township, and what that one sees of it."""
    mine = clues_visible_to(user("townhandler5")).filter(handling_office__code="QJ39")
    foreign = list(mine.exclude(unit__path__startswith=user("townhandler5").home_unit.path))
    own = [user(name) for name in ("townhead1", "townhandler1", "townaide1", "secretary35")]
    case = Outcome.objects.get(code="unit:notice").clue
    panel = [user(name) for name in ("reviewer", "townreviewer1", "townreviewer2")]
    theirs = [user(name) for name in ("townhead2", "townhandler2", "secretary36")]
    return {
        "foreign": len(foreign),
        "own": sum(may_open(one, clue) for one in own for clue in foreign),
        "lent": sum(may_open(user("townhandler6"), clue) for clue in foreign),
        "panel": sum(may_open(one, case) for one in panel),
        "theirs": sum(may_open(one, case) for one in theirs),
        "organisation": case.respondents.get().standing,
        "countersigned": Step.objects.filter(
            act=Act.DISPOSE_VERIFY, status=StepStatus.APPROVED, countersigners__isnull=False
        ).count(),
        "to_countersign": waiting_for(user("handlinghead2"))
        .filter(countersigners__user=user("handlinghead2"))
        .count(),
    }


def rectified() -> dict[str, Any]:
    """What was reported to a group, and the list of its own case by light."""
    stationed = user("stationed1")
    case = Clue.objects.get(rectifications__closed_at__isnull=True, rectifications__position=5)
    return {
        "reports": reports_visible_to(stationed).count(),
        "of_others": reports_visible_to(user("grouphandler1")).count(),
        "opens": may_open(stationed, case),
        "lights": sorted({one.light for one in items_of(case)}),
        "verified": items_of(case).filter(closed_at__isnull=False).count(),
    }


def pleaded() -> dict[str, Any]:
    """Who reads the register, and that nobody reads of themselves."""
    named = [user(name) for name in ("handler7", "head24")]
    return {
        "read": entries_visible_to(user("internal")).count(),
        "kinds": sorted(set(Interference.objects.values_list("kind", flat=True))),
        "notes": sum(row.notes.count() for row in Interference.objects.all()),
        "own": entries_visible_to(user("handler1")).count(),
        "named": [entries_visible_to(one).count() for one in named],
    }


def say() -> None:
    """Print everything."""
    parts = (repeats, crossed, rectified, pleaded)
    print(json.dumps({part.__name__: part() for part in parts}))
