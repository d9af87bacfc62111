"""Two tracks that reconcile: total = persons + matters - both; figures open their rows (P03)."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accountability.enums import FindingSource, FindingStatus, Track
from accountability.models import Finding
from accountability.selectors.tracks import together, track_page
from supervision import clock

FIGURE = re.compile(r'href="(/[^"]*findings/\?[^"]*withdrawn=no)">(?:<strong>)?([\d,]+)')
DRAWN = st.lists(
    st.tuples(
        st.sampled_from(Track.values),
        st.sampled_from(FindingSource.values),
        st.integers(0, 400),
        st.booleans(),
        st.booleans(),
    ),
    max_size=30,
)


def raise_all(drawn: list[Any], units: Any, actor: Any, second: Any = None) -> None:
    """Write findings as the draw says: track, source, days ago, unit, withdrawn or not."""
    now = clock.now()
    for place, (track, source, ago, water, gone) in enumerate(drawn):
        found = Finding.objects.create(
            number=f"WT-{place}",
            unit=units.water if water else units.finance,
            source=source,
            track=track,
            holder_name="" if track == Track.MATTER else "石磊",
            title=f"问题{place}",
            description="检查发现的问题。",
            found_on=clock.today() - dt.timedelta(days=ago),
            raised_by=actor,
            raised_at=now,
            shown_at=now,
        )
        if gone:
            Finding.objects.filter(pk=found.pk).update(
                status=FindingStatus.WITHDRAWN,
                withdrawn_by=second,
                withdrawn_at=now,
                withdrawal_reason="经核查不属实",
            )


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=DRAWN)
def test_the_tracks_reconcile_whatever_is_found(
    drawn: list[Any], units: Any, officer: Any, office: Any
) -> None:
    with transaction.atomic():
        raise_all(drawn, units, officer, office)
        page = track_page(officer)
        kept = [track for track, _source, _ago, _water, gone in drawn if not gone]
        whole = page.whole
        assert whole.total == len(kept)
        assert whole.people_track == sum(track != Track.MATTER for track in kept)
        assert whole.matters_track == sum(track != Track.PERSON for track in kept)
        assert whole.total == whole.people_track + whole.matters_track - whole.both
        for rows in (page.by_source, page.by_unit, page.by_month):
            assert together(row.tracks for row in rows) == whole
        transaction.set_rollback(True)


def test_every_figure_opens_its_rows(
    units: Any, officer: Any, office: Any, as_user: Callable[..., Client]
) -> None:
    drawn = [
        (track, source, ago, water, gone)
        for place, (track, source) in enumerate(
            zip(Track.values * 4, FindingSource.values * 2, strict=False)
        )
        for ago, water, gone in [(place * 40, place % 2 == 0, place % 5 == 4)]
    ]
    raise_all(drawn, units, officer, office)
    browser = as_user(officer)
    page = browser.get(reverse("accountability:tracks")).content.decode()
    found = FIGURE.findall(page)
    assert len(found) > 30
    for address, figure in {(address.replace("&amp;", "&"), figure) for address, figure in found}:
        rows = browser.get(address).context["table"].rows
        assert len(rows) == int(figure), address


def test_a_stranger_gets_nothing_and_a_unit_its_own(
    units: Any, officer: Any, clerk: Any, stranger: Any, as_user: Callable[..., Client]
) -> None:
    raise_all(
        [("person", "patrol", 1, True, False), ("both", "tour", 2, False, False)], units, officer
    )
    address = reverse("accountability:tracks")
    assert as_user(None).get(address).status_code == 302
    assert as_user(stranger).get(address).status_code == 403
    assert as_user(clerk).get(address).context["tracks"].total == 1
    assert as_user(officer).get(address).context["tracks"].total == 2


@pytest.mark.parametrize("name", ["findings", "tracks"])
def test_without_findings_the_page_says_so(
    officer: Any, as_user: Callable[..., Client], name: str
) -> None:
    assert as_user(officer).get(reverse(f"accountability:{name}")).status_code == 200
