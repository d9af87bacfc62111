"""From a red figure to a plan with its rows: late replies, a unit's overdue tasks (P12)."""

from typing import Any

import pytest

from accountability.models import Duty, PlanRow

PLAN = "/accountability/plans/new/"


def offered(browser: Any, query: str) -> set[int]:
    """Return the tasks that the page of a new plan offers for the address."""
    page = browser.get(f"{PLAN}?{query}")
    assert page.status_code == 200
    return {duty.pk for one in page.context["chosen"] for duty in one.duties}


def test_late_replies_lead_to_the_tasks_their_letters_name(
    issue: Any, late: list[Duty], as_user: Any, officer: Any, at: Any
) -> None:
    (water, finance) = issue(late[:1], days=5) + issue(late[2:], days=30)
    browser = as_user(officer)
    assert offered(browser, "of=letters") == set()
    at("2026-12-16T09:00:00")
    page = browser.get("/accountability/letters/?state=late")
    assert [row.pk for row in page.context["table"].data] == [water.pk]
    assert "of=letters" in page.content.decode()
    # The other task of the water bureau is overdue too, but no late letter names it.
    assert offered(browser, "of=letters") == {late[0].pk}
    assert offered(browser, f"of=letters&unit={late[2].unit_id}") == set()
    door = f"{PLAN}?duty={late[0].pk}"
    assert door in browser.get(f"/accountability/letters/{water.pk}/").content.decode()
    assert PLAN not in browser.get(f"/accountability/letters/{finance.pk}/").content.decode()
    data = {"title": "逾期未复整改方案", "row": [f"duty-{late[0].pk}"]}
    assert browser.post(f"{PLAN}?of=letters", data).status_code == 302
    assert PlanRow.objects.get().duty_id == late[0].pk


def test_a_red_unit_leads_to_its_tasks(late: list[Duty], as_user: Any, officer: Any) -> None:
    browser, unit = as_user(officer), late[0].unit_id
    page = browser.get(f"/accountability/units/{unit}/").content.decode()
    assert f"{PLAN}?unit={unit}&amp;light=red" in page
    assert offered(browser, f"unit={unit}&light=red") == {late[0].pk, late[1].pk}
    past = browser.get(f"/accountability/units/{unit}/?as_of=2026-12-01").content.decode()
    assert PLAN not in past


@pytest.mark.parametrize("who", ["leader", "internal"])
def test_who_only_reads_is_offered_no_plan(
    who: str, late: list[Duty], as_user: Any, request: Any
) -> None:
    browser = as_user(request.getfixturevalue(who))
    for page in ("letters/", f"units/{late[0].unit_id}/"):
        assert PLAN not in browser.get(f"/accountability/{page}").content.decode()
    assert browser.get(f"{PLAN}?of=letters").status_code == 403


def test_a_stranger_gets_nothing(late: list[Duty], as_user: Any, stranger: Any) -> None:
    assert as_user(stranger).get(f"{PLAN}?of=letters").status_code == 403
