"""Every read of official documents."""

from supervision.documents.selectors.deliveries import deliveries_visible_to
from supervision.documents.selectors.papers import documents_about, documents_visible_to

__all__ = ["deliveries_visible_to", "documents_about", "documents_visible_to"]
