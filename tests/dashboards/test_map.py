"""The portal map: one centre, two platforms, six subsystems, as data (P04)."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from accountability.services import tasklists
from supervision.audit.models import AuditEvent
from supervision.dashboards import badges, portal_map
from supervision.dashboards.models import PortalSystem
from supervision.dashboards.services.portal_map import arrange
from supervision.history.rows import versions_of


def test_one_two_six(office: Any, as_user: Any) -> None:
    found = as_user(office).get("/systems/").context["map"]
    assert found.counts["centre"] == 1
    assert len(found.platforms) == found.counts["platform"] == 2
    assert sum(len(platform.children) for platform in found.platforms) == 6
    assert found.counts["subsystem"] == 6


def place(user: Any, code: str) -> Any:
    found = portal_map.map_for(user)
    everything = [found.centre, *found.tools, *found.loose]
    everything += [child for platform in found.platforms for child in platform.children]
    return next(one for one in everything if one.row.code == code)


def test_what_is_not_built_leads_nowhere_and_counts_nothing(office: Any, as_user: Any) -> None:
    unbuilt = PortalSystem.objects.filter(is_built=False)
    assert unbuilt.count() == 5
    for row in unbuilt:
        shown = place(office, row.code)
        assert (shown.url, shown.badge) == ("", None)
        with pytest.raises(IntegrityError), transaction.atomic():
            PortalSystem.objects.filter(pk=row.pk).update(url_name="dashboards:home")


def test_a_badge_counts_the_readers_own_rows(
    office: Any, clerk: Any, other_clerk: Any, stranger: Any, units: Any, at: Any
) -> None:
    at("2026-11-02T09:00:00")
    for number in (1, 2):
        tasklists.issue(
            actor=office,
            title=f"专项{number}",
            content="自查。",
            standard="报告。",
            units=[units.water],
            due_on=dt.date(2026, 11, 20),
        )
    at("2026-11-22T09:00:00")
    for user, count, light in ((office, 2, "red"), (clerk, 2, "red"), (other_clerk, 0, "green")):
        badge = place(user, "responsibility").badge
        assert (badge.count, badge.light) == (count, light)
    shown = place(stranger, "responsibility")
    assert (shown.url, shown.badge, shown.is_closed) == ("", None, True)
    assert portal_map.map_for(office).platforms[0].light == "red"


def test_the_system_administrator_arranges_it(sysadmin: Any, as_user: Any, office: Any) -> None:
    row = PortalSystem.objects.get(code="villages")
    browser = as_user(sysadmin)
    form = browser.get(f"/systems/settings/{row.pk}/").context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields}
    data |= {"name": "清廉村居系统", "is_shown": "on", "position": 5}
    assert browser.post(f"/systems/settings/{row.pk}/", data).status_code == 302
    assert "清廉村居系统" in as_user(office).get("/systems/").content.decode()
    assert AuditEvent.objects.filter(verb="dashboards.map_changed").count() == 1
    row.refresh_from_db()
    assert len(versions_of(row)) == 2


def test_a_place_that_is_built_opens_a_page(sysadmin: Any, office: Any) -> None:
    row = PortalSystem.objects.get(code="villages")
    with pytest.raises(ValidationError):
        arrange(actor=sysadmin, system=row, values={"is_built": True})
    for bad in ({"icon": "nonsense"}, {"badge": "nonsense"}, {"url_name": "nonsense:page"}):
        with pytest.raises(ValidationError):
            arrange(actor=sysadmin, system=row, values={"is_built": True, **bad})
    arrange(
        actor=sysadmin,
        system=row,
        values={"is_built": True, "url_name": "audit:events"},
    )
    row.refresh_from_db()
    assert row.permission and place(office, "villages").url == ""
    centre = PortalSystem.objects.get(code="centre")
    with pytest.raises(ValidationError):
        arrange(actor=sysadmin, system=row, values={"parent": centre})


def test_there_is_one_centre(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        PortalSystem.objects.filter(code="villages").update(level="centre")


def test_a_badge_is_registered_once() -> None:
    with pytest.raises(ValueError):
        badges.register(badges.everything()[0])


@pytest.mark.parametrize("who", ["stranger", "office", "secadmin", "auditor"])
def test_nobody_else_arranges_it(who: str, request: Any, as_user: Any) -> None:
    user = request.getfixturevalue(who)
    row = PortalSystem.objects.get(code="villages")
    assert as_user(user).get("/systems/settings/").status_code == 403
    assert as_user(user).get(f"/systems/settings/{row.pk}/").status_code == 403
    with pytest.raises(PermissionDenied):
        arrange(actor=user, system=row, values={"name": "x"})
