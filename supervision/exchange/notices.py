"""What import and export tell the person who asked."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

IMPORT_CHECKED = kinds.register(
    NoticeKind(
        code="exchange.import_checked",
        label=_("A workbook is checked and can be imported"),
        icon="list-check",
    )
)
IMPORT_REFUSED = kinds.register(
    NoticeKind(
        code="exchange.import_refused", label=_("A workbook has errors"), icon="alert-circle"
    )
)
IMPORT_DONE = kinds.register(
    NoticeKind(code="exchange.import_done", label=_("A workbook is imported"), icon="file-import")
)
IMPORT_UNDONE = kinds.register(
    NoticeKind(code="exchange.import_undone", label=_("An import is taken back"), icon="history")
)
IMPORT_UNDO_REFUSED = kinds.register(
    NoticeKind(
        code="exchange.undo_refused",
        label=_("An import could not be taken back"),
        icon="alert-circle",
    )
)
EXPORT_READY = kinds.register(
    NoticeKind(code="exchange.export_ready", label=_("An export is ready"), icon="file-export")
)
FAILED = kinds.register(
    NoticeKind(
        code="exchange.failed", label=_("An import or export broke off"), icon="alert-triangle"
    )
)
