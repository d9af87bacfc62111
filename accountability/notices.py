"""What the two responsibilities tell people."""

from django.utils.translation import gettext_lazy as _

from supervision.notifications import kinds
from supervision.notifications.kinds import NoticeKind

ASKED = kinds.register(
    NoticeKind(code="accountability.change_asked", label=_("A request waits for your decision"))
)
MOVED = kinds.register(
    NoticeKind(code="accountability.deadline_moved", label=_("A deadline of yours moved"))
)
ANSWERED = kinds.register(
    NoticeKind(code="accountability.change_answered", label=_("Your request was decided"))
)
#: New work for a unit: stands over every page until its clerk has acknowledged it.
NEW_TASKS = kinds.register(
    NoticeKind(
        code="accountability.new_tasks",
        label=_("New tasks"),
        must_acknowledge=True,
        icon="clipboard-list",
    )
)
