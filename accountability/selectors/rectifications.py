"""Which rectifications an account may see, how they stand, and what waits for it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accountability.enums import ChangeStatus, EntryKind, RectificationStatus
from accountability.models import (
    Rectification,
    RectificationEntry,
    RectificationExtension,
    Verification,
)
from accountability.permissions import RAISE_FINDING, READ, RECTIFY, VERIFY
from accountability.selectors.avoidance import Matter, about_rectification, avoided_units
from accountability.selectors.findings import shown_text
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.deadlines.sql import counts_by_light, light_annotation
from supervision.people.selectors.natural_persons import accounts_of

ENTRY_OWNER = RectificationEntry._meta.label_lower
#: What is still to be done, or waits for its verification.
UNDER_WAY = (RectificationStatus.OPEN, RectificationStatus.REPORTED)


def rectifications_visible_to(user: Any) -> QuerySet[Rectification]:
    """Return the rectifications of the units the account may see, the most urgent first."""
    if not user.can(READ):
        return Rectification.objects.none()
    return (
        Rectification.objects.filter(unit_scope(user))
        .select_related("unit", "finding", "duty")
        .order_by("ends_at", "id")
    )


def with_light(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Add `light` as computed at this instant."""
    return rows.annotate(light=light_annotation(clock.now()))


def standing(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave out what lapsed with its finding."""
    return rows.exclude(status=RectificationStatus.LAPSED)


def light_counts(rows: QuerySet[Any]) -> dict[str, int]:
    """Return how many rectifications stand at each light, without those that lapsed."""
    return dict(counts_by_light(standing(rows).order_by(), clock.now()))


def to_work_on(user: Any) -> QuerySet[Rectification]:
    """Return what the account's own units have still to rectify, the most urgent first."""
    if not user.can(RECTIFY):
        return Rectification.objects.none()
    own = rectifications_visible_to(user).filter(unit_scope(user, permission=RECTIFY))
    return with_light(own.filter(status=RectificationStatus.OPEN))


def to_verify(user: Any) -> QuerySet[Rectification]:
    """Return what was reported as rectified and may be verified by this account."""
    if not user.can(VERIFY):
        return Rectification.objects.none()
    own = accounts_of(user)
    written = RectificationEntry.objects.filter(rectification=OuterRef("pk"), written_by__in=own)
    rows = rectifications_visible_to(user).filter(status=RectificationStatus.REPORTED)
    rows = rows.exclude(set_by__in=own).exclude(unit__in=avoided_units(user))
    return rows.exclude(Exists(written)).order_by("paused_at", "id")


def extensions_to_decide(user: Any) -> QuerySet[RectificationExtension]:
    """Return the requests for more time that somebody else made and this account may decide."""
    if not user.can(RAISE_FINDING):
        return RectificationExtension.objects.none()
    return (
        RectificationExtension.objects.filter(
            unit_scope(user, "rectification__unit"), status=ChangeStatus.PENDING
        )
        .exclude(requested_by__in=accounts_of(user))
        .exclude(rectification__unit__in=avoided_units(user))
        .select_related("rectification__unit", "requested_by")
        .order_by("ends_before", "id")
    )


def entries_of(rectification: Rectification) -> list[RectificationEntry]:
    """Return what the unit wrote, oldest first, with its verdict and its `files`."""
    rows = list(
        rectification.entries.select_related("written_by", "verdict__verified_by").order_by("id")
    )
    files = attachments.of_many(ENTRY_OWNER, [row.pk for row in rows])
    for row in rows:
        row.files = files[str(row.pk)]  # type: ignore[attr-defined]
    return rows


def awaiting(rectification: Rectification) -> RectificationEntry | None:
    """Return the report of being done on which the verdict is still out."""
    return (
        rectification.entries.filter(kind=EntryKind.DONE, verdict__isnull=True)
        .order_by("-id")
        .first()
    )


def matter_of(rectification: Rectification) -> Matter:
    """Return the matter of a verdict: whoever set the item or wrote on it has a hand in it."""
    writers = rectification.entries.order_by().values_list("written_by_id", flat=True)
    return about_rectification(rectification, rectification.set_by_id, *writers)


def verdict_of(entry: Any) -> Verification | None:
    """Return the verdict on a report, None while it is out or where none is needed."""
    return getattr(entry, "verdict", None)


def extensions_of(rectification: Rectification) -> QuerySet[RectificationExtension]:
    """Return every request for more time, newest first."""
    return rectification.extensions.select_related("requested_by", "decided_by").order_by("-id")


def shown_title(user: Any, rectification: Any) -> str:
    """Return the title as the account is shown it."""
    return shown_words(user, rectification, rectification.title)


def shown_words(user: Any, rectification: Any, text: str) -> str:
    """Return words of a rectification with the person masked where the role is not shown it."""
    return shown_text(user, rectification.finding, text) if rectification.finding_id else text


def entries_visible_to(user: Any) -> QuerySet[RectificationEntry]:
    """Return the entries of the rectifications the account may see."""
    return RectificationEntry.objects.filter(
        rectification__in=rectifications_visible_to(user).order_by().values("pk")
    )


def draft_key(rectification: Rectification) -> str:
    """Return the key under which the uploads of an entry wait; each person sees only their own."""
    return f"{ENTRY_OWNER}:{rectification.pk}"


def staged(user: Any, rectification: Rectification) -> list[Attachment]:
    """Return what the account has uploaded for the next entry and not yet handed in."""
    return list(attachments.staged(user, draft_key(rectification)))


def unit_of_entry(owner_id: str) -> int | None:
    """Return the unit of the entry, for the log of who read its files."""
    rows = RectificationEntry.objects.filter(pk=owner_id)
    return rows.values_list("rectification__unit_id", flat=True).first()
