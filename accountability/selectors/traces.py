"""What a trace finds: the acts on record around a later problem, and what was known on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from accountability.models import (
    AssessmentGroup,
    Doubt,
    Duty,
    Filing,
    Finding,
    Rating,
    Rectification,
    Trace,
)
from accountability.permissions import TRACE_BACK
from accountability.selectors import materials
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.findings import findings_visible_to
from accountability.selectors.newest import filings_visible_to
from accountability.tracing import LABELS, Question, question_of
from supervision import clock
from supervision.accounts.models import Posting
from supervision.accounts.selectors import unit_scope
from supervision.attachments.models import Attachment
from supervision.audit.models import AuditEvent
from supervision.history import days, moments

#: A trace that holds more is told to be narrowed: nobody reads on.
MOST_DUTIES, MOST_EVENTS = 60, 600


@dataclass(frozen=True)
class Line:
    """One act on record: who did what to which record, and in which post at that time."""

    event: AuditEvent
    about: str
    url: str
    posts: str
    #: Whether it was known on the day that the trace asks about.
    was_known: bool


@dataclass(frozen=True)
class Answer:
    """One question of the trace with the acts that answer it."""

    question: Question
    lines: list[Line]

    @property
    def label(self) -> Any:
        """Return the question in words."""
        return LABELS[self.question]


@dataclass(frozen=True)
class Known:
    """What the portal said of one duty at the end of the day."""

    duty: Duty
    filings: list[Filing]
    grades: list[str]
    doubts: int
    findings: list[str]

    @property
    def url(self) -> str:
        """Return the page of the duty."""
        return reverse("accountability:duty", args=[self.duty.pk])


@dataclass
class Traced:
    """Everything the page of a trace shows."""

    duties: list[Duty]
    answers: list[Answer]
    known: list[Known]
    is_cut: bool = False
    groups: list[AssessmentGroup] = field(default_factory=list)


def traces_visible_to(user: Any) -> QuerySet[Trace]:
    """Return the traces about units the account may see, newest first."""
    if not user.can(TRACE_BACK):
        return Trace.objects.none()
    rows = Trace.objects.filter(unit_scope(user))
    return rows.select_related("unit", "finding", "duty", "filing", "traced_by").order_by(
        "-traced_at", "-id"
    )


def duties_of(user: Any, trace: Trace) -> QuerySet[Duty]:
    """Return the duties the trace follows: the one it names, or those of unit, days and words."""
    rows = duties_visible_to(user).filter(unit=trace.unit)
    if trace.duty_id is not None:
        return rows.filter(pk=trace.duty_id)
    rows = rows.filter(
        ends_at__gte=clock.start_of(trace.since), started_at__lt=clock.end_of(trace.until)
    )
    if trace.words:
        item = Q(assignment__item__title__icontains=trace.words)
        rows = rows.filter(Q(title__icontains=trace.words) | Q(number=trace.words) | item)
    return rows.order_by("ends_at", "id")


def start_of(user: Any, params: Mapping[str, str]) -> dict[str, Any]:
    """Return how a trace begins that is opened from a record of the address, as form values."""
    rows: dict[str, QuerySet[Any]] = {
        "finding": findings_visible_to(user),
        "filing": filings_visible_to(user),
        "duty": duties_visible_to(user),
    }
    for name, visible in rows.items():
        key = params.get(name, "")
        record = visible.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        if record is not None:
            start = {name: record.pk, "unit": record.unit_id, "problem": _title_of(record)}
            duty = record if name == "duty" else record.duty
            if duty is not None:
                start["duty"] = duty.pk
                start["since"] = clock.local(duty.started_at).date()
            return start
    unit = params.get("unit", "")
    return {"unit": int(unit)} if unit.isdecimal() and len(unit) < 19 else {}


def _title_of(record: Any) -> str:
    """Return the words with which a trace of the record begins; a finding brings its own."""
    return record.title if isinstance(record, Finding) else ""


def follow(user: Any, trace: Trace, day: dt.date) -> Traced:
    """Return what is on record around the trace's duties, and what was known on the day."""
    found = list(duties_of(user, trace)[: MOST_DUTIES + 1])
    chosen = found[:MOST_DUTIES]
    objects = _objects(trace, [duty.pk for duty in chosen])
    events = _events(objects)
    answers = _answers(day, events[:MOST_EVENTS], objects)
    return Traced(
        duties=chosen,
        answers=answers,
        known=_known(user, day, [duty.pk for duty in chosen]),
        is_cut=len(found) > MOST_DUTIES or len(events) > MOST_EVENTS,
        groups=_groups(trace),
    )


@dataclass(frozen=True)
class _Object:
    """A record that acts may speak of: its name in words and its page."""

    label: str
    url: str


_Objects = dict[tuple[str, str], _Object]


def _objects(trace: Trace, duty_ids: list[int]) -> _Objects:
    """Return every record around the duties: filings, files, findings, rectifications."""
    found: _Objects = {}
    for duty in Duty.objects.filter(pk__in=duty_ids):
        found["accountability.duty", str(duty.pk)] = _Object(
            f"{duty.number} {duty.title}", reverse("accountability:duty", args=[duty.pk])
        )
    filings = Filing.objects.filter(duty__in=duty_ids)
    if trace.filing_id is not None:
        filings = filings.filter(pk=trace.filing_id)
    ids = []
    for filing in filings:
        ids.append(filing.pk)
        found["accountability.filing", str(filing.pk)] = _Object(
            filing.receipt, reverse("accountability:filing", args=[filing.pk])
        )
    files = Attachment.objects.filter(
        owner_type=materials.FILING_OWNER, owner_id__in=[str(pk) for pk in ids]
    )
    for file in files:
        page = reverse("accountability:filing", args=[file.owner_id])
        found["attachments.attachment", str(file.pk)] = _Object(file.name, page)
    return found | _follow_ups(trace, duty_ids, ids)


