"""The report on a trace: filled from its page, for the leaders, to no unit (A32)."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InternalError, connection, transaction

from accountability.models import Trace
from accountability.selectors import traces as selectors
from accountability.services import (
    trace_reports,
)
from accountability.tracing import Question
from supervision.attachments import storage
from supervision.attachments.selectors import of as attachments_of
from supervision.documents import editing
from supervision.documents.content import to_json
from supervision.documents.models import OfficialDocument
from supervision.documents.selectors.papers import documents_about, documents_visible_to
from supervision.documents.services import drafting, signing
from tests.documents.checker import check_docx
from tests.documents.papers import NOTICE, WORDS


@pytest.fixture(autouse=True)
def _early(at: Any) -> None:
    """Let the units be founded before anything happens to them."""
    at("2026-01-05T09:00:00")


def answers(user: Any, trace: Trace, day: dt.date | None = None) -> dict[Question, list[Any]]:
    traced = selectors.follow(user, trace, day or trace.known_on)
    return {answer.question: answer.lines for answer in traced.answers}


def test_the_page_names_gaps_and_papers(
    trace: Trace, story: Any, office: Any, officer: Any, leader: Any
) -> None:
    assert selectors.follow(office, trace, dt.date(2026, 11, 5)).gaps == []
    (gap,) = selectors.follow(office, trace, dt.date(2026, 11, 7)).gaps
    assert gap.duty == story and len(gap.words) == 2
    # The patrol read it on the 9th; rated it was by nobody.
    (gap,) = selectors.follow(office, trace, dt.date(2026, 11, 10)).gaps
    assert len(gap.words) == 1
    paper = drafting.draft(
        actor=officer,
        kind=NOTICE.code,
        units=[story.unit],
        content=WORDS,
        reply_by=None,
        about=story,
        subject_unit=story.unit,
    )
    assert selectors.follow(office, trace, trace.known_on).papers == []
    drafting.submit(actor=officer, document=paper)
    signing.sign(actor=leader, document=paper)
    assert selectors.follow(office, trace, trace.known_on).papers == [paper]


def test_the_report_is_filled_from_the_page_and_stays_inside(
    trace: Trace, story: Any, as_user: Any, officer: Any, leader: Any, clerk: Any
) -> None:
    url = f"/accountability/traces/{trace.pk}/report/"
    assert as_user(officer).post(url, {"on": "2026-11-10"}).status_code == 302
    (paper,) = documents_about(trace)
    said = editing.typed(paper.words.blocks)
    text = "\n".join(row["text"] for row in said)
    assert trace.problem in text and trace.purpose in text and story.number in text
    lines = [
        line for found in answers(officer, trace, dt.date(2026, 11, 10)).values() for line in found
    ]
    for line in lines:
        assert str(line.event.pk) in text and line.about in text and line.posts in text
    # A second one is refused while the first is on its way, in the pages too.
    assert as_user(officer).post(url).status_code == 302
    assert documents_about(trace).count() == 1
    page = as_user(officer).get(f"/accountability/traces/{trace.pk}/").content.decode()
    assert paper.get_absolute_url() in page
    drafting.submit(actor=officer, document=paper)
    signed = signing.sign(actor=leader, document=paper)
    assert not signed.deliveries.exists() and not signed.addressees.exists()
    file = attachments_of(signed).get(slot="docx")
    drawn = check_docx(storage.read(file.storage_name).read(), letter=False)
    assert drawn.number == signed.number and trace.problem in drawn.text
    assert drawn.headings[0][0] == 1 and drawn.tables >= 4
    assert as_user(officer).get(signed.get_absolute_url()).status_code == 200
    assert not documents_visible_to(clerk).filter(pk=signed.pk).exists()


def test_a_report_goes_to_no_unit_and_names_its_reader(
    trace: Trace, office: Any, units: Any
) -> None:
    paper = trace_reports.draft_report(actor=office, trace=trace, day=trace.known_on)
    words = paper.words
    for bad in ({"units": [units.water]}, {"units": [], "content": replace(words, addressee="")}):
        with pytest.raises(ValidationError):
            drafting.draft(
                **{
                    "actor": office,
                    "kind": trace_reports.KIND,
                    "content": words,
                    "reply_by": None,
                    **bad,
                }
            )
    with pytest.raises(ValidationError):
        drafting.edit(
            actor=office, document=paper, content=replace(words, addressee=" "), reply_by=None
        )
    with pytest.raises(ValidationError):
        trace_reports.draft_report(actor=office, trace=trace, day=dt.date(2027, 1, 1))


def test_the_database_wants_a_reader_for_a_paper_without_units(
    trace: Trace, officer: Any, leader: Any
) -> None:
    paper = trace_reports.draft_report(actor=officer, trace=trace, day=trace.known_on)
    OfficialDocument.objects.filter(pk=paper.pk).update(
        content=to_json(replace(paper.words, addressee=""))
    )
    drafting.submit(actor=officer, document=paper)
    with pytest.raises(InternalError), transaction.atomic():
        signing.sign(actor=leader, document=paper)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize("who", ["stranger", "clerk", "leader"])
def test_others_do_not_draft_the_report(who: str, trace: Trace, as_user: Any, request: Any) -> None:
    user = request.getfixturevalue(who)
    assert as_user(user).post(f"/accountability/traces/{trace.pk}/report/").status_code == 403
    with pytest.raises(PermissionDenied):
        trace_reports.draft_report(actor=user, trace=trace, day=trace.known_on)
