"""Official documents in the scene: a draft, one that waits, and letters at three stages."""

import datetime as dt
from typing import Any

from supervision import clock
from supervision.documents.content import Content, Paragraph
from supervision.documents.models import Delivery, IssuingOrgan, OfficialDocument
from supervision.documents.services import drafting, receipts, replies, signing
from supervision.organizations.models import Unit

_LETTER = "accountability.supervision_letter"
_OF_PAPER = ("document", "edit", "submit", "discard", "send_back", "revoke")
_OF_DELIVERY = ("delivery", "receive", "reply", "decide")


def build(scene: Any, units: Any) -> None:
    """Build papers of every kind of state, and name their pages."""
    _add(scene, "", _draft(scene, units.water))
    _add(scene, "waiting", _submitted(scene, units.water))
    for variant, unit, clerk in (
        ("", units.water, "clerk"),
        ("township", units.township, "township_clerk"),
    ):
        sent = _issued(scene, unit)
        _add(scene, f"issued {variant}".strip(), sent.document)
        _add_delivery(scene, variant, sent)
        answered = _answered(scene, _issued(scene, unit), clerk)
        _add_delivery(scene, f"answered {variant}".strip(), answered)
    organ = IssuingOrgan.objects.order_by("position", "id")[0]
    scene.add("", {"pk": organ.pk}, "documents:organ")


def _add(scene: Any, variant: str, paper: OfficialDocument) -> None:
    scene.add(variant, {"pk": paper.pk}, *(f"documents:{name}" for name in _OF_PAPER))


def _add_delivery(scene: Any, variant: str, delivery: Delivery) -> None:
    scene.add(variant, {"pk": delivery.pk}, *(f"documents:{name}" for name in _OF_DELIVERY))


def _draft(scene: Any, unit: Unit) -> OfficialDocument:
    return drafting.draft(
        actor=scene.people["officer"],
        kind=_LETTER,
        units=[unit],
        content=Content("关于督促报送履责材料的函", (Paragraph("请于期限内补报并说明原因。"),)),
        reply_by=clock.today() + dt.timedelta(days=10),
        subject_unit=unit,
    )


def _submitted(scene: Any, unit: Unit) -> OfficialDocument:
    return drafting.submit(actor=scene.people["officer"], document=_draft(scene, unit))


def _issued(scene: Any, unit: Unit) -> Delivery:
    paper = signing.sign(actor=scene.people["office"], document=_submitted(scene, unit))
    return paper.deliveries.get()


def _answered(scene: Any, delivery: Delivery, clerk: str) -> Delivery:
    actor = scene.people[clerk]
    received = receipts.receive(actor=actor, delivery=delivery)
    replies.reply(actor=actor, delivery=received, text="已于今日补报，原因说明附后。")
    return received
