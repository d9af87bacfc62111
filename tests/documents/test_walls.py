"""What the database refuses about papers and deliveries, whoever asks."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from supervision.documents.models import (
    Addressee,
    Delivery,
    DeliveryReply,
    IssuingOrgan,
    NumberSeries,
    OfficialDocument,
)
from tests.documents import papers


def refused(table: str, change: str, pk: int, match: str) -> None:
    """Expect the database to refuse an UPDATE of one row."""
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE documents_{table} SET {change} WHERE id = %s", [pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ("title = 'x'", "words of a paper"),
        ("content = '{}'", "words of a paper"),
        ("reply_by = NULL", "words of a paper"),
        ("drafted_by_id = signed_by_id", "words of a paper"),
        ("number = 'x'", "number and signature"),
        ("serial = 2", "number and signature"),
        ("signed_at = now()", "number and signature"),
        ("issued_on = issued_on + 1", "number and signature"),
        ("status = 'submitted'", "may not go"),
        ("status = 'draft'", "may not go"),
        ("status = 'discarded'", "may not go"),
    ],
)
def test_an_issued_paper_stands(
    officer: Any, office: Any, units: Any, change: str, match: str
) -> None:
    paper = papers.issued(officer, office, units.water)
    refused("officialdocument", change, paper.pk, match)


def test_a_submitted_paper_keeps_its_words_and_units(officer: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    refused("officialdocument", "title = 'x'", paper.pk, "words of a paper")
    with pytest.raises(DatabaseError, match="units of a paper"), transaction.atomic():
        Addressee.objects.create(document=paper, unit=units.finance, position=2)
    with pytest.raises(DatabaseError, match="units of a paper"), transaction.atomic():
        paper.addressees.all().delete()


#: A signature of now with the day and the year that belong to it.
_TODAY = (
    "signed_at = now(), issued_on = (now() AT TIME ZONE 'Asia/Shanghai')::date,"
    " year = extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')"
)


@pytest.mark.parametrize("hand", ["drafted_by_id", "submitted_by_id"])
def test_the_drafter_never_signs(officer: Any, units: Any, hand: str) -> None:
    paper = papers.submitted(officer, units.water)
    change = (
        f"status = 'signed', signed_by_id = {hand}, {_TODAY}, word = 'a', series = 'b',"
        " serial = 1, number = 'ab1'"
    )
    refused("officialdocument", change, paper.pk, "had a hand in a paper")


def _signed_by_hand(paper: OfficialDocument, signer: Any, serial: int) -> str:
    return (
        f"status = 'signed', signed_by_id = {signer.pk}, {_TODAY},"
        f" word = 'a', series = 'b', serial = {serial}, number = 'ab{serial}'"
    )


def test_no_paper_is_signed_without_its_file(officer: Any, office: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    refused("officialdocument", _signed_by_hand(paper, office, 1), paper.pk, "with its file")


def test_no_number_is_left_out(officer: Any, office: Any, units: Any) -> None:
    paper = papers.submitted(officer, units.water)
    refused("officialdocument", _signed_by_hand(paper, office, 2), paper.pk, "never given")


def test_a_draft_has_no_number(officer: Any, units: Any) -> None:
    paper = papers.draft(officer, units.water)
    refused("officialdocument", "number = 'x'", paper.pk, "paper_numbered_when_signed")
    refused("officialdocument", "status = 'signed'", paper.pk, "may not go")
    with pytest.raises(DatabaseError), transaction.atomic():
        OfficialDocument.objects.create(
            kind="x",
            title="x",
            content={},
            organ=paper.organ,
            status="signed",
            drafted_by=officer,
            drafted_at=paper.drafted_at,
        )


def test_the_signer_does_not_revoke(officer: Any, office: Any, units: Any) -> None:
    paper = papers.issued(officer, office, units.water)
    change = "status = 'revoked', revoked_by_id = signed_by_id, revoked_at = now()"
    refused(
        "officialdocument", f"{change}, revoke_reason = 'x'", paper.pk, "paper_revoked_by_another"
    )


@pytest.mark.parametrize(
    "change",
    ["last = last + 2", "last = last - 1", "year = 2020"],
)
def test_numbers_run_forward(officer: Any, office: Any, units: Any, change: str) -> None:
    papers.issued(officer, office, units.water)
    series = NumberSeries.objects.get(series=papers.LETTER.series)
    refused("numberseries", change, series.pk, "forward")


def test_nothing_is_deleted_or_emptied(officer: Any, office: Any, clerk: Any, units: Any) -> None:
    papers.replied(officer, office, clerk, units.water)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in (
        "officialdocument",
        "delivery",
        "deliveryreply",
        "numberseries",
    ):
        for statement in (f"DELETE FROM documents_{table}", f"TRUNCATE documents_{table} CASCADE"):
            with (
                pytest.raises(DatabaseError, match="never deleted|append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ("status = 'accepted'", "settled by a decision"),
        ("status = 'sent_back'", "settled by a decision"),
        ("status = 'sent'", "may not go"),
        ("closed_at = now(), paused_at = NULL", "clock of a delivery rests"),
        ("receipt = 'HZ'", "given once"),
        ("received_at = now()", "given once"),
        ("needs_reply = false", "stays with its paper"),
    ],
)
def test_a_delivery_is_settled_by_a_decision(
    officer: Any, office: Any, clerk: Any, units: Any, change: str, match: str
) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    refused("delivery", change, delivery.pk, match)


def test_late_stays_late(officer: Any, office: Any, clerk: Any, units: Any) -> None:
    delivery = papers.delivered(officer, office, units.water)
    Delivery.objects.filter(pk=delivery.pk).update(is_late=True)
    refused("delivery", "is_late = false", delivery.pk, "stays late")


def test_only_a_signed_paper_is_delivered(officer: Any, office: Any, units: Any) -> None:
    draft = papers.draft(officer, units.water)
    sent = papers.delivered(officer, office, units.water)
    for document, unit in ((draft, units.water), (sent.document, units.finance)):
        with pytest.raises(DatabaseError, match="only a signed paper"), transaction.atomic():
            Delivery.objects.create(
                document=document,
                unit=unit,
                needs_reply=True,
                term_length=1,
                term_unit="CD",
                started_at=sent.started_at,
                due_at=sent.due_at,
                warn_at=sent.warn_at,
            )


def test_replies_are_written_once(officer: Any, office: Any, clerk: Any, units: Any) -> None:
    delivery = papers.replied(officer, office, clerk, units.water)
    reply = DeliveryReply.objects.get(delivery=delivery)
    refused("deliveryreply", "text = 'x'", reply.pk, "append-only")


def test_an_organ_keeps_the_name_papers_went_out_under(
    officer: Any, office: Any, units: Any, stranger: Any
) -> None:
    organ = IssuingOrgan.objects.first()
    assert organ is not None
    IssuingOrgan.objects.filter(pk=organ.pk).update(mark="清江区纪委监委文件")
    papers.issued(officer, office, units.water)
    for change in ("name = 'x'", "mark = 'x'", "word = 'x'"):
        refused("issuingorgan", change, organ.pk, "keeps the name")
    IssuingOrgan.objects.filter(pk=organ.pk).update(is_active=False)
    assert not stranger.can("documents.edit_organs")
