"""What pressing takes off a unit's score, and what of it stands in the unit's year."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accountability.chronicle import ChronicleSource, Event
from accountability.chronicle import register as register_events
from accountability.scoring import Entry, ScoreSource, Units, register
from accountability.selectors import falsifications, letters, pressing_counts, summonses, urgings

ONE = Decimal(1)


def _letters(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
    for row in pressing_counts.letters(units, since, until):
        document = row.document
        if document is not None and document.issued_on is not None:
            url = reverse("accountability:letter", args=[row.pk])
            yield Entry(row.unit_id, ONE, document.issued_on, document.number, url)


def _notices(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
    for row in pressing_counts.notices(units, since, until):
        if row.subject_unit_id is not None and row.issued_on is not None:
            url = reverse("documents:document", args=[row.pk])
            yield Entry(row.subject_unit_id, ONE, row.issued_on, row.number, url)


def _summonses(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
    """A leading group called for one cause counts once, however many its members are."""
    for row in pressing_counts.summonses(units, since, until):
        url = reverse("accountability:summons", args=[row.pk])
        yield Entry(row.unit_id, ONE, row.called_at.date(), row.reason[:60], url)


def _falsified(units: Units, since: dt.date, until: dt.date) -> Iterator[Entry]:
    for row in pressing_counts.falsified(units, since, until):
        url = reverse("accountability:falsification", args=[row.pk])
        if row.decided_at is not None:
            yield Entry(row.unit_id, ONE, row.decided_at.date(), row.filing.receipt, url)


for _source in (
    ScoreSource("letters", _("Supervision letters"), "deduction", _letters, order=60),
    ScoreSource("notices", _("Circulated notices"), "deduction", _notices, order=61),
    ScoreSource("summonses", _("Summons talks"), "deduction", _summonses, order=62),
    ScoreSource("falsified", _("Falsified filings"), "veto", _falsified, order=63),
):
    register(_source)


def _urged(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = urgings.urgings_visible_to(user).filter(unit=unit)
    for row in rows.filter(urged_at__gte=since, urged_at__lt=until):
        url = reverse("accountability:duty", args=[row.duty_id])
        yield Event(row.urged_at, row.duty.title, url, row.urged_by.name, row.light)


def _drafted(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = letters.letters_visible_to(user).filter(unit=unit, document__signed_at__isnull=False)
    for row in rows.filter(document__signed_at__gte=since, document__signed_at__lt=until):
        if row.document is not None and row.document.signed_at is not None:
            url = reverse("accountability:letter", args=[row.pk])
            title = f"{row.get_kind_display()} {row.document.number}"
            yield Event(row.document.signed_at, title, url, "", "yellow")


def _decided(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = falsifications.falsifications_visible_to(user).filter(unit=unit)
    for row in rows.filter(decided_at__gte=since, decided_at__lt=until, decided_by__isnull=False):
        url = reverse("accountability:falsification", args=[row.pk])
        light = "red" if row.status == "confirmed" else ""
        title = f"{row.get_status_display()}: {row.filing.duty.title}"
        if row.decided_at is not None:
            yield Event(row.decided_at, title, url, "", light)


def _talked(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    rows = summonses.summonses_visible_to(user).filter(unit=unit, held_at__isnull=False)
    for row in rows.filter(held_at__gte=since, held_at__lt=until):
        if row.held_at is not None:
            url = reverse("accountability:summons", args=[row.pk])
            yield Event(row.held_at, f"{row.name} {row.post}".strip(), url, "", "red")


for _events in (
    ChronicleSource("urgings", _("Urgings"), "bell", _urged, order=60),
    # Papers are not kept in versions: an earlier day does not show them.
    ChronicleSource("letters", _("Letters"), "mail", _drafted, order=61, in_past=False),
    ChronicleSource(
        "falsified", _("Falsified filings"), "gavel", _decided, order=62, in_past=False
    ),
    ChronicleSource(
        "summonses", _("Summons talks"), "user-check", _talked, order=63, in_past=False
    ),
):
    register_events(_events)
