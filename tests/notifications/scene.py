"""Two units, the people in them, and an item with a deadline that no app owns."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, models

from supervision.accounts.models import User
from supervision.deadlines import sources
from supervision.deadlines.enums import Light, WarningKind
from supervision.deadlines.models import DeadlineModel
from supervision.deadlines.sources import DeadlineSource, NoticeText

NOW = dt.datetime(2026, 11, 23, 1, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
SECOND = dt.timedelta(seconds=1)


class Errand(DeadlineModel):
    """A bare item with a deadline; its app is not installed, so no migration knows it."""

    title = models.CharField(max_length=80)

    objects: models.Manager[Any] = models.Manager()

    class Meta:
        app_label = "errands"

    def __str__(self) -> str:
        return self.title


@dataclass
class Cast:
    """The people of these tests."""

    clerk: User
    deputy: User
    head: User
    stranger: User
    told: dict[int, list[int]] = field(default_factory=dict)


@pytest.fixture
def people(db: None) -> Cast:
    """Return clerk, deputy and head of one unit, and a stranger."""
    names = ("clerk", "deputy", "head", "stranger")
    users = {
        name: User.objects.create_user(
            f"notice-{name}", "Passw0rd#2026", name=name, must_change_password=False
        )
        for name in names
    }
    return Cast(users["clerk"], users["deputy"], users["head"], users["stranger"])


@pytest.fixture
def errands(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Errand]]:
    """Return the item model with its table, registered as the only source of deadlines."""

    def everyone(ids: Sequence[int]) -> dict[int, list[int]]:
        return {pk: people.told.get(pk, [people.clerk.pk, people.deputy.pk]) for pk in ids}

    def notice(item: Any, kind: WarningKind) -> NoticeText:
        light = Light.YELLOW if kind == WarningKind.DUE_SOON else Light.RED
        return NoticeText(f"{kind.label}: {item.title}", "body", f"/errands/{item.pk}/", light)

    source = DeadlineSource(
        key="errands",
        label="Errands",
        model=Errand,
        recompute=lambda calendar: [],
        notify_moved=lambda moves, reason: None,
        queryset=Errand.objects.all,
        recipients=everyone,
        superiors=lambda ids: {pk: [people.head.pk] for pk in ids},
        notice=notice,
    )
    monkeypatch.setattr(sources, "_sources", {"errands": source})
    with connection.schema_editor(atomic=False) as editor:
        editor.create_model(Errand)
    yield Errand
    if not connection.in_atomic_block:
        # A test with real commits; elsewhere the table goes with the test's transaction.
        with connection.schema_editor() as editor:
            editor.delete_model(Errand)


def make(title: str, ends_at: dt.datetime, **fields: Any) -> Errand:
    """Store an item that ends at the instant and warns five days before."""
    given: dict[str, Any] = {
        "title": title,
        "term_length": 30,
        "term_unit": "CD",
        "started_at": ends_at - 30 * DAY,
        "due_at": ends_at,
        "warn_at": ends_at - 5 * DAY,
    }
    return Errand.objects.create(**(given | fields))
