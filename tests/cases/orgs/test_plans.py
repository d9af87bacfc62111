"""From a red figure to a plan with its rows: causes, measures, progress, another's look (P12)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from cases.models import CasePlan, Clue
from cases.selectors import plans as selectors
from cases.selectors.clocks import light_of
from cases.services import plans
from cases.services.faults import RuleBroken
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.audit.models import AuditEvent
from supervision.deadlines.enums import Light
from supervision.notifications.models import Notice
from supervision.notifications.services.sweep import sweep
from tests.cases.walk import Walk, register

At = Callable[..., None]
CAUSES = "承办人员同时承办多件问题线索，处置方案研究不及时，未按期提出处置意见。"
MEASURES = "逐件明确办理时限，每周调度一次，一周内提出处置意见并按程序报批。"


@pytest.fixture
def late(assigned: Clue, at: At) -> Clue:
    """Return the clue a day after its disposition was due."""
    at("2026-12-07T09:00:00")
    assert light_of(assigned) == Light.RED
    return assigned


def open_plan(actor: User, clue: Clue, **more: Any) -> CasePlan:
    given: dict[str, Any] = {
        "office": clue.handling_office,
        "clues": [clue.pk],
        "title": "超期问题线索整改方案",
        "causes": CAUSES,
        "measures": MEASURES,
        "due_on": clock.today() + dt.timedelta(days=14),
    }
    return plans.open_plan(actor=actor, **given | more)


def test_case_supervision_and_the_own_head_open_a_plan_with_the_red_rows(
    late: Clue, walk: Walk, casesup: User
) -> None:
    for actor in (casesup, walk.head):
        (offered,) = selectors.by_office(actor, Clue.objects.all())
        assert (offered.office, [row.pk for row in offered.rows]) == (
            late.handling_office,
            [late.pk],
        )
        assert offered.rows[0].late_term
    plan = open_plan(casesup, late, owner=walk.handler)
    assert [row.clue for row in selectors.rows_of(casesup, plan)] == [late]
    assert plan.number.startswith("ZG-2026-")
    told = Notice.objects.filter(kind="cases.plan").values_list("recipient", flat=True)
    assert {walk.handler.pk, walk.head.pk} <= set(told)
    assert selectors.by_office(casesup, Clue.objects.all()) == []
    event = AuditEvent.objects.get(verb="cases.plan_opened")
    assert late.number not in str(event.details)


def test_other_offices_open_none_of_it(
    late: Clue, walk: Walk, other_handling_head: User, principal: User, deputy: User
) -> None:
    for actor in (other_handling_head, walk.handler, principal, deputy):
        assert selectors.by_office(actor, Clue.objects.all()) == []
        with pytest.raises(PermissionDenied):
            open_plan(actor, late, owner=walk.handler)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"clues": []}, "rows"),
        ({"causes": "人手不足"}, "causes"),
        ({"measures": "加快办理"}, "measures"),
        ({"causes": "高建军一案案情复杂，取证困难，未能按期提出处置意见。"}, "causes"),
        ({"title": "高建军线索整改"}, "title"),
        ({"due_on": dt.date(2026, 12, 6)}, "due_on"),
        ({"due_on": dt.date(2028, 1, 1)}, "due_on"),
    ],
)
def test_what_a_plan_asks_for(late: Clue, walk: Walk, change: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        open_plan(walk.head, late, **{"owner": walk.handler, **change})
    assert field in refused.value.error_dict
    assert not CasePlan.objects.exists()


def test_a_row_in_time_a_row_planned_already_and_somebody_from_elsewhere_are_refused(
    late: Clue, walk: Walk, petition: User, units: Any, case_offices: Any, other_handling_head: User
) -> None:
    in_time = walk.assign(register(petition, units.water), case_offices.handling)
    with pytest.raises(RuleBroken):
        open_plan(walk.head, late, clues=[late.pk, in_time.pk], owner=walk.handler)
    with pytest.raises(RuleBroken):
        open_plan(walk.head, late, owner=other_handling_head)
    open_plan(walk.head, late, owner=walk.handler)
    with pytest.raises(RuleBroken):
        open_plan(walk.head, late, owner=walk.handler)
    assert CasePlan.objects.count() == 1


def test_progress_comes_from_the_rows_and_a_plan_is_closed_by_another(
    late: Clue, walk: Walk, casesup: User
) -> None:
    plan = open_plan(walk.head, late, owner=walk.handler)
    with pytest.raises(RuleBroken):
        plans.look_at(actor=walk.head, plan=plan, accepts=True, verdict="已整改")
    plans.note_progress(actor=walk.handler, plan=plan, words="已研究处置方案，本周报批。")
    with pytest.raises(PermissionDenied):
        plans.look_at(actor=walk.handler, plan=plan, accepts=True, verdict="已整改")
    with pytest.raises(RuleBroken, match="."):
        plans.look_at(actor=walk.head, plan=plan, accepts=True, verdict="已整改")
    assert selectors.late_rows(selectors.rows_of(casesup, plan)) == 1
    walk.take(walk.staff(late), "dispose_verify")
    assert selectors.late_rows(selectors.rows_of(casesup, plan)) == 0
    closed = plans.look_at(actor=walk.head, plan=plan, accepts=True, verdict="已整改到位")
    assert closed.closed_by == walk.head
    with pytest.raises(RuleBroken):
        plans.look_at(actor=casesup, plan=plan, accepts=True, verdict="再次确认")
    with pytest.raises(RuleBroken):
        plans.note_progress(actor=walk.handler, plan=plan, words="继续跟踪办理情况。")


def test_who_recorded_the_progress_does_not_close_it(late: Clue, walk: Walk, casesup: User) -> None:
    plan = open_plan(casesup, late, owner=walk.handler)
    plans.note_progress(actor=walk.head, plan=plan, words="已调整承办人员，本周报批。")
    walk.take(walk.staff(late), "dispose_verify")
    with pytest.raises(RuleBroken):
        plans.look_at(actor=walk.head, plan=plan, accepts=True, verdict="已整改到位")
    assert not selectors.to_look_at(walk.head).exists()
    assert selectors.to_look_at(casesup).get() == plan
    plans.look_at(actor=casesup, plan=plan, accepts=True, verdict="已整改到位")


def test_sent_back_it_waits_for_new_progress_until_a_later_day(
    late: Clue, walk: Walk, casesup: User
) -> None:
    plan = open_plan(casesup, late, owner=walk.handler)
    plans.note_progress(actor=walk.handler, plan=plan, words="已研究处置方案，本周报批。")
    later = clock.today() + dt.timedelta(days=21)
    back = plans.look_at(
        actor=casesup, plan=plan, accepts=False, verdict="原因未分析到位", due_on=later
    )
    assert CasePlan.objects.get(pk=back.pk).ends_at == clock.end_of(later)
    with pytest.raises(RuleBroken):
        plans.look_at(actor=casesup, plan=plan, accepts=True, verdict="已整改到位")
    with pytest.raises(RuleBroken):
        plans.note_progress(actor=walk.handler, plan=plan, words="已约谈高建军，本周报批。")


def test_whoever_reads_a_plan_sees_only_the_rows_they_may_open(
    late: Clue,
    walk: Walk,
    casesup: User,
    deputy: User,
    stranger: User,
    make_user: Callable[..., User],
) -> None:
    office = late.handling_office
    colleague = make_user("handler3", RoleCode.HANDLER, office, "黎向晨", "干部")
    plan = open_plan(casesup, late, owner=colleague)
    assert plan in selectors.plans_visible_to(colleague)
    assert selectors.rows_of(colleague, plan) == []
    assert plan in selectors.plans_visible_to(deputy)
    assert plan not in selectors.plans_visible_to(walk.handler)
    assert plan not in selectors.plans_visible_to(stranger)


def test_the_due_day_warns(late: Clue, walk: Walk, casesup: User, at: At) -> None:
    plan = open_plan(casesup, late, owner=walk.handler)
    at("2026-12-23T09:00:00")
    sweep()
    warned = Notice.objects.filter(
        object_type="cases.caseplan", object_id=str(plan.pk), light="red"
    )
    assert {walk.handler.pk, walk.head.pk, casesup.pk} <= set(
        warned.values_list("recipient", flat=True)
    )
    assert selectors.plans_visible_to(casesup).get().light == Light.RED


def test_the_database_keeps_it(late: Clue, walk: Walk, casesup: User) -> None:
    plan = open_plan(casesup, late, owner=walk.handler)
    wrong: tuple[dict[str, Any], ...] = (
        {"measures": "改动后的措施"},
        {"closed_at": clock.now(), "closed_by": walk.handler, "verdict": "好"},
    )
    for change in wrong:
        with pytest.raises(DatabaseError), transaction.atomic():
            CasePlan.objects.filter(pk=plan.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        plan.rows.all().delete()


def test_the_pages_lead_from_the_figure_to_the_plan(
    late: Clue, walk: Walk, casesup: User, as_user: Any
) -> None:
    client = as_user(casesup)
    ledger = client.get("/cases/clues/?light=red").content.decode()
    assert "/cases/plans/new/?light=red" in ledger
    warned = client.get("/cases/warnings/?light=red").content.decode()
    assert "/cases/plans/new/?light=red&amp;of=warnings" in warned
    chosen = client.post("/cases/warnings/press/", {"act": "plan", "pick": [late.clocks.get().pk]})
    for path in ("/cases/plans/new/?light=red&of=warnings", chosen.url):
        body = client.get(path).content.decode()
        assert late.number in body
        assert late.respondents.get().name not in body
    sent = {
        "row": [late.pk],
        "title": "超期问题线索整改方案",
        "causes": CAUSES,
        "measures": MEASURES,
        "owner": walk.handler.pk,
        "due_on": (clock.today() + dt.timedelta(days=14)).isoformat(),
    }
    path = "/cases/plans/new/?light=red"
    assert client.post(path, {**sent, "causes": ""}).status_code == 422
    assert client.post(path, sent).status_code == 302
    assert client.post(path, sent).status_code == 422
    plan = CasePlan.objects.get()
    page = f"/cases/plans/{plan.pk}/"
    owner = as_user(walk.handler)
    assert owner.post(f"{page}progress/", {"words": "短"}).status_code == 422
    assert (
        owner.post(f"{page}progress/", {"words": "已研究处置方案，本周报批。"}).status_code == 302
    )
    assert client.post(f"{page}progress/", {"words": "短"}).status_code == 403
    looked = {"accepts": "1", "verdict": "已整改到位"}
    assert client.post(f"{page}look/", looked).status_code == 422
    assert owner.post(f"{page}look/", looked).status_code == 403
    walk.take(walk.staff(late), "dispose_verify")
    assert client.post(f"{page}look/", looked).status_code == 302
    assert "已整改到位" in client.get(page).content.decode()


def test_a_stranger_and_another_office_get_nothing(
    late: Clue, walk: Walk, casesup: User, stranger: User, other_handling_head: User, as_user: Any
) -> None:
    plan = open_plan(casesup, late, owner=walk.handler)
    for path in ("/cases/plans/", "/cases/plans/new/", f"/cases/plans/{plan.pk}/"):
        assert as_user(stranger).get(path).status_code == 403
    client = as_user(other_handling_head)
    assert plan.number not in client.get("/cases/plans/").content.decode()
    assert late.number not in client.get("/cases/plans/new/?light=red").content.decode()
    assert client.get(f"/cases/plans/{plan.pk}/").status_code == 404
