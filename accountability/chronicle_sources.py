"""What duties, filings, changes, lists and assessments tell of a unit's year.

The page has asked whether the reader may see the unit; what belongs to a unit is open to whoever
sees it. Each source reads tracked rows, rows written once, or times that never change, so that
a page as of a day holds nothing that came later.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accountability.chronicle import Event
from accountability.enums import AssessmentStatus, ChangeKind, ChangeStatus
from accountability.models import (
    Assessment,
    Assignment,
    DeadlineChange,
    DoubtStep,
    Duty,
    Filing,
    LockAttempt,
    PatrolReading,
    SpotResult,
)
from accountability.selectors.doubts import doubts_visible_to
from accountability.selectors.ratings import ratings_visible_to
from supervision.web.formats import full_date


def _page(name: str, pk: Any) -> str:
    return reverse(f"accountability:{name}", args=[pk])


def lists(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield when items of a responsibility list were handed to the unit, one event a list."""
    rows = (
        Assignment.objects.filter(unit=unit, assigned_at__gte=since, assigned_at__lt=until)
        .order_by("assigned_at")
        .values("assigned_at", "item__checklist_id", "item__checklist__title")
        .annotate(items=Count("pk"), publisher=F("item__checklist__published_by__name"))
    )
    for row in rows:
        words = ngettext(
            "List handed out: %(title)s, %(n)s item",
            "List handed out: %(title)s, %(n)s items",
            row["items"],
        )
        yield Event(
            row["assigned_at"],
            words % {"title": row["item__checklist__title"], "n": row["items"]},
            _page("checklist", row["item__checklist_id"]),
            row["publisher"] or "",
        )


