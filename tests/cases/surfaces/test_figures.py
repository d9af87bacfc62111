"""Figures against statements of their own, and who may read them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from cases.figure_sheets import (
    blanks_sheet,
    fields_sheet,
    forms_sheet,
    sources_sheet,
    waiting_sheet,
)
from cases.models import Clue, Outcome
from cases.selectors.figures import behind, forms, sources, waiting
from cases.selectors.figures.blanks import matrix
from cases.selectors.figures.periods import Span, asked_for, read
from cases.selectors.visibility import clues_visible_to
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting
from supervision.organizations.models import Unit
from tests.cases.walk import Walk, register

PAGES = ("figures", "figures_sources", "figures_waiting", "figures_fields", "figures_blanks")


def counted(statement: str, *given: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return int(cursor.fetchone()[0])


@pytest.fixture
def talked(assigned: Clue, walk: Walk, at: Callable[..., None]) -> Clue:
    """Return a clue that ended after a talk: one person-time of the first form."""
    clue = walk.take(assigned, "dispose_talk")
    at("2026-11-10T10:00:00")
    return walk.take(clue, "talk_close")


def test_person_times_are_those_of_the_outcomes(talked: Clue, case_offices: Any) -> None:
    span = asked_for("2026", "year").span
    found = forms.report(span)
    own = counted(
        "SELECT count(DISTINCT respondent_id) FROM cases_outcome"
        " WHERE reverses_id IS NULL AND form = 'first' AND decided_on >= '2026-01-01'"
    )
    assert found.total.forms["first"].now == own == 1
    assert found.lines[case_offices.handling.pk].forms["first"].now == 1
    assert found.total.total.before == 0
    assert found.total.total.growth is None


def test_a_person_counts_once_by_the_heaviest_outcome(talked: Clue, petition: Any) -> None:
    first = Outcome.objects.get()
    Outcome.objects.create(
        clue=talked,
        respondent=first.respondent,
        code="party:warning",
        form="second",
        decided_on=first.decided_on,
        reason="另案处理",
        step=first.step,
        made_by=petition,
        made_at=first.made_at,
    )
    total = forms.report(asked_for("2026", "year").span).total
    assert (total.forms["first"].now, total.forms["second"].now) == (0, 1)


def test_an_outcome_taken_out_counts_no_more(talked: Clue, petition: Any) -> None:
    first = Outcome.objects.get()
    Outcome.objects.create(
        clue=talked,
        respondent=first.respondent,
        code=first.code,
        form=first.form,
        decided_on=first.decided_on,
        reason="撤销",
        reverses=first,
        made_by=petition,
        made_at=first.made_at,
    )
    assert forms.report(asked_for("2026", "year").span).total.total.now == 0


def test_sources_are_compared_with_the_same_days(
    clue: Clue, petition: Any, units: Any, at: Callable[..., None]
) -> None:
    for moment in ("2025-11-01T09:00:00", "2025-11-20T09:00:00", "2026-11-02T10:00:00"):
        at(moment)
        register(petition, units.finance, source="visit")
    at("2026-11-10T09:00:00")
    lines = {one.source: one for one in sources.by_source(asked_for("2026", "year").span)}
    own = counted("SELECT count(*) FROM cases_clue WHERE source = 'visit' AND year = 2026")
    # The visit of 20 November lies after the days that this year has passed.
    assert (lines["visit"].now, lines["visit"].before) == (own, 1)
    assert lines["visit"].growth == 0.0
    assert lines[""].now == 2


def test_stays_are_measured_from_step_to_step(
    assigned: Clue, walk: Walk, at: Callable[..., None]
) -> None:
    begun = Clue.objects.get(pk=assigned.pk).status_since
    at("2026-11-12T09:00:00")
    clue = walk.take(assigned, "dispose_verify")
    found = {one.status: one for one in waiting.stays(asked_for("2026", "m11").span)}
    length = round((clue.status_since - begun).total_seconds() / 86_400, 1)
    assert (found["assigned"].left, found["assigned"].median) == (1, length)
    assert found["verifying"].here == 1
    (office,) = waiting.disposals(asked_for("2026", "m11").span)
    assert (office.kinds, office.median) == ({"dispose_verify": 1}, length)


def test_nought_is_told_from_not_known(
    verifying: Clue, case_offices: Any, make_user: Callable[..., Any], handling_head: Any
) -> None:
    late = make_user("late", RoleCode.HANDLER, case_offices.petition)
    Posting.objects.filter(user=late).update(started_on=dt.date(2026, 10, 8))
    lines = {line.body.pk: line for group in matrix("handled", 2026).groups for line in group.lines}
    own = lines[case_offices.handling.pk]
    assert [cell.count for cell in own.cells] == [0, 0, 0, 1]
    assert [cell.count for cell in lines[case_offices.petition.pk].cells] == [None, None, None, 0]
    assert lines[case_offices.petition.pk].is_blank
    filed = {line.body.pk: line.total for g in matrix("filed", 2026).groups for line in g.lines}
    assert filed[case_offices.handling.pk] == 0


def test_each_figure_opens_its_rows_and_no_others(
    talked: Clue, petition: Any, units: Any, casesup: Any, other_handler: Any
) -> None:
    register(petition, units.finance)
    span = asked_for("2026", "year").span
    token = behind.token("form", span, "first")
    assert list(behind.behind(clues_visible_to(casesup), token)) == [talked]
    assert not behind.behind(clues_visible_to(other_handler), token).exists()
    assert not behind.behind(clues_visible_to(casesup), "form:20260101-20261231:fourth").exists()
    for nonsense in (
        "",
        "form",
        "form:x:first",
        "what:20260101-20261231",
        "form:20261231-20260101",
    ):
        assert not behind.behind(clues_visible_to(casesup), nonsense).exists(), nonsense


def test_the_same_days_of_a_leap_year() -> None:
    span = Span(dt.date(2024, 2, 29), dt.date(2024, 3, 1))
    assert span.before == Span(dt.date(2023, 2, 28), dt.date(2023, 3, 1))
    assert read(span.token) == span


@pytest.mark.parametrize("name", PAGES)
def test_figures_are_for_whoever_may_read_them(
    talked: Clue,
    as_user: Callable[..., Any],
    name: str,
    casesup: Any,
    handling_head: Any,
    deputy: Any,
    handler1: Any,
    stranger: Any,
) -> None:
    for user in (casesup, handling_head, deputy):
        assert as_user(user).get(reverse(f"cases:{name}")).status_code == 200
    for user in (handler1, stranger):
        assert as_user(user).get(reverse(f"cases:{name}")).status_code == 403
    odd = as_user(casesup).get(
        reverse(f"cases:{name}"), {"year": "9x", "part": "q9", "office": "x"}
    )
    assert odd.status_code == 200


def test_a_workbook_holds_the_rows_of_its_page(
    talked: Clue, exported: Callable[..., Any], casesup: Any
) -> None:
    for code, sheet in (
        ("case-forms", forms_sheet({})),
        ("case-sources", sources_sheet({})),
        ("case-waiting", waiting_sheet({})),
        ("case-fields", fields_sheet({"measure": "received"})),
        ("case-blanks", blanks_sheet({"subject": "handled"})),
    ):
        cells = exported(casesup, code, "measure=received&subject=handled")
        for row in sheet.rows:
            line = next(one for one in cells if row.is_total or one[0] == row.label)
            assert row.is_total or line, (code, row.label)
        known = [figure.value for row in sheet.rows for figure in row.cells if figure.value]
        assert all(any(value in line for line in cells) for value in known), code


def test_the_bodies_are_those_where_somebody_handles(
    talked: Clue, page: Callable[..., str], casesup: Any, case_offices: Any
) -> None:
    text = page(casesup, "/cases/figures/blanks/?subject=handled")
    assert case_offices.handling.short_name in text
    assert Unit.objects.get(code="U01").short_name not in text
