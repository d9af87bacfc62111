"""Papers that press offices: who reads them, where they stand, which clocks they name."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Prompt, PromptClock
from cases.permissions import (
    HEAD_HANDLING,
    HEAD_REVIEW,
    READ_REPORTER,
    SIGN_PROMPT,
    SUPERVISE,
)
from cases.selectors.offices import own_units
from cases.selectors.visibility import barred_clues
from cases.selectors.warnings import listed, warned_clocks
from supervision.documents.enums import DeliveryStatus, DocumentStatus

_GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)
OPEN, UNSIGNED, OVER, GONE = "open", "unsigned", "over", "gone"
STATES = (
    (UNSIGNED, _("Not issued yet")),
    (OPEN, _("Issued, not answered")),
    (OVER, _("Answered")),
    (GONE, _("Thrown away or revoked")),
)
_UNSIGNED = (DocumentStatus.DRAFT, DocumentStatus.SUBMITTED, DocumentStatus.RETURNED)


def prompts_visible_to(user: Any) -> QuerySet[Any]:
    """Return the papers, newest first: all for case supervision and signers, else one's office's.

    The head of an office sees a paper once it is issued. One that names a clue about the account's
    own person is not among them.
    """
    rows = Prompt.objects.select_related("office", "document", "drafted_by", "talked_by")
    if not (user.can(SUPERVISE) or user.can(SIGN_PROMPT)):
        offices = [
            unit.pk
            for permission in (HEAD_HANDLING, HEAD_REVIEW, READ_REPORTER)
            for unit in own_units(user, permission)
        ]
        rows = rows.filter(office__in=offices, document__status=DocumentStatus.SIGNED)
    if barred := barred_clues(user):
        named = PromptClock.objects.filter(clock__clue__in=barred).order_by()
        rows = rows.exclude(pk__in=named.values("prompt"))
    return (
        rows.prefetch_related("document__deliveries")
        .annotate(count=Count("named"))
        .order_by("-drafted_at", "-pk")
    )


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Keep the papers in the state."""
    if state == GONE:
        return rows.filter(document__status__in=_GONE)
    if state == UNSIGNED:
        return rows.filter(document__status__in=_UNSIGNED)
    answered = Q(document__deliveries__closed_at__isnull=False) & ~Q(grade="summons") | Q(
        talked_on__isnull=False
    )
    issued = rows.filter(document__status=DocumentStatus.SIGNED)
    over = issued.filter(answered).order_by().values("pk")
    return rows.filter(pk__in=over) if state == OVER else issued.exclude(pk__in=over)


def delivery_of(prompt: Prompt) -> Any:
    """Return what became of the paper at the office; None while it is not issued."""
    document = prompt.document
    return next(iter(document.deliveries.all()), None) if document is not None else None


def state_of(prompt: Prompt) -> Any:
    """Say where the paper stands, from drafting to the answer or the talk."""
    document, delivery = prompt.document, delivery_of(prompt)
    if document is None:
        return ""
    if prompt.talked_on is not None:
        return _("Talk held")
    if delivery is not None and document.status == DocumentStatus.SIGNED:
        return DeliveryStatus(delivery.status).label
    return DocumentStatus(document.status).label


def running() -> QuerySet[PromptClock]:
    """Return what papers name that are neither answered nor taken back."""
    rows = PromptClock.objects.exclude(prompt__document__status__in=_GONE).select_related(
        "clock__clue", "clock__rule"
    )
    closed = Q(prompt__document__deliveries__closed_at__isnull=False)
    return rows.exclude(Q(prompt__talked_on__isnull=False)).exclude(
        closed & ~Q(prompt__grade="summons")
    )


def named_in(prompt: Prompt) -> QuerySet[PromptClock]:
    """Return the clocks that the paper names, each with its present state."""
    return prompt.named.select_related("clock__clue", "clock__rule").order_by("ends_at", "pk")


def chosen(user: Any, ids: list[int]) -> list[Any]:
    """Return the clocks of a selection that still warn, by office and end."""
    rows = listed(warned_clocks(user).filter(pk__in=ids))
    return list(rows.order_by("office__path", "ends_at", "pk"))
