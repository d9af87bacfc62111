"""An item with a deadline that no app owns, and the source that speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, models

from supervision.deadlines import sources
from supervision.deadlines.models import DeadlineModel
from supervision.deadlines.services import recompute_items
from supervision.deadlines.sources import DeadlineSource, Move


class Parcel(DeadlineModel):
    """A bare item with a deadline; its app is not installed, so no migration knows it."""

    DATA_CLASSES = DeadlineModel.DATA_CLASSES

    title = models.CharField(max_length=80)
    bag = models.IntegerField(default=0)

    class Meta(DeadlineModel.Meta):
        app_label = "parcels"

    def __str__(self) -> str:
        return self.title


@dataclass
class Post:
    """The item model and what its holders were told."""

    model: type[Parcel] = Parcel
    told: list[tuple[Sequence[Move], str]] = field(default_factory=list)


@pytest.fixture
def time_machine(settings: Any) -> None:
    """Let the clock be moved, as in a demonstration."""
    settings.TIME_MACHINE = True


@pytest.fixture
def post(db: None, monkeypatch: pytest.MonkeyPatch) -> Post:
    """Return the item with its table, registered as the only source of deadlines."""
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(Parcel)
    found = Post()

    def recompute(calendar: Any) -> list[Move]:
        return recompute_items(
            Parcel.objects.filter(closed_at__isnull=True), calendar, unit=lambda item: item.bag
        )

    source = DeadlineSource(
        key="parcels",
        label="Parcels",
        model=Parcel,
        recompute=recompute,
        notify_moved=lambda moves, reason: found.told.append((moves, reason)),
    )
    monkeypatch.setattr(sources, "_sources", {"parcels": source})
    return found
