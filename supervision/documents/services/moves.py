"""Hold a row while it moves, and refuse moves that are not in its table."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.workflow import DELIVERY_MOVES, DOCUMENT_MOVES, may_move


def hold(document: OfficialDocument) -> OfficialDocument:
    """Lock the paper for the present transaction and return it as it stands now."""
    rows = OfficialDocument.objects.select_for_update(of=("self",))
    return rows.select_related("organ", "drafted_by").get(pk=document.pk)


def hold_delivery(delivery: Delivery) -> Delivery:
    """Lock the delivery for the present transaction and return it as it stands now."""
    rows = Delivery.objects.select_for_update(of=("self",))
    return rows.select_related("document", "unit").get(pk=delivery.pk)


def move(document: OfficialDocument, after: str) -> None:
    """Set the paper's status; raises ValidationError where the table has no such move."""
    _check(DOCUMENT_MOVES, document, after)
    document.status = after


def move_delivery(delivery: Delivery, after: str) -> None:
    """Set the delivery's status; raises ValidationError where the table has no such move."""
    _check(DELIVERY_MOVES, delivery, after)
    delivery.status = after


def _check(
    moves: Mapping[str, frozenset[str]], row: OfficialDocument | Delivery, after: str
) -> None:
    if not may_move(moves, row.status, after):
        raise ValidationError(
            _("This paper stands at “%(status)s” meanwhile; nothing was changed.")
            % {"status": row.get_status_display()},
            code="moved",
        )
