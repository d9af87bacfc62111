"""A rectification plan of the scene, of the first handling office, with a row that is overdue."""

import datetime as dt
from typing import Any

from cases.models import Clock, Clue
from cases.services import plans
from supervision import clock
from supervision.organizations.models import Unit
from tests.repository.scene_cases_core import new_clue, people_of

OWN = "cases:{}".format


def build(scene: Any, units: Any) -> None:
    """Let a clue be overdue and open the plan of its office; its officer records the progress."""
    walk = people_of(scene)
    clue = new_clue(scene, units, walk)
    office = Unit.objects.get(code="C04")
    ended = clock.now() - dt.timedelta(minutes=1)
    started = ended - dt.timedelta(days=40)
    Clock.objects.create(
        clue=Clue.objects.get(pk=clue.pk),
        office=office,
        rule=Clock.objects.get(clue=clue, term_code="clue_disposition").rule,
        term_code="held_review",
        term_length=1,
        term_unit="CM",
        started_at=started,
        due_at=ended,
        warn_at=started,
    )
    plan = plans.open_plan(
        actor=walk.head,
        office=office,
        clues=[clue.pk],
        title="超期问题线索整改方案",
        causes="承办人员同时承办多件问题线索，处置方案研究不及时。",
        measures="逐件明确办理时限，每周调度一次，按程序报批。",
        owner=walk.handler,
        due_on=clock.today() + dt.timedelta(days=14),
    )
    plans.note_progress(actor=walk.handler, plan=plan, words="已研究处置方案，本周报批。")
    scene.add("", {"pk": plan.pk}, *(OWN(one) for one in ("plan", "plan_progress", "plan_look")))
