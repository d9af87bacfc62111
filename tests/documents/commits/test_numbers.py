"""Numbers under many signers at once, some of whom give up or are killed: no gap, no double."""

import queue
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from supervision.attachments.models import Attachment
from supervision.documents import kinds
from supervision.documents.models import OfficialDocument
from supervision.documents.services import signing
from tests.documents import papers

SIGNERS = 6


class GaveUp(Exception):
    """A signer whose transaction breaks off at its end."""


def _break_off(document: Any, actor: Any) -> None:
    how = papers.GONE.get(-document.pk, "")
    if how == "kill":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    if how == "give up":
        raise GaveUp


@pytest.fixture
def breaking_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the last step of signing break off for the papers that are marked so."""
    kind = replace(papers.LETTER, signed=_break_off)
    monkeypatch.setitem(kinds._kinds, kind.code, kind)


def _sign_all(waiting: list[OfficialDocument], signer: Any) -> None:
    work: queue.SimpleQueue[OfficialDocument] = queue.SimpleQueue()
    for paper in waiting:
        work.put(paper)

    def run() -> None:
        try:
            while True:
                try:
                    signing.sign(actor=signer, document=work.get_nowait())
                except queue.Empty:
                    return
                except (GaveUp, DatabaseError):
                    connection.close()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _n in range(SIGNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_gap_and_no_double(
    officer: Any, office: Any, units: Any, stranger: Any, breaking_kind: None
) -> None:
    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.sampled_from(["", "", "give up", "kill"]), min_size=4, max_size=14))
    def run(fates: list[str]) -> None:
        waiting = [papers.submitted(officer, units.water) for _fate in fates]
        for paper, fate in zip(waiting, fates, strict=True):
            papers.GONE[-paper.pk] = fate
        before = OfficialDocument.objects.filter(status="signed").count()
        _sign_all(waiting, office)
        signed = OfficialDocument.objects.filter(status="signed").order_by("serial")
        assert [paper.serial for paper in signed] == list(range(1, len(signed) + 1))
        assert len(signed) == before + fates.count("")
        kept = Attachment.objects.filter(owner_type="documents.officialdocument", slot="docx")
        assert set(kept.values_list("owner_id", flat=True)) == {str(one.pk) for one in signed}
        assert not OfficialDocument.objects.exclude(status="signed").exclude(number="").exists()

    run()
    assert not stranger.can(papers.LETTER.sign)


def test_two_tabs_sign_one_paper_once(officer: Any, office: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    results: list[signing.SigningResult] = []

    def run() -> None:
        try:
            results.append(signing.sign_many(actor=office, documents=[paper]))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(len(result.signed) for result in results) == [0, 0, 0, 1]
    assert OfficialDocument.objects.get(pk=paper.pk).serial == 1
