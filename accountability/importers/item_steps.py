"""What an import did to the items of a draft, as JSON, and how it is taken back."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accountability.selectors import checklists
from accountability.services import checklists as services
from accountability.values import CountedData, EvidenceData, ItemData
from supervision.exchange.importers import Step


class Before:
    """The items of each draft as they were before the import, loaded once a draft."""

    def __init__(self) -> None:
        self._drafts: dict[int, dict[str, dict[str, Any]]] = {}

    def step(self, draft: Any, data: ItemData) -> Step:
        """Return how saving the item can be taken back."""
        if draft.pk not in self._drafts:
            self._drafts[draft.pk] = {
                item.number: _stored(checklists.item_data(item))
                for item in checklists.full_items(draft)
            }
        before = self._drafts[draft.pk].get(data.number)
        return Step(f"{draft.pk}:{data.number}", before, _stored(data))


def take_back(step: Step, *, actor: Any) -> None:
    """Undo one step; raises ValidationError when the item or its list went on since."""
    draft_id, _colon, number = step.key.partition(":")
    item = checklists.item_of(int(draft_id), number)
    if item is None or _stored(checklists.item_data(item)) != step.after:
        raise ValidationError(
            _("Item %(number)s has been changed since the import.") % {"number": number}
        )
    if step.before is None:
        services.remove_item(actor=actor, item=item)
    else:
        services.edit_item(actor=actor, item=item, data=_restored(step.before))


def _stored(data: ItemData) -> dict[str, Any]:
    return asdict(data) | {
        "score": format(data.score.normalize(), "f"),
        "holder_role": str(data.holder_role),
        "period": str(data.period),
        "stages": list(data.stages),
        "evidence": [asdict(material) for material in data.evidence],
        "unit_ids": sorted(data.unit_ids),
    }


def _restored(stored: dict[str, Any]) -> ItemData:
    return ItemData(
        **stored
        | {
            "score": Decimal(stored["score"]),
            "stages": tuple(stored["stages"]),
            "evidence": tuple(EvidenceData(**material) for material in stored["evidence"]),
            # A step kept before there were counted rules has none.
            "counted": CountedData(**rule) if (rule := stored.get("counted")) else None,
            "unit_ids": frozenset(stored["unit_ids"]),
        }
    )
