"""All units in one picture: the same figures as the overview, in order, narrowed, as a table."""

from collections import Counter
from typing import Any

import pytest

from accountability.selectors import heat, overview

PAGE = "/accountability/units/glance/"


def cells(picture: heat.Picture) -> list[Any]:
    """Return the rows of all groups."""
    return [row for group in picture.groups for row in group.rows]


def test_the_picture_counts_what_the_overview_counts(
    office: Any, stranger: Any, monthly: Any, at: Any
) -> None:
    for moment in ("2026-11-02T09:00:00", "2026-11-28T09:00:00", "2026-12-20T09:00:00"):
        at(moment)
        rows = overview.unit_counts(office)
        drawn = heat.picture(office)
        assert drawn.totals == overview.totals(rows)
        assert {row.unit.pk: row.counts for row in cells(drawn)} == {
            row.unit.pk: row.counts for row in rows
        }
        lights = Counter(row.light.value for row in rows)
        assert {name: n for name, n in drawn.by_light.items() if n} == dict(lights)
    assert heat.picture(stranger).shown == 0


def test_it_is_narrowed_by_kind_and_light_and_ordered(
    office: Any, stranger: Any, monthly: Any, units: Any, at: Any
) -> None:
    at("2026-12-20T09:00:00")
    assert {row.unit.kind for row in cells(heat.picture(office, kind="township"))} == {"township"}
    assert {row.light.value for row in cells(heat.picture(office, light="red"))} == {"red"}
    worst = [row.counts["red"] for row in heat.picture(office, order="worst").groups[0].rows]
    assert worst == sorted(worst, reverse=True)
    most = [row.total for row in heat.picture(office, order="most").groups[0].rows]
    assert most == sorted(most, reverse=True)
    assert not heat.picture(stranger, kind="township").groups


@pytest.mark.parametrize("query", ["", "?size=small", "?view=table", "?kind=x&light=y&order=z"])
def test_every_cell_opens_its_unit(
    query: str, office: Any, stranger: Any, monthly: Any, units: Any, as_user: Any
) -> None:
    page = as_user(office).get(PAGE + query).content.decode()
    for unit in (units.water, units.finance, units.township):
        assert f"/accountability/units/{unit.pk}/" in page
        assert unit.short_name in page
    assert as_user(stranger).get(PAGE + query).status_code == 403


def test_names_are_escaped_in_both_sizes(
    office: Any, stranger: Any, monthly: Any, units: Any, as_user: Any
) -> None:
    type(units.water).objects.filter(pk=units.water.pk).update(short_name="<b>&\"'")
    for size in ("large", "small"):
        page = as_user(office).get(f"{PAGE}?size={size}").content.decode()
        assert "<b><b>" not in page and "&lt;b&gt;&amp;&quot;&#x27;" in page
    assert as_user(stranger).get(PAGE).status_code == 403


def test_a_page_that_shows_it_already_is_sent_nothing(
    office: Any, clerk: Any, stranger: Any, monthly: Any, file_it: Any, as_user: Any
) -> None:
    browser = as_user(office)
    stamp = browser.get(PAGE).context["picture"].stamp
    part = {"HX-Request": "true", "X-Poll": "1"}
    assert browser.get(PAGE, {"stamp": stamp}, headers=part).status_code == 204
    file_it(clerk, monthly, "会议纪要")
    fresh = browser.get(PAGE, {"stamp": stamp}, headers=part)
    assert fresh.status_code == 200 and "<html" not in fresh.content.decode()
    assert as_user(stranger).get(PAGE, headers=part).status_code == 403


def test_only_who_oversees_sees_it(
    clerk: Any, head: Any, auditor: Any, leader: Any, stranger: Any, as_user: Any
) -> None:
    for user in (clerk, head, auditor, stranger):
        assert as_user(user).get(PAGE).status_code == 403
    assert as_user(leader).get(PAGE).status_code == 200
