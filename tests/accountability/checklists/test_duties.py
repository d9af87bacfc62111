"""The dated duties a published item brings: 12, 4, 2 or 1 a year, on the right days (A03)."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from accountability.labels import period_label
from accountability.models import Assignment, Duty
from accountability.selectors.duties import duties_visible_to
from accountability.services import checklists, duties
from supervision.deadlines.models import CalendarDay, CalendarYear
from supervision.organizations.enums import UnitKind
from supervision.organizations.services import save_unit
from supervision.web.formats import due_day

from .conftest import item


def days(**where):
    rows = Duty.objects.filter(**where).order_by("ends_at")
    return [due_day(duty.ends_at) for duty in rows]


def publish(office, make_list, *items, **kwargs):
    draft = make_list(*items, **kwargs)
    checklists.publish(actor=office, checklist=draft)
    return draft


@pytest.mark.parametrize(
    ("period", "count", "first", "last"),
    [
        ("month", 12, dt.date(2026, 1, 31), dt.date(2026, 12, 31)),
        ("quarter", 4, dt.date(2026, 3, 31), dt.date(2026, 12, 31)),
        ("half_year", 2, dt.date(2026, 6, 30), dt.date(2026, 12, 31)),
        ("year", 1, dt.date(2026, 12, 31), dt.date(2026, 12, 31)),
    ],
)
def test_a_period_brings_its_duties_on_its_last_days(
    office, units, make_list, period, count, first, last
):
    publish(office, make_list, item(period=period))
    found = days(unit=units.water)
    assert len(found) == count
    assert (found[0], found[-1]) == (first, last)
    assert Duty.objects.count() == 3 * count


def test_february_ends_on_its_own_last_day(office, units, make_list):
    publish(office, make_list, item(period="month"), year=2024)
    assert days(unit=units.water)[1] == dt.date(2024, 2, 29)


def test_working_days_after_the_period_skip_holidays(office, units, make_list):
    publish(office, make_list, item(due_rule="5WD"))
    # 31 March is a Tuesday; Qingming, Saturday to Monday, is off.
    assert days(unit=units.water)[0] == dt.date(2026, 4, 8)
    # 30 September is a Wednesday; 1-7 October are off, the Saturday of the 10th is worked.
    assert days(unit=units.water)[2] == dt.date(2026, 10, 13)


def test_a_term_after_the_period_starts_its_clock_on_the_last_day(office, units, make_list):
    publish(office, make_list, item(due_rule="5WD", basis="办法第九条"))
    duty = Duty.objects.filter(unit=units.water).order_by("ends_at").first()
    assert (duty.term_length, duty.term_unit, duty.term_basis) == (5, "WD", "办法第九条")
    assert duty.started_at.astimezone(dt.UTC).isoformat() == "2026-03-30T16:00:00+00:00"


def test_a_term_that_reaches_into_an_unknown_year_is_provisional(office, units, make_list):
    publish(office, make_list, item(due_rule="5WD"))
    flags = list(
        Duty.objects.filter(unit=units.water)
        .order_by("ends_at")
        .values_list("is_provisional", flat=True)
    )
    assert flags == [False, False, False, True]


def test_a_loaded_year_is_not_provisional(office, units, make_list):
    CalendarYear.objects.create(
        year=2027, source_notice="通知", loaded_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    )
    CalendarDay.objects.create(date=dt.date(2027, 1, 4), kind="holiday", name="元旦", source="通知")
    publish(office, make_list, item(due_rule="1WD", period="year"))
    duty = Duty.objects.get(unit=units.water)
    assert not duty.is_provisional
    # 1 January is a Friday; without a mark on it the notice calls it a working day.
    assert due_day(duty.ends_at) == dt.date(2027, 1, 1)


def test_a_set_day_is_kept_even_on_a_rest_day(office, units, make_list):
    publish(office, make_list, item(period="year", due_rule="12-20"))
    assert days(unit=units.water) == [dt.date(2026, 12, 20)]


def test_a_one_off_has_one_duty_and_an_event_item_none(office, units, make_list):
    publish(
        office,
        make_list,
        item("1.1", period="once", due_rule="09-30"),
        item("1.2", period="event", due_rule="5WD"),
    )
    assert days(unit=units.water) == [dt.date(2026, 9, 30)]
    assert Assignment.objects.filter(unit=units.water).count() == 2


def test_each_duty_warns_before_its_end_and_has_a_number_of_its_own(office, units, make_list):
    publish(office, make_list, item(period="month"))
    rows = list(Duty.objects.order_by("number"))
    assert [duty.number for duty in rows[:2]] == ["ZR-2026-000001", "ZR-2026-000002"]
    assert len({duty.number for duty in rows}) == 36
    assert all(duty.started_at <= duty.warn_at < duty.ends_at for duty in rows)


def test_an_event_brings_a_duty_from_its_own_day(office, units, make_list):
    publish(office, make_list, item(period="event", due_rule="5WD", stages=("会前", "会后")))
    assignment = Assignment.objects.get(unit=units.water)
    first = duties.create_event_duty(assignment=assignment, event_on=dt.date(2026, 11, 13))
    second = duties.create_event_duty(assignment=assignment, event_on=dt.date(2026, 11, 13))
    assert due_day(first.due_at) == dt.date(2026, 11, 20)
    assert first.stage_count == 2
    assert [first.period_key, second.period_key] == ["E-20261113", "E-20261113-2"]
    assert first.number != second.number


def test_an_event_of_another_year_or_of_a_period_item_is_refused(office, units, make_list):
    publish(office, make_list, item("1.1", period="event", due_rule="5WD"), item("1.2"))
    on_event, by_period = Assignment.objects.filter(unit=units.water).order_by("item__number")
    with pytest.raises(ValidationError):
        duties.create_event_duty(assignment=on_event, event_on=dt.date(2025, 12, 31))
    with pytest.raises(ValidationError):
        duties.create_event_duty(assignment=by_period, event_on=dt.date(2026, 5, 1))


@pytest.mark.parametrize(
    ("period", "rule", "label"),
    [
        ("month", "end", "Jan 2026"),
        ("quarter", "end", "First quarter of 2026"),
        ("half_year", "end", "First half-year of 2026"),
        ("year", "end", "Year 2026"),
        ("once", "09-30", "One-off of 2026"),
    ],
)
def test_a_period_is_named_as_people_say_it(office, units, make_list, period, rule, label):
    publish(office, make_list, item(period=period, due_rule=rule))
    duty = Duty.objects.filter(unit=units.water).order_by("ends_at").first()
    with override("en"):
        assert period_label(duty) == label


@pytest.mark.slow
def test_ten_thousand_duties_are_created_in_few_statements(office, units, make_list):
    for number in range(20):
        save_unit(
            actor=None,
            code=f"X{number}",
            name=f"新单位{number}",
            short_name=f"新{number}",
            kind=UnitKind.DEPARTMENT,
            parent_code="D",
            position=100 + number,
        )
    draft = make_list(*(item(f"{n}", period="month", score=Decimal(1)) for n in range(40)))
    with CaptureQueriesContext(connection) as statements:
        done = checklists.publish(actor=office, checklist=draft)
    assert done.duties == 23 * 40 * 12
    assert len(statements) < 60


def test_a_stranger_and_another_unit_see_none_of_them(
    office, units, make_list, clerk, other_clerk, stranger, as_user
):
    publish(office, make_list, item(unit_ids=frozenset({units.water.pk})))
    assert duties_visible_to(clerk).count() == 4
    assert duties_visible_to(other_clerk).count() == 0
    assert duties_visible_to(stranger).count() == 0
    duty = Duty.objects.first()
    address = reverse("accountability:duty", args=[duty.pk])
    assert as_user(clerk).get(address).status_code == 200
    assert as_user(other_clerk).get(address).status_code == 404
    assert as_user(stranger).get(address).status_code in (403, 404)
