"""Organs, papers, their numbers, templates and deliveries."""

from supervision.documents.models.deliveries import Delivery, DeliveryReply, ReplyVerdict
from supervision.documents.models.hands import PaperHand
from supervision.documents.models.numbers import NumberSeries
from supervision.documents.models.organs import IssuingOrgan
from supervision.documents.models.papers import Addressee, OfficialDocument
from supervision.documents.models.templates import DocumentTemplate

__all__ = [
    "Addressee",
    "Delivery",
    "DeliveryReply",
    "DocumentTemplate",
    "IssuingOrgan",
    "NumberSeries",
    "OfficialDocument",
    "PaperHand",
    "ReplyVerdict",
]
