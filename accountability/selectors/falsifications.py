"""Falsified filings: who may read a proposal, what waits for whom, which filings are marked."""

from collections.abc import Collection
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from accountability.enums import FalsificationStatus
from accountability.models import Falsification, Filing
from accountability.permissions import DECIDE_FALSE, DRAFT_PAPER, OVERSEE, READ, RECTIFY
from accountability.selectors.avoidance import Matter, about_filings, avoided_units
from supervision import clock
from supervision.accounts.selectors import unit_scope
from supervision.documents.enums import DocumentStatus
from supervision.people.selectors.natural_persons import accounts_of

#: The owner type under which evidence and the unit's own files are kept.
OWNER = Falsification._meta.label_lower
#: A notice that does not go out, or was taken back.
GONE = (DocumentStatus.DISCARDED, DocumentStatus.REVOKED)


def falsifications_visible_to(user: Any) -> QuerySet[Falsification]:
    """Return the proposals about units of the account's reach, newest first.

    What is not confirmed is read by the office and the unit concerned alone: a proposal is no
    finding.
    """
    if not user.can(READ):
        return Falsification.objects.none()
    parties = unit_scope(user, permission=OVERSEE) | unit_scope(user, permission=RECTIFY)
    rows = Falsification.objects.filter(unit_scope(user))
    rows = rows.filter(parties | Q(status=FalsificationStatus.CONFIRMED))
    return rows.select_related(
        "unit", "filing__duty", "filing__submitted_by", "proposed_by", "decided_by", "notice"
    ).order_by("-proposed_at", "-id")


def confirmed() -> QuerySet[Falsification]:
    """Return the filings that were held to be falsified."""
    return Falsification.objects.filter(status=FalsificationStatus.CONFIRMED)


def marked(filing_ids: Collection[int] | None = None) -> dict[int, int]:
    """Return, for each filing held to be falsified, the record of it; there are few of them."""
    rows = confirmed()
    if filing_ids is not None:
        rows = rows.filter(filing__in=filing_ids)
    return dict(rows.values_list("filing_id", "pk"))


def with_mark(filings: QuerySet[Filing]) -> QuerySet[Filing]:
    """Add `is_falsified` to filings."""
    return filings.annotate(is_falsified=Exists(confirmed().filter(filing=OuterRef("pk"))))


def waiting_for(user: Any) -> QuerySet[Falsification]:
    """Return the proposals of others that this account may decide now."""
    if not user.can(DECIDE_FALSE):
        return Falsification.objects.none()
    rows = falsifications_visible_to(user).filter(status=FalsificationStatus.PROPOSED)
    others = rows.exclude(proposed_by__in=accounts_of(user))
    return others.exclude(unit__in=avoided_units(user))


def matter_of(falsification: Falsification) -> Matter:
    """Return the matter of the decision: whoever filed, proposed or stated has a hand in it."""
    hands = (falsification.proposed_by_id, falsification.stated_by_id)
    return about_filings([falsification.filing], *hands)


def to_circulate(user: Any) -> QuerySet[Falsification]:
    """Return the confirmed falsifications whose circulated notice nobody has drafted yet."""
    if not user.can(DRAFT_PAPER):
        return Falsification.objects.none()
    rows = falsifications_visible_to(user).filter(status=FalsificationStatus.CONFIRMED)
    return rows.filter(Q(notice__isnull=True) | Q(notice__status__in=GONE))


def waits_for_notice(falsification: Falsification) -> bool:
    """Tell whether no notice is on its way: none was drafted, or it was thrown away or revoked."""
    if falsification.status != FalsificationStatus.CONFIRMED:
        return False
    return falsification.notice is None or falsification.notice.status in GONE


def to_state(user: Any) -> QuerySet[Falsification]:
    """Return the proposals about the account's own unit to which it may still state its case."""
    if not user.can(RECTIFY):
        return Falsification.objects.none()
    return falsifications_visible_to(user).filter(
        unit_scope(user, permission=RECTIFY),
        status=FalsificationStatus.PROPOSED,
        stated_at__isnull=True,
        hearing_ends_at__gt=clock.now(),
    )


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever reads the proposal reads its files."""
    rows = falsifications_visible_to(user)
    return owner_id.isdecimal() and rows.filter(pk=int(owner_id)).exists()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible proposals: the gate's whole list."""
    rows = falsifications_visible_to(user).select_related(None).order_by()
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit of the proposal, for the log of who read its files."""
    return Falsification.objects.filter(pk=owner_id).values_list("unit_id", flat=True).first()
