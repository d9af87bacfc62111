"""Late units, letters to them, and a filing that does not hold."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.models import Duty, Falsification, Filing, Letter
from accountability.selectors.summonses import Member
from accountability.services import falsification_decisions, falsifications, letters
from accountability.services.paper_texts import LetterWords
from supervision import clock
from supervision.documents.services import signing

#: Two weeks after the tasks of Monday were due on the 20th.
LATE = "2026-12-04T09:00:00"
FACTS = "上传的会议照片与2025年同一会议照片完全相同，会议记录无人签到。"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def evidence(name: str = "比对记录.pdf") -> SimpleUploadedFile:
    """Return a file to hand in."""
    return SimpleUploadedFile(name, PDF)


def words(kind: str = "supervision_letter", days: int = 7) -> LetterWords:
    """Return what a letter says beside its tasks."""
    return LetterWords(
        kind=kind,
        requirement="请立即补报逾期任务，并查明原因。",
        basis="年度主体责任清单",
        reply_by=clock.today() + dt.timedelta(days=days),
        contact="党风政风监督室 陈以宁",
    )


@pytest.fixture
def late(give_task: Callable[..., Duty], units: Any, at: Any) -> list[Duty]:
    """Two tasks of the water bureau and one of the finance bureau, all overdue."""
    duties = [
        give_task(units.water, title="河道采砂专项自查"),
        give_task(units.water, title="防汛物资检查"),
        give_task(units.finance, title="国库集中支付自查"),
    ]
    at(LATE)
    return duties


@pytest.fixture
def draft(officer: Any) -> Callable[..., list[Letter]]:
    """Return a function by which the officer drafts letters about tasks."""

    def act(duties: list[Duty], **changes: Any) -> list[Letter]:
        return letters.draft_letters(actor=officer, duties=duties, words=words(**changes))

    return act


@pytest.fixture
def issue(office: Any, draft: Any) -> Callable[..., list[Letter]]:
    """Return a function that drafts letters and lets the head of the office sign them."""

    def act(duties: list[Duty], **changes: Any) -> list[Letter]:
        found = draft(duties, **changes)
        for letter in found:
            signing.sign(actor=office, document=letter.document)
        return found

    return act


@pytest.fixture
def filed(give_task: Any, conclude: Any, clerk: Any, units: Any) -> Filing:
    """A concluding filing of the water bureau."""
    return conclude(clerk, give_task(units.water))


@pytest.fixture
def propose(officer: Any) -> Callable[..., Falsification]:
    """Return a function by which the officer proposes that a filing is falsified."""

    def act(filing: Filing, **changes: Any) -> Falsification:
        given = {"facts": FACTS, "files": [evidence()]} | changes
        return falsifications.propose(actor=officer, filing=filing, **given)

    return act


@pytest.fixture
def talk() -> Callable[..., falsification_decisions.Talk]:
    """Return a function that gives time and place of a talk, with two persons typed."""

    def at(**changes: Any) -> falsification_decisions.Talk:
        members = (
            Member("魏长河", "局长"),
            Member("梁若川", "副局长"),
        )
        given = {
            "planned_at": clock.now() + dt.timedelta(days=3),
            "place": "区纪委第二谈话室",
            "typed": members,
        }
        return falsification_decisions.Talk(**(given | changes))

    return at
