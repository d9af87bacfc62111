"""The plan of the demonstration: what is filed, late, overdue and due soon; pure functions only."""

import datetime as dt
from collections import Counter

import pytest

from accountability import rules
from accountability.demo import catalogue, occurrences, plan, records, tasks, units, workdays

TODAY = dt.date(2026, 11, 22)


def _days(rule: str, first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    term = rules.TERM.fullmatch(rule)
    if term is None:
        return first, rules.fixed_day(rule, catalogue.YEAR) or last
    count = int(term[1]) * (20 if term[2] == "CM" else 1)
    return last, workdays.shifted(last, count)


def _duties(today: dt.date) -> list[plan.DutyRef]:
    found = []

    def add(code: str, number: str, key: str, days: tuple[dt.date, dt.date]) -> None:
        warn_on = workdays.shifted(days[1], -5)
        found.append(plan.DutyRef(code, f"{number}@{code}", key, *days, warn_on))

    for item, code in catalogue.assignments():
        for span in rules.spans(item.period, catalogue.YEAR):
            add(code, item.number, span.key, _days(item.due, span.first, span.last))
    for code in units.reporting_codes():
        for place, one in enumerate(occurrences.occurrences(code, today)):
            rule = catalogue.items_by_number()[one.item_number].due
            add(code, one.item_number, f"E{place}", _days(rule, one.event_on, one.event_on))
    for task in tasks.tasks():
        issued = task.issued_at.date()
        days = (issued, task.due_on) if task.due_on else _days(task.term, issued, issued)
        for code in task.unit_codes:
            add(code, task.number, "T", days)
    return found


def _open_by_light(
    duties: list[plan.DutyRef], fates: dict[tuple[str, str], plan.Fate], today: dt.date
) -> tuple[Counter[str], Counter[str]]:
    overdue: Counter[str] = Counter()
    soon: Counter[str] = Counter()
    for duty in duties:
        done = fates[duty.key]
        if done.filed_at or done.paused or done.extension:
            continue
        name = units.facts()[duty.unit_code].short_name
        overdue[name] += duty.due_on < today
        soon[name] += duty.warn_on <= today <= duty.due_on and duty.starts_on < today
    return +overdue, +soon


def test_the_plan_leaves_just_the_profile_open() -> None:
    duties = _duties(TODAY)
    fates = plan.plan(duties, TODAY)
    overdue, soon = _open_by_light(duties, fates, TODAY)
    assert overdue == Counter(plan.OVERDUE)
    assert sum(overdue.values()) == 24 and len(overdue) == 10
    assert soon == Counter(plan.DUE_SOON)
    assert len(set(soon) - set(overdue)) == 12
    assert sum(one.paused is not None for one in fates.values()) == 3
    assert sum(one.extension is not None for one in fates.values()) == 10


def test_filings_stand_in_office_hours_before_today() -> None:
    duties = {duty.key: duty for duty in _duties(TODAY)}
    late = 0
    for key, done in plan.plan(duties.values(), TODAY).items():
        if done.filed_at is None:
            continue
        day, duty = done.filed_at.date(), duties[key]
        assert duty.starts_on <= day < TODAY
        assert workdays.is_workday(day) and 8 <= done.filed_at.hour <= 17
        last = done.extension.until if done.extension else duty.due_on
        assert last is not None and (day > last) == done.late
        late += done.late
    assert 100 < late < 500


def test_concluded_units_have_nothing_open() -> None:
    duties = _duties(TODAY)
    begun = plan.plan(duties, TODAY)
    finished = plan.plan(duties, TODAY, finish_future=True)
    for duty in duties:
        if units.facts()[duty.unit_code].short_name in plan.CONCLUDED:
            assert finished[duty.key].filed_at
            assert begun[duty.key].filed_at or duty.starts_on >= TODAY


@pytest.mark.parametrize("today", [dt.date(2026, 3, 10), dt.date(2026, 7, 1)])
def test_the_plan_knows_no_future(today: dt.date) -> None:
    duties = _duties(today)
    fates = plan.plan(duties, today)
    filed = [one.filed_at for one in fates.values() if one.filed_at]
    assert filed and all(at.date() < today for at in filed)
    assert all(fates[duty.key] == plan.Fate() for duty in duties if duty.starts_on >= today)


def test_stages_rise_to_the_filing() -> None:
    done = plan.Fate(filed_at=dt.datetime(2026, 5, 20, 10, 0, tzinfo=workdays.CHINA))
    instants = plan.stage_instants(done, dt.date(2026, 5, 6), 4)
    assert len(instants) == 4
    assert instants == sorted(instants) and instants[-1] == done.filed_at
    assert plan.stage_instants(plan.Fate(), dt.date(2026, 5, 6), 4) == []


def test_quick_records_show_the_gap_of_slow_units() -> None:
    for code in units.reporting_codes():
        for record in records.quick_records(code, TODAY):
            assert record.gap_days >= 0 and record.entered_at.date() < TODAY
            assert record.item_number in {item.number for item in catalogue.items_of(code)}
            assert not set("{}") & set(record.title + record.text)
    slow = [record.gap_days for record in records.quick_records("QJ36", TODAY)]
    quick = [record.gap_days for record in records.quick_records("QJ01", TODAY)]
    assert max(slow) > rules.GAP_FLAG_DAYS >= max(quick)


def test_occurrences_lie_in_the_past() -> None:
    for code in units.reporting_codes():
        found = occurrences.occurrences(code, TODAY)
        assert len(found) >= 15
        assert all(one.event_on < TODAY for one in found)
