"""Items, drafts and published lists for the tests of this folder."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from accountability.models import Checklist
from accountability.services import checklists
from accountability.values import EvidenceData, ItemData
from supervision.accounts.models import User


def item(number: str = "1.1", **changes: Any) -> ItemData:
    """Return a complete item; changes replace what the test is about."""
    fields: dict[str, Any] = {
        "number": number,
        "category": "组织领导",
        "title": f"专题研究全面从严治党工作（{number}）",
        "content": "领导班子专题研究全面从严治党工作。",
        "standard": "由第一责任人主持，会后5个工作日内印发纪要。",
        "basis": "《党委（党组）落实全面从严治党主体责任规定》",
        "score": Decimal(5),
        "holder_role": "party_committee",
        "period": "quarter",
        "due_rule": "end",
        "evidence": (EvidenceData("会议纪要"), EvidenceData("会议录音", is_required=False)),
    }
    return ItemData(**(fields | changes))


@pytest.fixture
def make_list(office: User) -> Callable[..., Checklist]:
    """Return a function that drafts a list with the given items."""

    def make(*items: ItemData, kind: str = "main", year: int = 2026) -> Checklist:
        draft = checklists.create_checklist(actor=office, kind=kind, year=year)
        for data in items:
            checklists.add_item(actor=office, checklist=draft, data=data)
        return draft

    return make
