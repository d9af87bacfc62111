"""The official documents of one unit or record: those about it, and those the unit received."""

from typing import Any

from django.db.models import Model, QuerySet

from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.selectors.deliveries import deliveries_visible_to
from supervision.documents.selectors.papers import documents_about, documents_visible_to
from supervision.organizations.models import Unit


def about_unit(user: Any, unit: Unit) -> QuerySet[OfficialDocument]:
    """Return the papers about the unit that the account may read, newest first."""
    return documents_visible_to(user).filter(subject_unit=unit)


def about_record(user: Any, record: Model) -> list[OfficialDocument]:
    """Return the papers to which the record gave rise and which the account may read."""
    about = documents_about(record).order_by().values("pk")
    return list(documents_visible_to(user).filter(pk__in=about))


def received_by(user: Any, unit: Unit) -> QuerySet[Delivery]:
    """Return what came to the unit, as far as the account may read it, newest first."""
    return deliveries_visible_to(user).filter(unit=unit)
