"""Two rectification plans of the demo, opened from the overdue rows of the offices with most."""

from __future__ import annotations

import datetime as dt

from cases.models import CasePlan, Clue
from cases.selectors.plans import Offered, by_office
from cases.services.plans import note_progress, open_plan
from supervision import clock
from supervision.accounts.models import User
from supervision.project.demo.cases_bench import Bench
from supervision.project.demo.happenings import move_to

CAUSES = (
    "承办人员同时承办多件问题线索，前期分析研判不够，处置方案反复修改；"
    "部门对临近期限的线索缺少逐件调度，预警提示后未及时跟进。"
)
MEASURES = (
    "一是逐件列出办理时限，由部门负责人每周调度一次；二是对取证量大的线索增派人员；"
    "三是确需延长的，在期限届满前按程序报批；四是把按期办理情况纳入部门月度讲评。"
)
PROGRESS = "已召开部门会议逐件研究，明确承办人员和报批日期，其中处置方案已报分管领导审批。"


def open_plans(bench: Bench, stands: dt.datetime) -> None:
    """Let case supervision open a plan of one office, with progress, and a head one of the own."""
    move_to(stands - dt.timedelta(days=3))
    found = by_office(bench.user("casesup"), Clue.objects.all())
    offered = [one for one in found if one.office.code in bench.by_body]
    offered.sort(key=lambda one: (-one.count, one.office.path))
    for place, one in enumerate(offered[:2]):
        head, officer, _second = bench.by_body[one.office.code]
        plan = _open(bench.user("casesup") if place == 0 else head, one, officer)
        if place == 0:
            move_to(stands - dt.timedelta(days=1))
            note_progress(actor=officer, plan=plan, words=PROGRESS)


def _open(actor: User, one: Offered, owner: User) -> CasePlan:
    return open_plan(
        actor=actor,
        office=one.office,
        clues=[row.pk for row in one.rows],
        title=f"{one.office.short_name}超期问题线索整改方案",
        causes=CAUSES,
        measures=MEASURES,
        owner=owner,
        due_on=clock.today() + dt.timedelta(days=14),
    )
