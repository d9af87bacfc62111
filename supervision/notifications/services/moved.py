"""Tell units which of their deadlines moved when the calendar changed."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from supervision.accounts.selectors import recipients
from supervision.deadlines.sources import Move
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import Draft, write
from supervision.web.formats import due_day, full_date


def tell_moved(
    moves: Sequence[Move],
    reason: str,
    *,
    kind: NoticeKind,
    permission: str,
    title: Callable[[Any], str],
    url: Callable[[Any], str],
) -> None:
    """Tell those with the permission in each unit: from which day to which, and why.

    A notice is stored in the portal's own language, whoever changed the calendar.
    """
    told = recipients(permission=permission, unit_ids={move.object.unit_id for move in moves})
    with override(settings.LANGUAGE_CODE):
        write(
            [
                Draft(
                    recipient_id=user_id,
                    kind=kind,
                    title=_("Deadline moved: %(title)s") % {"title": title(move.object)},
                    body=_("From %(before)s to %(after)s. %(reason)s")
                    % {
                        "before": full_date(due_day(move.before)),
                        "after": full_date(due_day(move.after)),
                        "reason": reason,
                    },
                    url=url(move.object),
                    object_type=type(move.object)._meta.label_lower,
                    object_id=str(move.object.pk),
                    unit_id=move.object.unit_id,
                )
                for move in moves
                for user_id in told.get(move.object.unit_id, [])
            ]
        )
