"""What migrations make in one go stands in the database as the models declare it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from supervision.audit.models import AuditEvent
from supervision.audit.services import record_read
from supervision.audit.verbs import OPENED

OURS = ("supervision", "accountability", "cases")


def ours() -> Iterator[type[models.Model]]:
    """Yield every model of ours that has a table."""
    for model in apps.get_models():
        if model.__module__.startswith(OURS) and model._meta.managed:
            yield model


def names(question: str) -> set[str]:
    """Return the names that the catalogue of the database answers."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_declared_index_and_constraint_stands() -> None:
    standing = names("SELECT relname FROM pg_class WHERE relkind IN ('i', 'r', 'p')")
    standing |= names("SELECT conname FROM pg_constraint")
    declared = {
        part.name for model in ours() for part in (*model._meta.indexes, *model._meta.constraints)
    }
    assert len(declared) > 100
    assert not declared - standing


@pytest.mark.django_db
def test_every_declared_trigger_stands() -> None:
    standing = names("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
    declared = {
        trigger.get_pgid(model)
        for model in ours()
        for trigger in getattr(model._meta, "triggers", ())
    }
    assert len(declared) > 50
    assert not declared - standing


def test_a_stranger_passes_no_wall_made_with_its_table(stranger: Any, office: Any) -> None:
    record_read(verb=OPENED, actor=office, target=office)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(actor_id=office.pk).update(actor_id=stranger.pk)
    assert not AuditEvent.objects.filter(actor_id=stranger.pk).exists()
