"""The ledger: whose rows, found how, counted in how many statements, and what leaves the house."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Clue
from supervision.audit.models import AuditEvent
from supervision.exchange import exporters, services
from supervision.exchange.models import ExportRecord
from tests.cases.walk import Walk, register

LEDGER = "/cases/clues/"
SECRET = "来信反映：高建军在河道整治工程发包中收受承包人礼金"


def test_each_role_sees_its_own_rows(
    assigned: Clue,
    page: Callable[..., str],
    casesup: Any,
    principal: Any,
    handler1: Any,
    handling_head: Any,
    other_handler: Any,
    other_handling_head: Any,
) -> None:
    for user in (casesup, principal, handler1, handling_head):
        assert assigned.number in page(user, LEDGER), user.username
    for user in (other_handler, other_handling_head):
        assert assigned.number not in page(user, LEDGER), user.username


def test_a_stranger_gets_nothing(
    assigned: Clue, as_user: Callable[..., Any], stranger: Any, clerk: Any
) -> None:
    for user in (stranger, clerk):
        for name in ("ledger", "ledger_summary", "desk", "board", "figures", "figures_blanks"):
            assert as_user(user).get(reverse(f"cases:{name}")).status_code == 403, name
        assert as_user(user).get("/exchange/export/clues/").status_code in (403, 404)


@pytest.mark.parametrize("typed", ["高建军", "高建", "gaojianjun", "gjj", "GJJ"])
def test_a_respondent_is_found_by_name_and_by_pinyin(
    clue: Clue, page: Callable[..., str], casesup: Any, typed: str
) -> None:
    assert clue.number in page(casesup, f"{LEDGER}?q={typed}")
    assert clue.number not in page(casesup, f"{LEDGER}?q=zzz")


def test_a_clue_is_found_by_its_number(clue: Clue, page: Callable[..., str], casesup: Any) -> None:
    assert clue.number in page(casesup, f"{LEDGER}?q={clue.number.lower()}")


def test_filters_keep_what_they_name(
    clue: Clue, page: Callable[..., str], casesup: Any, units: Any
) -> None:
    kept = ("status=registered", "status=open", "source=letter", "violation=integrity")
    for query in (*kept, f"unit={units.water.pk}", "since=2026-11-02", "light=neutral"):
        assert clue.number in page(casesup, f"{LEDGER}?{query}"), query
    gone = ("status=archived", "status=over", "source=visit", "violation=life", "light=red")
    for query in (*gone, f"unit={units.finance.pk}", "until=2026-11-01", "matched=yes"):
        assert clue.number not in page(casesup, f"{LEDGER}?{query}"), query
    assert clue.number in page(casesup, f"{LEDGER}?turn=mine")


def test_nothing_sealed_stands_in_list_or_workbook(
    clue: Clue,
    page: Callable[..., str],
    exported: Callable[..., Any],
    casesup: Any,
    other_handler: Any,
) -> None:
    assert SECRET not in page(casesup, LEDGER)
    cells = [str(cell) for line in exported(casesup, "clues", "source=letter") for cell in line]
    assert clue.number in cells
    assert not [cell for cell in cells if SECRET in cell or clue.summary in cell]
    assert clue.number not in [cell for line in exported(other_handler, "clues") for cell in line]


def test_taking_rows_out_is_recorded(clue: Clue, casesup: Any) -> None:
    job = services.export(
        actor=casesup,
        exporter=exporters.get("clues"),
        params=QueryDict("status=registered"),
        purpose="核对台账",
    )
    record = ExportRecord.objects.get(job=job)
    assert record.row_count == 1
    assert AuditEvent.objects.filter(verb__startswith="exchange.", actor_id=casesup.pk).exists()


def test_the_number_of_statements_does_not_grow_with_the_rows(
    clue: Clue, as_user: Callable[..., Any], casesup: Any, petition: Any, units: Any
) -> None:
    client = as_user(casesup)
    client.get(LEDGER)

    def statements(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    before = {address: statements(address) for address in (LEDGER, "/cases/board/", "/cases/desk/")}
    for _n in range(5):
        register(petition, units.finance)
    after = {address: statements(address) for address in before}
    assert after == before


def test_eight_ways_lead_on_with_the_filters_of_the_list(
    clue: Clue, page: Callable[..., str], casesup: Any
) -> None:
    text = page(casesup, f"{LEDGER}?source=letter")
    for address in (
        "/cases/clues/?source=letter&amp;turn=mine",
        "#list-filter",
        "/cases/clues/?source=letter&amp;light=warned",
        "/cases/clues/summary/?source=letter#counts",
        "/cases/clues/summary/?source=letter#fields",
        "/cases/clues/?source=letter&amp;matched=yes",
        "/cases/board/?source=letter",
        "/cases/clues/summary/?source=letter#results",
    ):
        assert f'href="{address}"' in text, address


def test_the_summary_adds_up_the_same_rows(
    assigned: Clue, walk: Walk, page: Callable[..., str], casesup: Any, petition: Any, units: Any
) -> None:
    register(petition, units.finance)
    text = page(casesup, "/cases/clues/summary/?status=assigned")
    assert "审查一室" in text
    other = page(casesup, f"/cases/clues/summary/?unit={units.finance.pk}")
    assert "审查一室" not in other
