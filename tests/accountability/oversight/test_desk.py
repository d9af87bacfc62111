"""The office's desk: what waits stands first, one place is current, no address is a dead end."""

from collections.abc import Callable
from typing import Any

import pytest

from accountability.models import Duty
from accountability.selectors.parts import open_parts


@pytest.fixture
def late(give_task: Callable[..., Duty], units: Any, at: Callable[[str], None]) -> Duty:
    """A task of the water bureau that stands red."""
    duty = give_task(units.water)
    at("2026-12-20T09:00:00")
    return duty


def places(page: str) -> str:
    """Return the side navigation of the page."""
    return page.split('<nav class="p-side"')[1].split("</nav>")[0]


def test_one_place_is_current_on_the_pages_of_a_unit(
    late: Duty, office: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(office)
    for path, current in (
        ("", "/accountability/units/"),
        ("score/", "/accountability/scores/"),
        ("pressing/", "/accountability/units/"),
    ):
        page = browser.get(f"/accountability/units/{units.water.pk}/{path}").content.decode()
        assert places(page).count('aria-current="page"') == 1, path
        assert f'<a href="{current}" aria-current="page"' in places(page), path


def test_an_act_on_chosen_rows_leads_back_when_it_is_opened_empty(
    late: Duty, office: Any, stranger: Any, as_user: Any
) -> None:
    browser = as_user(office)
    for path, back in (
        ("findings/pick/", "/accountability/findings/"),
        ("summonses/notices/", "/accountability/summonses/"),
        ("press/", "/accountability/duties/"),
        ("summonses/new/", "/accountability/ladder/"),
    ):
        answer = browser.get(f"/accountability/{path}")
        assert (answer.status_code, answer.url) == (302, back), path
        assert 'class="p-note' in browser.get(back).content.decode(), path
        assert as_user(stranger).get(f"/accountability/{path}").status_code == 403, path


def test_the_ladder_shows_units_with_something_and_on_demand_all(
    late: Duty, office: Any, units: Any, as_user: Any
) -> None:
    browser = as_user(office)
    shown = [row.unit for row in browser.get("/accountability/ladder/").context["rows"]]
    assert shown == [units.water]
    everybody = browser.get("/accountability/ladder/?all=1").context["rows"]
    assert len(everybody) > len(shown)


def test_an_overdue_task_does_not_open_the_form_to_split_it(
    late: Duty, office: Any, stranger: Any, as_user: Any
) -> None:
    url = f"/accountability/duties/{late.pk}/split/"
    answer = as_user(office).get(url)
    assert (answer.status_code, answer.url) == (302, f"/accountability/duties/{late.pk}/")
    assert open_parts(late) == 0
    assert as_user(stranger).get(url).status_code == 403


def test_a_plan_opened_without_a_filter_offers_what_stands_red(
    late: Duty, office: Any, stranger: Any, as_user: Any
) -> None:
    (chosen,) = as_user(office).get("/accountability/plans/new/").context["chosen"]
    assert [duty.pk for duty in chosen.duties] == [late.pk]
    assert as_user(stranger).get("/accountability/plans/new/").status_code == 403
