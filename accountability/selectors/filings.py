"""Read filings, drafts, and what may be recorded."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast

from accountability import rules
from accountability.enums import Period
from accountability.models import Assignment, Duty, Filing, FilingDraft
from accountability.permissions import FILE
from accountability.selectors import falsifications, materials
from accountability.selectors.newest import filings_visible_to
from supervision.accounts.selectors import unit_scope
from supervision.attachments import selectors as attachments
from supervision.attachments.models import Attachment
from supervision.web.formats import short_date


@dataclass(frozen=True)
class FiledRecord:
    """A filing with its files."""

    filing: Filing
    files: list[Attachment]
    #: The record by which it was held to be falsified; 0 for a filing that stands.
    falsified: int = 0

    @property
    def is_entered_afterwards(self) -> bool:
        """Tell whether the entry came long after the event."""
        return self.filing.gap_days > rules.GAP_FLAG_DAYS


@dataclass(frozen=True)
class Step:
    """One named stage of a duty, as the page draws it."""

    label: str
    state: str
    sub: str = ""


def may_read_files(user: Any, owner_id: str) -> bool:
    """Answer the file gate: whoever sees the filing's unit reads the filing's files."""
    return owner_id.isdecimal() and filings_visible_to(user).filter(pk=int(owner_id)).exists()


def unit_of_files(owner_id: str) -> int | None:
    """Return the unit of the filing, for the log of who read its files."""
    return Filing.objects.filter(pk=owner_id).values_list("unit_id", flat=True).first()


def ids_with_files(user: Any) -> QuerySet[Any]:
    """Return, as text, the ids of the visible filings that have files: the gate's whole list."""
    rows = filings_visible_to(user).order_by().filter(file_count__gt=0)
    return rows.annotate(key=Cast("pk", CharField())).values("key")


def filed(user: Any, token: str) -> Filing | None:
    """Return what this very form has filed already, so that a second click finds the first."""
    try:
        key = uuid.UUID(token)
    except ValueError:
        return None
    return Filing.objects.filter(token=key, submitted_by_id=user.pk).first()


def records_of(duty: Duty) -> list[FiledRecord]:
    """Return the duty's filings with their files and marks, oldest first, in three queries."""
    rows = list(Filing.objects.filter(duty=duty).select_related("submitted_by").order_by("id"))
    files = attachments.of_many(materials.FILING_OWNER, [row.pk for row in rows])
    false = falsifications.marked([row.pk for row in rows]) if rows else {}
    return [FiledRecord(row, files[str(row.pk)], false.get(row.pk, 0)) for row in rows]


def record_of(filing: Filing) -> FiledRecord:
    """Return one filing with its files and its mark."""
    false = falsifications.marked([filing.pk]).get(filing.pk, 0)
    return FiledRecord(filing, list(attachments.of(filing)), false)


def steps_of(duty: Duty, records: list[FiledRecord]) -> list[Step]:
    """Return the named stages: done, current or to come; empty for a duty without stages."""
    done = {row.filing.stage: row.filing for row in records if row.filing.stage}
    steps = []
    for number, name in enumerate(materials.stage_names(duty), start=1):
        if number in done:
            state, sub = "done", short_date(done[number].submitted_at)
        else:
            state, sub = "current" if number == len(done) + 1 else "", ""
        steps.append(Step(name, state, sub))
    return steps


def draft_key(subject: Duty | Assignment) -> str:
    """Return the key under which a form's uploads wait; each person sees only their own."""
    kind = "duty" if isinstance(subject, Duty) else "assignment"
    return f"{materials.FILING_OWNER}:{kind}/{subject.pk}"


def draft_of(user: Any, subject: Duty | Assignment) -> FilingDraft | None:
    """Return what the person has typed so far."""
    about = {"duty": subject} if isinstance(subject, Duty) else {"assignment": subject}
    return FilingDraft.objects.filter(user_id=user.pk, **about).first()


def staged(user: Any, subject: Duty | Assignment) -> list[Attachment]:
    """Return what the person has uploaded for the form and not yet filed."""
    return list(attachments.staged(user, draft_key(subject)))


def assignments_to_record(user: Any) -> QuerySet[Assignment]:
    """Return the running items of published lists for which the account may file."""
    if not user.can(FILE):
        return Assignment.objects.none()
    return (
        Assignment.objects.filter(unit_scope(user), ended_at__isnull=True)
        .filter(item__checklist__published_at__isnull=False)
        # What a counted rule counts is filed by recording it.
        .filter(item__counted_rule__isnull=True)
        .select_related("unit", "item__checklist")
        .order_by(F("item__checklist__year").desc(), "item__position", "id")
    )


def events_first(rows: QuerySet[Assignment], text: str = "") -> list[Assignment]:
    """Return the items found by the words, those recorded at each event on top."""
    if text:
        rows = rows.filter(
            Q(item__title__icontains=text)
            | Q(item__number__icontains=text)
            | Q(item__category__icontains=text)
        )
    return sorted(rows, key=lambda row: row.item.period != Period.EVENT)


def duty_of_day(assignment: Assignment, day: dt.date) -> Duty | None:
    """Return the duty of a recurring item whose period holds the day."""
    rows = Duty.objects.filter(assignment=assignment, withdrawn_at__isnull=True)
    span = rules.span_of(assignment.item.period, day)
    if span is not None:
        return rows.filter(period_key=span.key).first()
    return rows.order_by(F("closed_at").desc(nulls_first=True), "id").first()


def latest(user: Any, *, limit: int) -> list[Filing]:
    """Return the newest filings the account may see."""
    return list(filings_visible_to(user)[:limit])
