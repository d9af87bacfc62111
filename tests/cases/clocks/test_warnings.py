"""Who is warned of a clue, in which words; a year on, everything that should have appeared has."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.clock_source import superiors, warned
from cases.exporters.warnings import WarningExporter
from cases.models import Clock, Clue
from cases.panels.warnings import load
from cases.selectors.clocks import light_of
from cases.services import clocks
from supervision import clock as portal_clock
from supervision.deadlines.enums import Light
from supervision.deadlines.services import shift_clock
from supervision.notifications.models import Notice
from supervision.notifications.services.sweep import sweep
from tests.cases.walk import Walk

At = Callable[..., None]


def told(user: Any) -> list[str]:
    rows = Notice.objects.filter(recipient=user, object_type="cases.clock", withdrawn_at=None)
    return list(rows.order_by("pk").values_list("title", flat=True))


def test_holder_office_head_and_case_supervision_are_warned(
    at: At,
    assigned: Clue,
    walk: Walk,
    handler1: Any,
    handler2: Any,
    handling_head: Any,
    casesup: Any,
    principal: Any,
    other_handling_head: Any,
    stranger: Any,
) -> None:
    at("2026-11-26T09:00:00")
    found = sweep()
    assert found.due_soon == 1
    for user in (handler1, handling_head, casesup):
        assert len(told(user)) == 1, user
    for user in (handler2, other_handling_head, principal, stranger):
        assert told(user) == []
    assert sweep().is_empty
    at("2026-12-03T09:00:00")
    assert sweep().overdue == 1
    # The milder warning was taken back, the graver one stands.
    assert len(told(handler1)) == 1
    at("2026-12-08T09:00:00")
    assert sweep().escalated == 1
    assert len(told(principal)) == 1
    assert told(stranger) == []


def test_a_warning_tells_number_and_matter_and_nothing_else(
    at: At, assigned: Clue, handler1: Any
) -> None:
    at("2026-12-03T09:00:00")
    sweep()
    notice = Notice.objects.get(recipient=handler1, object_type="cases.clock")
    said = f"{notice.title} {notice.body}"
    assert assigned.number in said
    assert "处置意见" in said
    for secret in ("高建军", "礼金", "水务局", "河道"):
        assert secret not in said
    assert notice.url.startswith(f"/cases/clues/{assigned.number}/")


def test_warnings_of_each_desk_go_to_its_own_people(
    clue: Clue, walk: Walk, petition: Any, reviewer: Any, review_head: Any, case_offices: Any
) -> None:
    Clue.objects.filter(pk=clue.pk).update(naming="named")
    clue.refresh_from_db()
    (ack,) = clocks.clue_registered(actor=petition, clue=clue)
    assert petition.pk in warned([ack.pk])[ack.pk]
    reviewed = walk.to_review(clue, case_offices.handling)
    trial = Clock.objects.get(clue=reviewed, term_code="trial")
    people = warned([trial.pk])[trial.pk]
    assert {reviewer.pk, review_head.pk} <= set(people)
    assert walk.handler.pk not in people
    assert superiors([trial.pk])[trial.pk]


def test_a_paused_clock_warns_nobody(at: At, clue: Clue, walk: Walk, case_offices: Any) -> None:
    reviewed = walk.to_review(clue, case_offices.handling)
    walk.take(reviewed, "return_supplement")
    at("2027-02-01T09:00:00")
    sweep()
    paused = Clock.objects.get(clue=reviewed, term_code="trial")
    assert not Notice.objects.filter(object_type="cases.clock", object_id=str(paused.pk)).exists()


def test_a_year_on_every_light_and_warning_has_appeared(
    settings: Any, at: At, verifying: Clue, walk: Walk, casesup: Any, casesup_head: Any
) -> None:
    settings.TIME_MACHINE = True
    filed = walk.take(verifying, "file")
    clocks.open_clock(
        actor=casesup, clue=filed, code="await_investigation", starts_at=portal_clock.now()
    )
    seen: list[Light] = []
    for _month in range(14):
        sweep()
        seen.append(light_of(filed))
        shift_clock(actor=None, months=1)
    assert portal_clock.today() >= dt.date(2028, 1, 1)
    sweep()
    assert seen[0] == Light.NEUTRAL
    # The announcement of the filing was never made: red from the first month on.
    assert set(seen[1:]) == {Light.RED}
    titles = told(casesup)
    matters = {title.partition("，")[2] or title for title in titles}
    open_now = Clock.objects.filter(clue=filed, closed_at__isnull=True)
    assert open_now.count() == 3
    assert len(matters) >= 3
    warned_about = set(
        Notice.objects.filter(object_type="cases.clock").values_list("object_id", flat=True)
    )
    assert {str(clock.pk) for clock in open_now} <= warned_about


def test_the_page_is_for_case_supervision_alone(
    at: At,
    assigned: Clue,
    casesup: Any,
    casesup_head: Any,
    handler1: Any,
    handling_head: Any,
    principal: Any,
    deputy: Any,
    stranger: Any,
    as_user: Callable[..., Client],
) -> None:
    at("2026-12-03T09:00:00")
    page = reverse("cases:warnings")
    for user in (casesup, casesup_head):
        shown = as_user(user).get(page)
        assert shown.status_code == 200
        text = shown.content.decode()
        assert assigned.number in text
        assert "高建军" not in text
    for user in (handler1, handling_head, principal, deputy, stranger):
        assert as_user(user).get(page).status_code == 403
    assert as_user(None).get(page).status_code == 302


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("light=red", 1),
        ("light=yellow", 0),
        ("stage=assigned", 1),
        ("matter=clue_disposition", 1),
        ("prompted=no", 1),
        ("prompted=yes", 0),
        ("q=XS-2026", 1),
        ("q=XS-2025", 0),
    ],
)
def test_the_page_is_narrowed_and_exported_alike(
    at: At, assigned: Clue, casesup: Any, as_user: Callable[..., Client], query: str, rows: int
) -> None:
    at("2026-12-03T09:00:00")
    client = as_user(casesup)
    shown = client.get(f"{reverse('cases:warnings')}?{query}")
    assert shown.context["page"].paginator.count == rows
    params = dict(part.split("=") for part in query.split("&"))
    assert len(list(WarningExporter().rows(casesup, params))) == rows


def test_an_office_filter_offers_the_offices_that_are_late(
    at: At, assigned: Clue, casesup: Any, as_user: Callable[..., Client], case_offices: Any
) -> None:
    at("2026-12-03T09:00:00")
    client = as_user(casesup)
    page = reverse("cases:warnings")
    shown = client.get(f"{page}?office={case_offices.handling.pk}")
    assert shown.context["page"].paginator.count == 1
    refused = client.get(f"{page}?office={case_offices.review.pk}")
    assert refused.context["page"].paginator.count == 0


def test_the_tile_of_the_home_page_counts_the_same(
    at: At, assigned: Clue, casesup: Any, handler1: Any, as_user: Callable[..., Client]
) -> None:
    at("2026-12-03T09:00:00")
    found = load(casesup, None)  # type: ignore[arg-type]
    assert found["counts"]["red"] == 1
    shown = as_user(casesup).get(found["red_url"])
    assert shown.context["page"].paginator.count == 1
