"""The kinds of notice that the deadline sweep sends."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

DUE_SOON = kinds.register(
    NoticeKind("deadlines.due_soon", _("Due soon"), must_acknowledge=True, icon="clock")
)
OVERDUE = kinds.register(
    NoticeKind(
        "deadlines.overdue", _("Overdue"), must_acknowledge=True, sms=True, icon="alert-triangle"
    )
)
ESCALATED = kinds.register(
    NoticeKind(
        "deadlines.escalated",
        _("Overdue in a unit you lead"),
        must_acknowledge=True,
        sms=True,
        icon="alert-triangle",
        in_digest=True,
    )
)
