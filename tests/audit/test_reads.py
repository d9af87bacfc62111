"""Reads of protected records: who reviews them, who sees what, and which days stand out."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.attachments.verbs import DOWNLOADED
from supervision.audit import unusual
from supervision.audit.models import AuditEvent
from supervision.audit.selectors import events
from supervision.audit.services import record_read
from supervision.audit.unusual import Day, unusual_days
from supervision.organizations.verbs import UNIT_CHANGED
from tests.audit.scene import SECRET, Paper

URL = "/audit/reads/"


@pytest.fixture
def read(office: Any, units: Any) -> AuditEvent:
    """A file of the water bureau, read by the office."""
    return record_read(
        verb=DOWNLOADED,
        actor=office,
        target=Paper(pk=12),
        unit=units.water,
        purpose="核对三季度材料",
    )


def test_a_read_says_who_what_what_for_and_whether_it_is_another_unit(
    read: AuditEvent, office: Any, units: Any
) -> None:
    assert read.is_reading
    assert (read.actor_name, read.object_label, read.unit_id) == (
        office.name,
        SECRET,
        units.water.pk,
    )
    assert read.details == {"purpose": "核对三季度材料", "outside": True}
    own = record_read(verb=DOWNLOADED, actor=office, target=Paper(pk=1), unit=units.office)
    assert own.details == {"outside": False}


def test_an_act_that_changes_something_is_no_read(office: Any, units: Any) -> None:
    with pytest.raises(ValueError):
        record_read(verb=UNIT_CHANGED, actor=office, target=units.water)


def test_the_internal_office_sees_what_was_read_and_what_for(
    read: AuditEvent, internal: Any, as_user: Any, units: Any
) -> None:
    page = as_user(internal).get(URL).content.decode()
    for text in (read.actor_name, SECRET, "核对三季度材料", units.water.short_name):
        assert text in page


def test_nobody_sees_the_own_reads(read: AuditEvent, internal: Any, as_user: Any) -> None:
    record_read(verb=DOWNLOADED, actor=internal, target=Paper(pk=7), purpose="看看自己")
    page = as_user(internal).get(URL).content.decode()
    assert "看看自己" not in page
    assert not events.reads_visible_to(internal).filter(actor_id=internal.pk).exists()


def test_the_auditor_reviews_the_office_without_business_content(
    internal: Any, auditor: Any, as_user: Any
) -> None:
    record_read(verb=DOWNLOADED, actor=internal, target=Paper(pk=7), purpose="看看自己")
    page = as_user(auditor).get(URL).content.decode()
    assert internal.name in page
    assert SECRET not in page and "看看自己" not in page


@pytest.mark.parametrize(
    "who", ["stranger", "clerk", "head", "office", "officer", "leader", "sysadmin", "secadmin"]
)
def test_nobody_else_reviews_reads(
    who: str, read: AuditEvent, as_user: Any, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)
    assert as_user(person).get(URL).status_code == 403
    assert not events.reads_visible_to(person).exists()


def test_the_list_is_narrowed_by_person_unit_kind_and_day(
    read: AuditEvent, internal: Any, as_user: Any, units: Any, at: Any
) -> None:
    browser = as_user(internal)
    day = read.at.astimezone().date()

    def shown(**params: Any) -> bool:
        table = browser.get(URL, params, headers={"HX-Request": "true"}).content.decode()
        return SECRET in table

    assert shown(actor_name=read.actor_name[:1])
    assert shown(unit=units.water.pk)
    assert shown(since=day - dt.timedelta(days=1), until=day + dt.timedelta(days=1))
    assert not shown(actor_name="没有此人")
    assert not shown(unit=units.finance.pk)
    assert not shown(until=day - dt.timedelta(days=2))
    assert not shown(kind="accountability.duty")


def test_an_unusual_day_is_shown_with_its_numbers_and_the_rule(
    office: Any, officer: Any, internal: Any, as_user: Any, units: Any, at: Any
) -> None:
    at("2026-11-19T10:00:00")
    for number in range(unusual.BUSY + 5):
        record_read(verb=DOWNLOADED, actor=office, target=Paper(pk=number), unit=units.water)
    record_read(verb=DOWNLOADED, actor=officer, target=Paper(pk=1), unit=units.water)
    at("2026-11-20T10:00:00")
    context = as_user(internal).get(URL).context
    (found,) = context["unusual"]
    assert (found.day.reader, found.day.reads, found.day.outside) == (office.pk, 25, 25)
    assert found.is_busy and found.is_outside and not found.is_off_hours
    # Reads at night, and of a day long past, which no longer counts.
    at("2026-11-20T22:00:00")
    for number in range(unusual.OFF_HOURS):
        record_read(verb=DOWNLOADED, actor=officer, target=Paper(pk=number))
    late = as_user(internal).get(URL).context["unusual"][0]
    assert late.day.reader == officer.pk and late.is_off_hours
    at("2026-12-20T10:00:00")
    assert as_user(internal).get(URL).context["unusual"] == []


TODAY = dt.date(2026, 11, 20)


def day(reader: int, ago: int, reads: int, off_hours: int = 0, outside: int = 0) -> Day:
    """Return what a reader read some days ago."""
    return Day(reader, str(reader), TODAY - dt.timedelta(days=ago), reads, off_hours, outside)


def test_a_busy_reader_who_is_always_busy_does_not_stand_out() -> None:
    history = [day(1, ago, 30) for ago in range(8, 30)]
    assert unusual_days([*history, day(1, 0, 40)], TODAY) == []
    assert len(unusual_days([*history, day(1, 0, 90)], TODAY)) == 1


def test_a_day_on_which_everybody_reads_much_does_not_stand_out() -> None:
    assert unusual_days([day(reader, 0, 30 + reader) for reader in range(5)], TODAY) == []


@settings(deadline=None)
@given(st.lists(st.builds(day, st.integers(1, 4), st.integers(0, 40), st.integers(1, 99))))
def test_only_days_of_the_window_stand_out_and_only_with_enough_reads(days: list[Day]) -> None:
    once = list({(one.reader, one.date): one for one in days}.values())
    for found in unusual_days(once, TODAY):
        assert 0 <= (TODAY - found.day.date).days < unusual.WINDOW
        assert found.is_busy and found.day.reads >= unusual.BUSY
