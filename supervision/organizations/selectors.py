"""Read the unit tree."""

from django.db.models import QuerySet

from supervision.organizations.enums import RESPONSIBLE_KINDS
from supervision.organizations.models import Unit


def responsible_units() -> QuerySet[Unit]:
    """Return the departments and townships that carry the two responsibilities, in order."""
    return Unit.objects.filter(kind__in=RESPONSIBLE_KINDS, is_active=True).order_by(
        "position", "id"
    )


def tree() -> QuerySet[Unit]:
    """Return every unit, each below its parent."""
    return Unit.objects.order_by("path")


def names() -> list[tuple[int, str]]:
    """Return every unit as (id, short name), each below its parent."""
    return list(tree().values_list("pk", "short_name"))
