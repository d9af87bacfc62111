"""Audited acts of import and export."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

EXPORTED = verbs.register(
    Verb(code="exchange.exported", label=_("Exported to Excel"), icon="file-export")
)
IMPORT_CHECKED = verbs.register(
    Verb(code="exchange.import_checked", label=_("Import checked"), icon="list-check")
)
IMPORT_REFUSED = verbs.register(
    Verb(code="exchange.import_refused", label=_("Import refused"), icon="alert-circle")
)
IMPORT_APPLIED = verbs.register(
    Verb(code="exchange.import_applied", label=_("Import carried out"), icon="file-import")
)
IMPORT_EXPIRED = verbs.register(
    Verb(code="exchange.import_expired", label=_("Import expired"), icon="clock")
)
