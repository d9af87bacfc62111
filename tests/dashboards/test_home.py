"""The home page of each role, and the portal map: tiles open exactly what the role may use."""

from typing import Any

import pytest
from django.urls import reverse

from supervision.accounts import roles
from supervision.dashboards import panels
from supervision.dashboards.enums import MapLevel
from supervision.dashboards.models import PortalSystem

WHO = (
    "office",
    "officer",
    "leader",
    "clerk",
    "head",
    "township_clerk",
    "sysadmin",
    "secadmin",
    "auditor",
    "stranger",
)


@pytest.mark.parametrize("who", WHO)
def test_everybody_has_a_home(who: str, as_user: Any, request: pytest.FixtureRequest) -> None:
    assert as_user(request.getfixturevalue(who)).get("/").status_code == 200


@pytest.mark.parametrize("who", WHO)
def test_every_tile_opens_and_no_other_system_does(
    who: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(who)
    browser = as_user(user)
    shown = {tile.url for tile in browser.get("/systems/").context["systems"]}
    levels = (MapLevel.SUBSYSTEM, MapLevel.TOOL)
    for system in PortalSystem.objects.filter(is_shown=True, is_built=True, level__in=levels):
        url = reverse(system.url_name)
        status = browser.get(url).status_code
        assert (status == 200) is (url in shown), (system.code, status)


@pytest.mark.parametrize("who", WHO)
def test_every_place_of_the_navigation_opens(
    who: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    browser = as_user(request.getfixturevalue(who))
    for section in browser.get("/systems/").context["navigation"]().sections:
        for place in section.places:
            assert browser.get(place.url).status_code == 200, place.url


def test_a_long_navigation_folds_but_never_the_group_one_is_in(
    office: Any, stranger: Any, as_user: Any
) -> None:
    browser = as_user(office)
    drawn = browser.get(reverse("accountability:letters")).context["navigation"]()
    open_groups = [section for section in drawn.sections if section.label and section.open]
    assert drawn.long
    assert [str(section.label) for section in open_groups] == ["督办与整改"]
    assert any(place.current for place in open_groups[0].places)
    assert not as_user(stranger).get("/systems/").context["navigation"]().long


def test_the_map_is_data(office: Any, as_user: Any) -> None:
    PortalSystem.objects.filter(code="responsibility").update(is_shown=False)
    names = [tile.name for tile in as_user(office).get("/systems/").context["systems"]]
    assert names and "党风廉政建设责任制" not in names


def test_the_map_names_known_permissions_and_addresses(db: None) -> None:
    for system in PortalSystem.objects.exclude(url_name=""):
        assert reverse(system.url_name)
        assert not system.permission or system.permission in roles.everything()


def test_the_map_speaks_english_too(office: Any, as_user: Any) -> None:
    browser = as_user(office)
    browser.post("/language/", {"language": "en", "next": "/"})
    names = [tile.name for tile in browser.get("/systems/").context["systems"]]
    assert "Party conduct responsibility" in names


@pytest.mark.parametrize("who", WHO)
def test_a_panel_is_open_to_whoever_sees_it_at_home_and_404_to_others(
    who: str, as_user: Any, request: pytest.FixtureRequest
) -> None:
    browser = as_user(request.getfixturevalue(who))
    regions = browser.get("/").context["regions"]
    shown = {loaded.panel.key for found in regions.values() for loaded in found}
    for panel in panels.everything():
        wanted = 200 if panel.key in shown else 404
        assert browser.get(f"/panels/{panel.key}/").status_code == wanted, panel.key
    assert browser.get("/panels/no-such-panel/").status_code == 404


def test_a_stranger_sees_no_panel(stranger: Any, as_user: Any) -> None:
    context = as_user(stranger).get("/").context
    assert context["is_empty"]


def test_a_panel_is_registered_once() -> None:
    with pytest.raises(ValueError):
        panels.register(panels.everything()[0])
