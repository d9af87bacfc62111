"""The statutory clocks as seeded, and the calendar as seeded."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from supervision.deadlines import rules, selectors
from supervision.deadlines.models import CalendarDay, CalendarYear, TermRule
from tests.deadlines.package_days import CALENDAR, at, day

pytestmark = pytest.mark.django_db

# Codes, lengths and whether rest days move the end, as the catalogue of the domain lists them.
CLOCKS = {
    "report_forward_up": "5WD",
    "report_about_own_head": "0CD",
    "report_lower_accept": "5WD",
    "named_ack": "15WD",
    "named_feedback": "15WD",
    "assigned_report": "3CM",
    "clue_disposition": "1CM",
    "inquiry_reply": "15WD",
    "talk_inquiry_close": "1CM",
    "prelim_verification": "2CM",
    "filing_approval": "1CM",
    "filing_announce": "",
    "investigation_no_detention": "1Y",
    "investigation_after_detention": "1Y",
    "party_investigation_legacy": "3CM",
    "compel_appearance": "12H",
    "await_investigation": "12CM",
    "protective_custody": "7CD",
    "detention": "3CM",
    "detention_recalc": "3CM",
    "detention_notice": "24H",
    "detention_change_request": "3CD",
    "release_property": "3CD",
    "tech_measure": "3CM",
    "trial": "1CM",
    "return_supplement": "",
    "prosecution_supplement": "1CM",
    "decision_announce": "1CM",
    "decision_formalities": "1CM",
    "execution_report": "6CM",
    "party_appeal": "3CM",
    "review_request": "1CM",
    "review": "1CM",
    "recheck_request": "1CM",
    "recheck": "2CM",
    "measure_complaint": "1CM",
    "safety_incident": "24H",
    "petition_quarter": "1Q",
}
STEPS = {
    "prelim_verification_extension": "1CM",
    "investigation_no_detention_extension": "6CM",
    "compel_appearance_extended": "24H",
    "protective_custody_extension": "3CD",
    "protective_custody_transfer": "24H",
    "detention_extension": "3CM",
    "detention_second_extension": "2CM",
    "detention_recalc_extension": "3CM",
    "decision_formalities_extended": "6CM",
    "measure_complaint_recheck_request": "1CM",
    "measure_complaint_recheck": "2CM",
}
CUSTODY = {
    "compel_appearance",
    "await_investigation",
    "protective_custody",
    "detention",
    "detention_extension",
    "detention_second_extension",
    "detention_recalc",
}


@pytest.mark.parametrize(("code", "term"), (CLOCKS | STEPS).items())
def test_each_clock_is_seeded_with_its_basis(code: str, term: str) -> None:
    rule = selectors.rule_at(code, day("2026-11-22"))
    assert (str(rule.term) if rule.term else "") == term
    assert rule.legal_basis.startswith("《")
    assert rule.label
    assert rule.start_event


def test_all_thirty_six_rows_of_the_catalogue_are_there() -> None:
    assert set(TermRule.objects.values_list("position", flat=True)) == set(range(1, 37))


@pytest.mark.parametrize("code", sorted(CUSTODY))
def test_custody_never_rolls(code: str) -> None:
    assert not selectors.rule_at(code, day("2026-11-22")).rolls


@pytest.mark.parametrize(
    ("code", "start", "expected"),
    [
        ("named_ack", "2026-09-21", "2026-10-19"),
        ("clue_disposition", "2026-09-01", "2026-10-08"),
        ("detention", "2026-07-03", "2026-10-03"),
        ("protective_custody", "2026-09-26", "2026-10-03"),
        ("execution_report", "2025-08-31", "2026-02-28"),
        ("release_property", "2026-09-29", "2026-10-08"),
        ("recheck", "2026-08-03", "2026-10-08"),
    ],
)
def test_rules_count_as_the_law_says(code: str, start: str, expected: str) -> None:
    rule = selectors.rule_at(code, day(start))
    due = rules.due(rule.term, at(start), selectors.current_calendar())
    assert due.last_day.isoformat() == expected


def test_a_new_version_counts_from_its_day_on() -> None:
    old = TermRule.objects.get(code="named_ack")
    fields = {field.attname: getattr(old, field.attname) for field in old._meta.concrete_fields}
    fields |= {"id": None, "length": 10, "effective_from": day("2027-01-01")}
    TermRule.objects.create(**fields)
    assert selectors.rule_at("named_ack", day("2026-12-31")).length == 15
    assert selectors.rule_at("named_ack", day("2027-01-01")).length == 10
    assert selectors.rule_at("named_ack", day("2001-01-01")).length == 15
    assert selectors.current_rules(day=day("2027-06-01")).filter(code="named_ack").count() == 1
    fields["id"] = None
    with pytest.raises(IntegrityError), transaction.atomic():
        TermRule.objects.create(**fields)


def test_the_calendar_holds_every_year_with_its_notice() -> None:
    years = CalendarYear.objects.values_list("year", flat=True)
    assert list(years) == list(range(2004, 2027))
    assert not CalendarDay.objects.filter(source="").exists()
    loaded = selectors.current_calendar()
    for found in (day("2024-02-04"), day("2025-01-28"), day("2026-02-14"), day("2026-10-10")):
        assert loaded.step_kind(found) is CALENDAR.step_kind(found)
    make_up = CalendarDay.objects.filter(kind="workday", date__year=2026)
    assert [mark.date.isoformat()[5:] for mark in make_up] == [
        *("01-04", "02-14", "02-28", "05-09", "09-20", "10-10"),
    ]


def test_special_notices_are_named() -> None:
    assert CalendarDay.objects.get(date="2015-09-04").source.startswith("国务院关于中国人民抗日")
    assert "延长2020年春节" in CalendarDay.objects.get(date="2020-02-01").source
    assert "2019年部分节假日" in CalendarDay.objects.get(date="2018-12-31").source


def test_a_stranger_reads_no_rules(client: Client) -> None:
    response = client.get("/deadlines/rules/")
    assert response.status_code == 302
    assert "/account/" in response["Location"]
