"""Audited acts of import and export."""

from django.utils.translation import gettext_lazy as _

from supervision.audit import verbs
from supervision.audit.verbs import Verb

EXPORTED = verbs.register(
    Verb(code="exchange.exported", label=_("Exported to Excel"), icon="file-export", reading=True)
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
IMPORT_SUBMITTED = verbs.register(
    Verb(code="exchange.import_submitted", label=_("Workbook uploaded"), icon="upload")
)
IMPORT_CONFIRMED = verbs.register(
    Verb(code="exchange.import_confirmed", label=_("Import confirmed"), icon="check")
)
IMPORT_CANCELLED = verbs.register(
    Verb(code="exchange.import_cancelled", label=_("Import cancelled"), icon="x")
)
IMPORT_FAILED = verbs.register(
    Verb(code="exchange.import_failed", label=_("Import broken off"), icon="alert-triangle")
)
IMPORT_UNDO_ASKED = verbs.register(
    Verb(code="exchange.undo_asked", label=_("Taking an import back asked for"), icon="history")
)
IMPORT_UNDONE = verbs.register(
    Verb(code="exchange.import_undone", label=_("Import taken back"), icon="history")
)
IMPORT_UNDO_REFUSED = verbs.register(
    Verb(
        code="exchange.undo_refused",
        label=_("Taking an import back refused"),
        icon="alert-circle",
    )
)
EXPORT_ASKED = verbs.register(
    Verb(code="exchange.export_asked", label=_("Export asked for"), icon="file-export")
)
EXPORT_FETCHED = verbs.register(
    Verb(
        code="exchange.export_fetched", label=_("Export downloaded"), icon="download", reading=True
    )
)
EXPORT_CANCELLED = verbs.register(
    Verb(code="exchange.export_cancelled", label=_("Export cancelled"), icon="x")
)
EXPORT_FAILED = verbs.register(
    Verb(code="exchange.export_failed", label=_("Export broken off"), icon="alert-triangle")
)
EXPORT_EXPIRED = verbs.register(
    Verb(code="exchange.export_expired", label=_("Exported file deleted"), icon="clock")
)
