"""The words of the receipt by which a paper is handed over (送达回证)."""

from __future__ import annotations

from cases.enums.papers import Slot
from cases.models import CasePaper, PaperDelivery
from cases.services.paper_words.base import day
from supervision import clock
from supervision.documents.content import Content, Table

TITLE = "送达回证"
#: Written in by hand where nothing was recorded yet.
_MOMENT = "20　　年　　月　　日　　时　　分"
#: Lines kept free where somebody signs.
_ROOM = 3


def delivery_receipt(paper: CasePaper, organ: str, said: PaperDelivery | None) -> Content:
    """Return the receipt of one handing over; without one, the form that is taken along.

    The number of the clue stays in the house and does not stand on it.
    """
    rows = [*_facts(paper, organ, said), *_signatures(said)]
    table = Table(
        ("", ""),
        tuple((label, words) for label, words, _least in rows),
        tuple(least for _label, _words, least in rows),
    )
    return Content(title=TITLE, blocks=(table,))


def _facts(paper: CasePaper, organ: str, said: PaperDelivery | None) -> list[tuple[str, str, int]]:
    return [
        ("送达机关", organ, 0),
        ("送达文书\n名称及文号", _named(paper), 0),
        ("受送达人", f"{said.name}（{said.get_recipient_display()}）" if said else "", 0),
        ("送达地点", said.place if said else "", 0),
        ("送达方式", str(said.get_handing_display()) if said else "", 0),
        ("送达时间", _moment(said) if said else _MOMENT, 0),
    ]


def _signatures(said: PaperDelivery | None) -> list[tuple[str, str, int]]:
    servers = f"{said.first.name}、{said.second.name}" if said else ""
    witness = f"{said.witness}（{said.witness_post}）" if said and said.is_refused else ""
    return [
        ("送达人签名\n（二人）", servers, _ROOM),
        ("受送达人\n签名或者盖章", f"收到时间：{_MOMENT}", _ROOM),
        ("代收人签名及\n与受送达人关系", "", _ROOM),
        ("拒收事由", said.refusal if said else "", 1),
        ("见证人签名", witness, _ROOM - 1),
        ("备注", "", 1),
    ]


def _named(paper: CasePaper) -> str:
    """Return the paper by its name with its number, or its day where the kind takes none."""
    number = paper.number or paper.brought_number or day(paper.dated_on)
    return f"《{Slot(paper.slot).label}》（{number}）"


def _moment(said: PaperDelivery) -> str:
    at = clock.local(said.delivered_at)
    return f"{day(at)}{at.hour}时{at.minute:02}分"
