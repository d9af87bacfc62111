"""Whom the splitting of a duty concerns, and what each is told."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accountability.models import Duty, DutyPart
from accountability.notices import NEW_TASKS, PARENT_MOVED, PART_GONE, PARTS_DONE
from accountability.permissions import FILE
from accountability.selectors.parts import open_parts
from supervision.accounts.models import User
from supervision.accounts.selectors import recipients
from supervision.notifications.kinds import NoticeKind
from supervision.notifications.services.notices import Draft, write
from supervision.web.formats import due_day, full_date


def _drafts(
    kind: NoticeKind,
    duties: Iterable[Duty],
    words: tuple[str, str],
    *,
    but: int | None = None,
    url: str = "",
) -> list[Draft]:
    """Return one notice for each clerk of each duty's unit; whoever acts knows already."""
    rows = list(duties)
    clerks = recipients(permission=FILE, unit_ids=[duty.unit_id for duty in rows])
    title, body = words
    return [
        Draft(
            recipient_id=user_id,
            kind=kind,
            title=title.format(title=duty.title),
            body=body.format(number=duty.number, day=full_date(due_day(duty.ends_at))),
            url=url or reverse("accountability:duty", args=[duty.pk]),
            object_type=Duty._meta.label_lower,
            object_id=str(duty.pk),
            unit_id=duty.unit_id,
        )
        for duty in rows
        for user_id in clerks.get(duty.unit_id, ())
        if user_id != but
    ]


def tell_of_parts(actor: User, parent: Duty, created: Sequence[DutyPart]) -> None:
    """Tell the clerks of the parts' units; people are told in the portal's own language."""
    duties = list(Duty.objects.filter(part__in=created).order_by("pk"))
    with override(settings.LANGUAGE_CODE):
        words = (
            _("New task: {title}"),
            _("{number}, due by {day}. A part of “%(whole)s”.") % {"whole": _braced(parent.title)},
        )
        write(_drafts(NEW_TASKS, duties, words, but=actor.pk))


def tell_withdrawn(actor: User, duty: Duty, reason: str) -> None:
    """Tell the clerks of the part's unit that nothing is to be filed for it any more."""
    with override(settings.LANGUAGE_CODE):
        words = (_("Part withdrawn: {title}"), "{number} · " + _braced(reason))
        # The part has no page any more.
        rest = reverse("accountability:duties")
        write(_drafts(PART_GONE, [duty], words, but=actor.pk, url=rest))


def tell_concluded(duty: Duty) -> None:
    """Tell the clerks of the duty above, once its last part is concluded, that it is their turn."""
    part = DutyPart.objects.filter(duty=duty).select_related("parent").first()
    if part is None or part.parent.closed_at is not None or open_parts(part.parent):
        return
    with override(settings.LANGUAGE_CODE):
        words = (
            _("All parts are concluded: {title}"),
            _("{number}, due by {day}. File its conclusion."),
        )
        write(_drafts(PARTS_DONE, [part.parent], words))


def tell_parent_moved(duty: Duty) -> None:
    """Tell the units of the open parts that the whole moved and their own days did not."""
    rows = Duty.objects.filter(
        part__parent=duty, part__withdrawn_at__isnull=True, closed_at__isnull=True
    )
    with override(settings.LANGUAGE_CODE):
        until = full_date(due_day(duty.extended_to or duty.due_at))
        words = (
            _("The whole task moved, your part did not: {title}"),
            _("{number} stays due by {day}; the whole is now due by %(until)s.") % {"until": until},
        )
        write(_drafts(PARENT_MOVED, rows, words))


def _braced(text: str) -> str:
    """Return the text so that `format` leaves it as it is."""
    return text.replace("{", "{{").replace("}", "}}")
