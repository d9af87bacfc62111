"""The official documents of one unit: those about it, and those it received."""

from typing import Any

from django.db.models import QuerySet

from supervision.documents.models import Delivery, OfficialDocument
from supervision.documents.selectors.deliveries import deliveries_visible_to
from supervision.documents.selectors.papers import documents_visible_to
from supervision.organizations.models import Unit


def about_unit(user: Any, unit: Unit) -> QuerySet[OfficialDocument]:
    """Return the papers about the unit that the account may read, newest first."""
    return documents_visible_to(user).filter(subject_unit=unit)


def received_by(user: Any, unit: Unit) -> QuerySet[Delivery]:
    """Return what came to the unit, as far as the account may read it, newest first."""
    return deliveries_visible_to(user).filter(unit=unit)
