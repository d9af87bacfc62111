"""A clue of the scene in the hands of the first handling office, with a step that waits."""

import datetime as dt
from typing import Any

from django.contrib.auth import get_user_model

from cases.models import Clue
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.organizations.models import Unit
from tests.cases.walk import Walk, register

#: Who signs and reviews beside the roles of the scene: account, role, office, name.
_BESIDE = (
    ("handler2", RoleCode.HANDLER, "C04", "江映雪"),
    ("review_head", RoleCode.REVIEW_HEAD, "C06", "方律己"),
    ("reviewer2", RoleCode.REVIEWER, "C06", "苏衡"),
    ("deputy", RoleCode.DEPUTY, "C", "谢长安"),
)


def people_of(scene: Any) -> Walk:
    """Return the people of the scene's clue; those without a column of their own are made once."""
    users = {**scene.people, **_beside()}
    return Walk(
        users["casesup"],
        users["handling_head"],
        users["handler1"],
        users["handler2"],
        users["review_head"],
        (users["reviewer"], users["reviewer2"]),
    )


def _beside() -> dict[str, Any]:
    found = {}
    for username, role, code, name in _BESIDE:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            user = get_user_model().objects.create(
                username=username, name=name, must_change_password=False
            )
            unit = Unit.objects.get(code=code)
            Posting.objects.create(user=user, unit=unit, role=role, started_on=dt.date(2020, 1, 1))
        found[username] = user
    return found


def new_clue(scene: Any, units: Any, walk: Walk) -> Clue:
    """Return a new clue of the water bureau, assigned to the first office with its officers."""
    clue = register(scene.people["petition"], units.water)
    return walk.assign(clue, Unit.objects.get(code="C04"))


def build(scene: Any, units: Any) -> None:
    """Register a clue, assign it, and propose what the head of the office signs next."""
    walk = people_of(scene)
    clue = scene.clue = new_clue(scene, units, walk)
    step = walk.propose(clue, "dispose_close")
    own = "cases:{}".format
    number = {"number": clue.number}
    scene.add("", number, *(own(one) for one in ("propose", "team", "team_release", "avoidance")))
    scene.add("", {**number, "act": "dispose_close"}, own("propose_act"))
    steps = ("step", "sign", "take_back", "outside")
    scene.add("", {"pk": step.pk}, *(own(one) for one in steps))
