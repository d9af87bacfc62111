"""The acts and kinds of record of official documents, for the audit record."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import kinds
from supervision.audit.kinds import ObjectKind
from supervision.documents import notices, verbs

kinds.register(
    ObjectKind("documents.officialdocument", _("Official document")),
    ObjectKind("documents.delivery", _("Delivery of a paper")),
    ObjectKind("documents.deliveryreply", _("Reply to a paper")),
    ObjectKind("documents.issuingorgan", _("Issuing organ"), label_is_protected=False),
)

__all__ = ["notices", "verbs"]
