"""How the papers of a case were handed over, and the signed receipts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from cases.models import CasePaper, PaperDelivery
from cases.selectors.papers import papers_visible_to
from supervision.attachments import selectors as attachments

OWNER = "cases.paperdelivery"


@dataclass(frozen=True)
class Handed:
    """One handing over with the scans of its signed receipt."""

    row: PaperDelivery
    scans: Sequence[Any]


def deliveries_of(paper: CasePaper) -> list[Handed]:
    """Return how the paper was handed over, the newest first."""
    rows = list(_with_people(paper.deliveries.order_by("-pk")))
    scans = attachments.of_many(OWNER, [row.pk for row in rows])
    return [Handed(row, scans[str(row.pk)]) for row in rows]


def get_delivery(paper: CasePaper, pk: int) -> PaperDelivery:
    """Return one handing over of the paper; raises Http404 for another paper's."""
    found = _with_people(paper.deliveries.filter(pk=pk)).first()
    if found is None:
        raise Http404
    return found


def may_read_receipts(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever reads the paper reads its receipts."""
    if not owner_id.isdecimal() or len(owner_id) > 18:
        return False
    return _readable(user).filter(pk=int(owner_id)).exists()


def ids_with_receipts(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the handings over whose receipts the account may read."""
    return _readable(user).order_by().annotate(key=Cast("pk", CharField())).values("key")


def unit_of_receipts(owner_id: str) -> int | None:
    """Return the unit concerned, for the log of who read a receipt."""
    rows = PaperDelivery.objects.filter(pk=owner_id)
    return rows.values_list("paper__clue__unit_id", flat=True).first()


def _readable(user: Any) -> QuerySet[PaperDelivery]:
    papers = papers_visible_to(user).select_related(None).order_by()
    return PaperDelivery.objects.filter(paper__in=papers)


def _with_people(rows: QuerySet[PaperDelivery]) -> QuerySet[PaperDelivery]:
    return rows.select_related(
        "first", "second", "recorded_by", "paper__clue__handling_office", "paper__organ"
    )