def tasks(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield when task lists were issued to the unit."""
    rows = (
        Duty.objects.filter(unit=unit, withdrawn_at__isnull=True)
        .filter(task_list__issued_at__gte=since, task_list__issued_at__lt=until)
        .select_related("task_list__issued_by")
    )
    for duty in rows:
        task: Any = duty.task_list
        title = _("Task issued: %(title)s") % {"title": duty.title}
        yield Event(task.issued_at, title, _page("duty", duty.pk), task.issued_by.name)


def overdue(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield when duties passed their deadline unconcluded: the instant at which they turned red."""
    missed = Q(closed_at__isnull=True, paused_at__isnull=True) | Q(closed_at__gt=F("ends_at"))
    rows = Duty.objects.filter(
        missed, unit=unit, withdrawn_at__isnull=True, ends_at__gte=since, ends_at__lt=until
    )
    for duty in rows:
        title = _("Deadline passed: %(title)s") % {"title": duty.title}
        yield Event(duty.ends_at, title, _page("duty", duty.pk), light="red")


def filings(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield what the unit filed."""
    rows = Filing.objects.filter(
        unit=unit, submitted_at__gte=since, submitted_at__lt=until
    ).select_related("duty", "submitted_by")
    for filing in rows:
        words = _("Filed late: %(title)s") if filing.is_late else _("Filed: %(title)s")
        yield Event(
            filing.submitted_at,
            words % {"title": filing.duty.title},
            _page("filing", filing.pk),
            filing.submitted_by.name,
            "red" if filing.is_late else "green" if filing.is_final else "",
        )


def changes(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield requests for more time, their decisions, and the ends of pauses."""
    rows = DeadlineChange.objects.filter(duty__unit=unit).select_related(
        "duty", "requested_by", "decided_by", "resumed_by"
    )
    for change in rows.filter(requested_at__lt=until):
        for event in _of_change(change):
            if since <= event.at < until:
                yield event


def _of_change(change: DeadlineChange) -> Iterator[Event]:
    about = {"kind": change.get_kind_display(), "title": change.duty.title}
    url = _page("change", change.pk)
    asked = _("%(kind)s asked for: %(title)s") % about
    yield Event(change.requested_at, asked, url, change.requested_by.name)
    if change.decided_at is not None and change.decided_by is not None:
        words = {
            ChangeStatus.APPROVED: _("%(kind)s approved: %(title)s"),
            ChangeStatus.REFUSED: _("%(kind)s refused: %(title)s"),
            ChangeStatus.WITHDRAWN: _("%(kind)s taken back: %(title)s"),
        }[ChangeStatus(change.status)]
        light = "paused" if change.kind == ChangeKind.PAUSE else ""
        yield Event(change.decided_at, words % about, url, change.decided_by.name, light)
    if change.resumed_at is not None and change.resumed_by is not None:
        title = _("Clock runs again: %(title)s") % about
        yield Event(change.resumed_at, title, url, change.resumed_by.name)


def assessments(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield when assessments closed the unit's filing and opened it again, and refused tries.

    A lock that has begun cannot be moved or called off, so that its instants hold in every past.
    """
    rows = Assessment.objects.filter(units=unit, status=AssessmentStatus.PLANNED)
    for row in rows.filter(locks_at__lt=until, unlocks_at__gte=since):
        url = reverse("accountability:unit", args=[unit.pk])
        words = [
            (row.locks_at, _("Filing closed for %(name)s, check on %(day)s")),
            (row.unlocks_at, _("Filing open again after %(name)s, checked on %(day)s")),
        ]
        for at, text in words:
            if since <= at < until:
                yield Event(at, text % {"name": row.name, "day": full_date(row.check_on)}, url)
    tries = LockAttempt.objects.filter(unit=unit, at__gte=since, at__lt=until)
    for one in tries.select_related("user", "assessment"):
        title = _("Refused while filing was closed for %(name)s") % {"name": one.assessment.name}
        url = reverse("accountability:unit", args=[unit.pk])
        yield Event(one.at, title, url, one.user.name, "yellow")


def patrols(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield what patrols and checks on the spot said of the unit's filings."""
    read = PatrolReading.objects.filter(entry__unit=unit, at__gte=since, at__lt=until)
    for reading in read.select_related("entry__filing__duty", "reader"):
        filing = reading.entry.filing
        words = {"verdict": reading.get_verdict_display(), "title": filing.duty.title}
        title = _("Patrol: %(verdict)s, %(title)s") % words
        light = "yellow" if reading.verdict != "in_order" else ""
        yield Event(reading.at, title, _page("filing", filing.pk), reading.reader.name, light)
    seen = SpotResult.objects.filter(
        check_row__filing__unit=unit, checked_at__gte=since, checked_at__lt=until
    )
    for result in seen.select_related("check_row__filing__duty", "checked_by"):
        filing = result.check_row.filing
        about = {"outcome": result.get_outcome_display(), "title": filing.duty.title}
        title = _("Checked on the spot: %(outcome)s, %(title)s") % about
        light = "red" if result.outcome != "agrees" else "green"
        who = result.checked_by.name
        yield Event(result.checked_at, title, _page("filing", filing.pk), who, light)


def ratings(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield the grades given to the unit's filings."""
    rows = ratings_visible_to(user).filter(unit=unit, rated_at__gte=since, rated_at__lt=until)
    for rating in rows.select_related("filing__duty", "grade", "rated_by"):
        filing = rating.filing
        about = {"grade": rating.grade, "title": filing.duty.title}
        title = _("Rated %(grade)s: %(title)s") % about
        yield Event(rating.rated_at, title, _page("filing", filing.pk), rating.rated_by.name)


def doubts(user: Any, unit: Any, since: dt.datetime, until: dt.datetime) -> Iterator[Event]:
    """Yield the steps of doubts about the unit's filings: asked, explained, decided."""
    seen = doubts_visible_to(user).filter(unit=unit).order_by()
    rows = DoubtStep.objects.filter(doubt__in=seen.values("pk"), at__gte=since, at__lt=until)
    for step in rows.select_related("doubt", "by"):
        about = {"status": step.get_status_display(), "kind": step.doubt.get_kind_display()}
        title = _("Doubt, %(kind)s: %(status)s") % about
        yield Event(step.at, title, _page("doubt", step.doubt_id), step.by.name, "yellow")
