"""What counts against a unit between two days; whoever asks has judged the reader's reach."""

import datetime as dt

from django.db.models import QuerySet

from accountability.enums import FalsificationStatus, LetterKind, SummonsStatus
from accountability.models import Falsification, Letter, Summons
from accountability.scoring import Units
from accountability.selectors.escalation import NOTICE_KINDS
from supervision import clock
from supervision.documents.enums import DocumentStatus
from supervision.documents.models import OfficialDocument


def letters(units: Units, since: dt.date, until: dt.date) -> QuerySet[Letter]:
    """Return the supervision letters issued in those days; a reminder takes nothing off."""
    return Letter.objects.filter(
        unit__in=units,
        kind=LetterKind.SUPERVISION,
        document__status=DocumentStatus.SIGNED,
        document__issued_on__range=(since, until),
    ).select_related("document")


def notices(units: Units, since: dt.date, until: dt.date) -> QuerySet[OfficialDocument]:
    """Return the notices circulated about the units in those days."""
    return OfficialDocument.objects.filter(
        kind__in=NOTICE_KINDS,
        status=DocumentStatus.SIGNED,
        subject_unit__in=units,
        issued_on__range=(since, until),
    )


def summonses(units: Units, since: dt.date, until: dt.date) -> list[Summons]:
    """Return one talk for each cause for which members of a unit were called in those days."""
    rows = (
        Summons.objects.filter(
            unit__in=units,
            called_at__gte=clock.start_of(since),
            called_at__lt=clock.end_of(until),
        )
        .exclude(status=SummonsStatus.CANCELLED)
        .order_by("id")
    )
    causes: dict[tuple[int, int | None, str], Summons] = {}
    for row in rows:
        causes.setdefault((row.unit_id, row.falsification_id, row.reason), row)
    return list(causes.values())


def falsified(units: Units, since: dt.date, until: dt.date) -> QuerySet[Falsification]:
    """Return the filings of the units that were held to be falsified in those days."""
    return Falsification.objects.filter(
        unit__in=units,
        status=FalsificationStatus.CONFIRMED,
        decided_at__gte=clock.start_of(since),
        decided_at__lt=clock.end_of(until),
    ).select_related("filing")
