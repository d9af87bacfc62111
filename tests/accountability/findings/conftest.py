"""A finding, its rectification, an assessment under way: made by the services that make them."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.enums import EntryKind, FindingSource, Track
from accountability.models import Assessment, AssessmentSheet, Finding, Indicator, Rectification
from accountability.selectors.rectifications import draft_key
from accountability.services import assessments, indicators
from accountability.services.findings import raise_finding
from accountability.services.rectification_reports import write_entry
from accountability.services.rectifications import ask
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from tests.accountability.conftest import MONDAY

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = "已逐项补齐会议记录并由班子成员签字。"


@pytest.fixture(autouse=True)
def monday(at: Callable[..., None]) -> None:
    """Begin on a Monday."""
    at(MONDAY)


@pytest.fixture
def raised(units: Any, officer: User) -> Callable[..., Finding]:
    """Return a function by which the officer records a problem in the water bureau."""

    def make(**given: Any) -> Finding:
        facts: dict[str, Any] = {
            "actor": officer,
            "unit": units.water,
            "source": FindingSource.DAILY_CHECK,
            "track": Track.MATTER,
            "title": "民主生活会记录不完整",
            "description": "缺少两名班子成员的对照检查材料。",
            "found_on": clock.today(),
        }
        return raise_finding(**{**facts, **given})

    return make


@pytest.fixture
def asked(raised: Callable[..., Finding], officer: User) -> Callable[..., Rectification]:
    """Return a function by which the officer asks for the rectification of a new problem."""

    def make(due_on: str = "2026-11-20", **given: Any) -> Rectification:
        (item,) = ask(
            actor=officer,
            findings=[raised(**given)],
            owner_name="魏长河",
            due_on=dt.date.fromisoformat(due_on),
            requirement="补齐记录并附签字件。",
        )
        return item

    return make


@pytest.fixture
def report(clerk: User) -> Callable[[Rectification], None]:
    """Return a function by which the clerk writes the measures and reports it done."""

    def act(item: Rectification) -> None:
        kinds = [EntryKind.DONE]
        if not item.entries.exists():
            kinds.insert(0, EntryKind.MEASURES)
        for kind in kinds:
            paper = SimpleUploadedFile("签字件.pdf", PDF)
            files = [store(actor=clerk, upload=paper, draft=draft_key(item))]
            write_entry(actor=clerk, rectification=item, kind=kind, text=TEXT, attachments=files)

    return act


@dataclass
class Visit:
    """An assessment under way: its sheet of the water bureau, leader and member."""

    assessment: Assessment
    sheet: AssessmentSheet
    leader: User
    member: User

    @property
    def indicator(self) -> Indicator:
        """Return the first indicator."""
        return self.assessment.indicators.get(position=1)


@pytest.fixture
def visit(
    plan: Callable[..., Assessment], units: Any, office: User, at: Callable[..., None]
) -> Visit:
    """Both bureaus are assessed; a group of two reads the water bureau."""
    planned = plan(units.water, units.finance)
    indicators.set_indicators(
        actor=office,
        assessment=planned,
        lines=[
            indicators.Line("组织领导", Decimal(40), "查会议记录"),
            indicators.Line("履责纪实", Decimal(60)),
        ],
    )
    group = assessments.form_group(
        actor=office,
        assessment=planned,
        name="第一组",
        leader_name="江一帆",
        members=[("江一帆", "审计局"), ("何松", "")],
        units=[units.water],
        starts_at=clock.start_of(clock.today()),
        ends_at=clock.end_of(dt.date(2026, 11, 18)),
    )
    accounts = {
        slip.account.user.name: slip.account.user
        for slip in assessments.issue_accounts(actor=office, group=group)
    }
    return Visit(planned, group.sheets.get(), accounts["江一帆"], accounts["何松"])
