"""From a red figure to a plan: rows, causes, measures, force."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accountability.models import Duty, Rectification, RectificationPlan
from accountability.selectors import plan_causes, plans
from accountability.services import plans as services
from accountability.services.plans import Measure
from supervision.accounts.models import User

LATER = "2026-11-25T09:00:00"
DUE = dt.date(2026, 12, 10)


@pytest.fixture
def red(give_task: Any, units: Any, at: Any) -> list[Duty]:
    """Two tasks of the water bureau and one of the finance bureau, all overdue."""
    rows = [
        give_task(units.water, title="河道自查"),
        give_task(units.water, title="水库自查"),
        give_task(units.finance, title="账户自查"),
    ]
    at(LATER)
    return rows


def begun(user: User) -> list[RectificationPlan]:
    chosen = plans.by_unit(user, plans.duties_to_plan(user), plans.findings_to_plan(user).none())
    return services.begin(actor=user, chosen=chosen, title="逾期任务整改方案")


def complete(user: User, plan: RectificationPlan) -> None:
    services.edit(
        actor=user,
        plan=plan,
        title=plan.title,
        causes="未落实专人填报,季末集中补报。",
        measures={
            row.pk: Measure("明确专人,逐项补报并留痕。", "魏长河", DUE) for row in plan.rows.all()
        },
    )


def test_the_office_begins_one_plan_a_unit_and_a_unit_its_own(
    red: list[Duty], officer: User, clerk: User, units: Any
) -> None:
    assert {plan.unit_id for plan in begun(officer)} == {units.water.pk, units.finance.pk}
    (own,) = begun(clerk)
    assert (own.unit_id, own.rows.count()) == (units.water.pk, 2)


def test_causes_are_counted_and_add_up(red: list[Duty], officer: User) -> None:
    rows = list(plans.duties_to_plan(officer))
    tables = plan_causes.analyse(rows)
    for table in tables:
        assert sum(line.count for line in table.lines) == len(rows)
    lateness = next(table for table in tables if table.key == "lateness")
    assert lateness.lines[0].count == 3
    by_unit = next(table for table in tables if table.key == "unit")
    behind = plan_causes.rows_behind(tables, "unit", by_unit.lines[0].key)
    assert behind == {red[0].pk, red[1].pk}


def test_a_plan_with_gaps_does_not_come_into_force(red: list[Duty], clerk: User) -> None:
    (plan,) = begun(clerk)
    with pytest.raises(ValidationError):
        services.submit(actor=clerk, plan=plan)
    complete(clerk, plan)
    row = plan.rows.order_by("id").last()
    assert row is not None
    row.due_on = None
    row.save()
    with pytest.raises(ValidationError):
        services.submit(actor=clerk, plan=plan)
    assert not Rectification.objects.exists()


def test_in_force_each_row_stands_under_the_lights(red: list[Duty], clerk: User) -> None:
    (plan,) = begun(clerk)
    complete(clerk, plan)
    items = services.submit(actor=clerk, plan=plan)
    assert {item.duty_id for item in items} == {red[0].pk, red[1].pk}
    assert all(item.entries.get().kind == "measures" for item in items)
    assert not plans.duties_to_plan(clerk).exists()
    with pytest.raises(ValidationError):
        services.submit(actor=clerk, plan=plan)
    with pytest.raises(ValidationError):
        begun(clerk)


def test_another_unit_and_a_stranger_get_nothing(
    red: list[Duty], clerk: User, other_clerk: User, stranger: User, leader: User, as_user: Any
) -> None:
    (plan,) = begun(clerk)
    with pytest.raises(PermissionDenied):
        services.submit(actor=other_clerk, plan=plan)
    for who, status in ((other_clerk, 404), (stranger, 403)):
        for path in ("", "edit/", "paper/"):
            answer = as_user(who).get(f"/accountability/plans/{plan.pk}/{path}")
            assert answer.status_code == status, (who, path)
    assert as_user(leader).get(f"/accountability/plans/{plan.pk}/edit/").status_code == 403


def test_from_the_red_list_to_the_word_file(red: list[Duty], clerk: User, as_user: Any) -> None:
    browser: Any = as_user(clerk)
    listed = browser.get("/accountability/duties/?light=red").content.decode()
    assert "/accountability/plans/new/?light=red" in listed
    url = "/accountability/plans/new/?light=red"
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"title": "整改方案"}).status_code == 422  # no row is ticked
    rows = [f"duty-{duty.pk}" for duty in red]
    assert browser.post(url, {"title": "整改方案", "row": rows}).status_code == 302
    plan = RectificationPlan.objects.get()
    fields: dict[str, Any] = {
        "title": plan.title,
        "causes": "未落实专人填报,季末集中补报。",
        "due_all": "2026-12-10",
        "act": "submit",
    }
    for row in plan.rows.all():
        fields |= {f"measure_{row.pk}": "明确专人,逐项补报并留痕。", f"owner_{row.pk}": "魏长河"}
    assert browser.post(f"/accountability/plans/{plan.pk}/edit/", fields).status_code == 302
    plan.refresh_from_db()
    assert plan.status == "submitted"
    page = browser.get(f"/accountability/plans/{plan.pk}/?by=item&line=1")
    assert len(page.context["rows"]) == 1
    paper = browser.get(f"/accountability/plans/{plan.pk}/paper/")
    assert b"".join(paper.streaming_content)[:2] == b"PK"


def test_an_empty_choice_says_so(clerk: User, as_user: Any, monday: Callable[..., None]) -> None:
    page = as_user(clerk).get("/accountability/plans/new/?light=red")
    assert page.status_code == 200
    assert not page.context["chosen"]
    assert (
        as_user(clerk).post("/accountability/plans/new/?light=red", {"title": "x"}).status_code
        == 422
    )
