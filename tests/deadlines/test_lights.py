"""Lights: the pure function, the same in SQL, counting and ordering."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.deadlines import rules, selectors, services, sql
from supervision.deadlines.enums import Light
from supervision.deadlines.rules import TermError
from tests.deadlines.conftest import Parcel, Post
from tests.deadlines.package_days import at, day

NOW = at("2026-11-23T09:00")
SECOND = timedelta(seconds=1)
OFFSETS = st.sampled_from([-9000, -1, 0, 1, 9000])


def parcel(**fields: object) -> Parcel:
    given_fields = {
        "title": "件",
        "term_length": 5,
        "term_unit": "WD",
        "started_at": NOW - timedelta(days=30),
        "due_at": NOW,
        "warn_at": NOW - timedelta(days=3),
    }
    return Parcel(**(given_fields | fields))


def test_the_light_turns_at_the_second() -> None:
    ends = at("2026-11-24T00:00")
    warns = at("2026-11-19T00:00")

    def shown(now: datetime, **more: datetime) -> Light:
        return rules.light(now=now, ends_at=ends, warn_at=warns, **more)

    assert shown(warns - SECOND) is Light.NEUTRAL
    assert shown(warns) is Light.YELLOW
    assert shown(ends - SECOND) is Light.YELLOW
    assert shown(ends) is Light.RED
    assert shown(ends, paused_at=warns) is Light.PAUSED
    assert shown(ends, closed_at=ends) is Light.GREEN
    assert rules.is_late(closed_at=ends, ends_at=ends, now=ends)
    assert not rules.is_late(closed_at=ends - SECOND, ends_at=ends, now=ends)


def test_every_light_has_icon_class_and_rank() -> None:
    assert [light.order for light in Light] == [0, 1, 2, 3, 4]
    assert Light.RED.token == "is-red"
    assert len({light.icon for light in Light}) == 5


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(
        st.tuples(OFFSETS, OFFSETS, st.none() | OFFSETS, st.booleans(), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_python_and_sql_agree(post: Post, rows: list[tuple]) -> None:
    Parcel.objects.all().delete()
    for due, warn, extra, paused, closed in rows:
        due_at = NOW + timedelta(seconds=due)
        extended_to = due_at + timedelta(seconds=abs(extra) + 1) if extra is not None else None
        warn_at = min(NOW + timedelta(seconds=warn), extended_to or due_at)
        parcel(
            due_at=due_at,
            extended_to=extended_to,
            warn_at=warn_at,
            paused_at=NOW - SECOND if paused and not closed else None,
            closed_at=NOW - SECOND if closed else None,
        ).save()
    found = list(selectors.with_light(Parcel.objects.all(), NOW))
    expected = [
        rules.light(
            now=NOW,
            ends_at=item.ends_at,
            warn_at=item.warn_at,
            paused_at=item.paused_at,
            closed_at=item.closed_at,
        )
        for item in found
    ]
    assert [item.light for item in found] == [light.value for light in expected]
    assert [item.light_rank for item in found] == [light.order for light in expected]
    counts = sql.counts_by_light(Parcel.objects.all(), NOW)
    assert counts == {light.value: expected.count(light) for light in Light}
    for light in Light:
        ids = set(Parcel.objects.filter(sql.light_q(light, NOW)).values_list("pk", flat=True))
        assert ids == {
            item.pk for item, shown in zip(found, expected, strict=True) if shown is light
        }


def test_counts_for_each_group(post: Post) -> None:
    parcel(bag=1).save()
    parcel(bag=1, closed_at=NOW).save()
    parcel(bag=2, paused_at=NOW).save()
    counts = sql.counts_by_light(Parcel.objects.order_by("title"), NOW, by="bag")
    assert counts[1] == {"red": 1, "yellow": 0, "neutral": 0, "paused": 0, "green": 1}
    assert counts[2]["paused"] == 1
    assert counts[3]["red"] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"due_at": NOW - timedelta(days=31), "warn_at": NOW - timedelta(days=31)},
        {"extended_to": NOW},
        {"warn_at": NOW + SECOND},
        {"paused_at": NOW, "closed_at": NOW},
    ],
)
def test_the_database_refuses_impossible_deadlines(post: Post, wrong: dict[str, datetime]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        parcel(**wrong).save()


def test_an_item_lives_through_pause_extension_and_conclusion(post: Post) -> None:
    item = Parcel(title="件")
    services.start_deadline(item, started_at=at("2026-11-13T15:00"), term="5WD", basis="办法第九条")
    item.save()
    item.refresh_from_db()
    assert rules.day_of(item.ends_at - SECOND) == day("2026-11-20")
    services.pause_deadline(item, at=at("2026-11-18T08:00"))
    with pytest.raises(Exception, match="paused|暂停"):
        services.pause_deadline(item, at=at("2026-11-18T09:00"))
    pause = rules.Pause(at("2026-11-18T08:00"), at("2026-11-18T20:00"), "停机")
    changes = services.resume_deadline(item, pauses=[pause])
    assert set(changes) == {"due_at", "warn_at"}
    assert item.due_at == at("2026-11-24T00:00")
    until = services.extend_deadline(item, by="3WD")
    assert until == at("2026-11-27T00:00")
    assert item.warn_at == at("2026-11-23T00:00")
    with pytest.raises(Exception, match="later|晚于|之后"):
        services.extend_deadline(item, last_day=day("2026-11-26"))
    item.save()
    item.refresh_from_db()
    assert item.ends_at == until
    item.closed_at = at("2026-11-25T10:00")
    item.save()
    assert selectors.with_light(Parcel.objects.all(), NOW).get().light == "green"


def test_a_rule_is_copied_onto_the_item(post: Post) -> None:
    item = Parcel(title="件")
    due = services.start_deadline(item, started_at=at("2026-07-03T09:00"), rule="detention")
    assert (item.term_length, item.term_unit, item.term_rolls) == (3, "CM", False)
    assert "监察法" in item.term_basis
    assert due.last_day == day("2026-10-03")
    with pytest.raises(TermError, match="no fixed length"):
        services.start_deadline(item, started_at=NOW, rule="filing_announce")
    with pytest.raises(LookupError):
        services.start_deadline(item, started_at=NOW, rule="no_such_rule")


def test_a_set_last_day_stands_on_a_rest_day(post: Post) -> None:
    item = Parcel(title="件")
    due = services.fix_deadline(
        item, started_at=at("2026-11-02T09:00"), last_day=day("2026-11-22"), warn="3CD"
    )
    assert (due.last_day, item.warn_at) == (day("2026-11-22"), at("2026-11-19T00:00"))
    assert not item.is_provisional
    with pytest.raises(TermError, match="before the start"):
        services.fix_deadline(item, started_at=NOW, last_day=day("2026-11-01"))


def test_a_stranger_sees_no_light_that_is_not_in_the_queryset(post: Post) -> None:
    stranger = AnonymousUser()
    assert not stranger.is_authenticated
    assert list(selectors.with_light(Parcel.objects.none(), NOW)) == []