def _follow_ups(trace: Trace, duty_ids: list[int], filing_ids: list[int]) -> _Objects:
    found: _Objects = {}
    findings = Finding.objects.filter(
        Q(duty__in=duty_ids) | Q(filing__in=filing_ids) | Q(pk=trace.finding_id)
    )
    numbers = []
    for finding in findings:
        numbers.append(finding.pk)
        found["accountability.finding", str(finding.pk)] = _Object(
            finding.number, reverse("accountability:finding", args=[finding.pk])
        )
    rows = Rectification.objects.filter(Q(finding__in=numbers) | Q(duty__in=duty_ids))
    for row in rows:
        found["accountability.rectification", str(row.pk)] = _Object(
            str(row), reverse("accountability:rectification", args=[row.pk])
        )
    for doubt in Doubt.objects.filter(filing__in=filing_ids):
        found["accountability.doubt", str(doubt.pk)] = _Object(
            str(doubt.get_kind_display()), reverse("accountability:doubt", args=[doubt.pk])
        )
    return found


def _events(objects: _Objects) -> list[AuditEvent]:
    """Return the first acts on record about the objects, one more than a page holds."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for kind, key in objects:
        by_type[kind].append(key)
    condition = Q(pk__in=[])
    for kind, keys in by_type.items():
        condition |= Q(object_type=kind, object_id__in=keys)
    return list(AuditEvent.objects.filter(condition).order_by("at", "id")[: MOST_EVENTS + 1])


def _answers(day: dt.date, events: list[AuditEvent], objects: _Objects) -> list[Answer]:
    end = clock.end_of(day)
    posts = _posts_then(events)
    lines: dict[Question, list[Line]] = defaultdict(list)
    for event in events:
        about = objects[event.object_type, event.object_id]
        line = Line(event, about.label, about.url, posts(event), event.at < end)
        lines[question_of(event.verb)].append(line)
    return [Answer(question, lines[question]) for question in Question]


def _posts_then(events: list[AuditEvent]) -> Any:
    """Return the function that names the posts an actor held when the act was done."""
    held: dict[int, list[Posting]] = defaultdict(list)
    actors = {event.actor_id for event in events if event.actor_id is not None}
    for posting in Posting.objects.filter(user__in=actors).select_related("unit"):
        held[posting.user_id].append(posting)

    def words(event: AuditEvent) -> str:
        day = clock.local(event.at).date()
        return "、".join(
            f"{one.unit.short_name}{one.title or one.get_role_display()}"
            for one in held.get(event.actor_id or 0, [])
            if one.started_on <= day and (one.ended_on is None or day <= one.ended_on)
        )

    return words


def _known(user: Any, day: dt.date, duty_ids: list[int]) -> list[Known]:
    """Return what the portal said of the duties at the end of the day the trace asks about."""
    instant = days.end_of(day)
    if instant >= clock.now():
        return _state(user, duty_ids, clock.now())
    # The rights are those of today: they are worked out before going back.
    getattr(user, "permissions", None)
    with moments.as_of(instant):
        return _state(user, duty_ids, instant)


def _state(user: Any, duty_ids: list[int], instant: dt.datetime) -> list[Known]:
    rows = list(with_light(duties_visible_to(user)).filter(pk__in=duty_ids))
    filings: dict[int, list[Filing]] = defaultdict(list)
    for filing in Filing.objects.filter(duty__in=rows).order_by("submitted_at", "id"):
        filings[filing.duty_id].append(filing)
    grades: dict[int, list[str]] = defaultdict(list)
    ratings = Rating.objects.filter(filing__duty__in=rows).select_related("grade", "filing")
    for rating in ratings.order_by("rated_at", "id"):
        grades[rating.filing.duty_id].append(str(rating.grade))
    doubts: dict[int, int] = defaultdict(int)
    suspected = Doubt.objects.filter(filing__duty__in=rows, found__lte=instant)
    for duty_id in suspected.values_list("filing__duty_id", flat=True):
        doubts[duty_id] += 1
    findings: dict[int, list[str]] = defaultdict(list)
    found = Finding.objects.filter(Q(duty__in=rows) | Q(filing__duty__in=rows))
    for finding in found.select_related("filing"):
        key = finding.duty_id or (finding.filing.duty_id if finding.filing else 0)
        findings[key].append(finding.number)
    return [
        Known(duty, filings[duty.pk], grades[duty.pk], doubts[duty.pk], findings[duty.pk])
        for duty in rows
    ]


def _groups(trace: Trace) -> list[AssessmentGroup]:
    """Return the assessment groups whose window let them read the unit after it had filed."""
    rows = AssessmentGroup.objects.filter(
        units=trace.unit, ends_at__gt=clock.start_of(trace.since), starts_at__lte=clock.now()
    )
    return list(rows.select_related("assessment").prefetch_related("members"))
