"""What a trace finds: the acts on record around a later problem, and what was known on a day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accountability.models import (
    AssessmentGroup,
    Doubt,
    Duty,
    Filing,
    Finding,
    Rating,
    Trace,
)
from accountability.permissions import TRACE_BACK
from accountability.selectors.duties import duties_visible_to, with_light
from accountability.selectors.findings import findings_visible_to
from accountability.selectors.newest import filings_visible_to
from accountability.selectors.trace_records import Records, papers_about, records_around
from accountability.tracing import LABELS, LEFT_OUT, Question, question_of
from supervision import clock
from supervision.accounts.models import Posting
from supervision.accounts.selectors import unit_scope
from supervision.audit.models import AuditEvent
from supervision.deadlines.enums import Light
from supervision.documents.models import OfficialDocument
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

    #: With its light on that day.
    duty: Any
    filings: list[Filing]
    grades: list[str]
    doubts: int
    findings: list[str]

    @property
    def url(self) -> str:
        """Return the page of the duty."""
        return reverse("accountability:duty", args=[self.duty.pk])


@dataclass(frozen=True)
class Gap:
    """What is missing about one duty, as far as the record knew at the end of the day."""

    duty: Duty
    url: str
    words: list[str]


@dataclass
class Traced:
    """Everything the page of a trace shows."""

    day: dt.date
    duties: list[Duty]
    answers: list[Answer]
    known: list[Known]
    gaps: list[Gap] = field(default_factory=list)
    papers: list[OfficialDocument] = field(default_factory=list)
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
        ends_at__gt=clock.start_of(trace.since), started_at__lt=clock.end_of(trace.until)
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
    objects = records_around(trace, [duty.pk for duty in chosen])
    events = _events(objects)
    answers = _answers(day, events[:MOST_EVENTS], objects)
    known = _known(user, day, [duty.pk for duty in chosen])
    return Traced(
        day=day,
        duties=chosen,
        answers=answers,
        known=known,
        gaps=_gaps(known, answers),
        papers=papers_about(user, objects),
        is_cut=len(found) > MOST_DUTIES or len(events) > MOST_EVENTS,
        groups=_groups(trace),
    )


def _events(objects: Records) -> list[AuditEvent]:
    """Return the first acts on record about the objects, one more than a page holds."""
    by_type: dict[str, list[str]] = defaultdict(list)
    for kind, key in objects:
        by_type[kind].append(key)
    condition = Q(pk__in=[])
    for kind, keys in by_type.items():
        condition |= Q(object_type=kind, object_id__in=keys)
    rows = AuditEvent.objects.filter(condition).exclude(verb__in=LEFT_OUT)
    return list(rows.order_by("at", "id")[: MOST_EVENTS + 1])


def _answers(day: dt.date, events: list[AuditEvent], objects: Records) -> list[Answer]:
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


def _gaps(known: list[Known], answers: list[Answer]) -> list[Gap]:
    """Return what nobody had done about each duty by the end of the day."""
    done = {
        answer.question: {line.url for line in answer.lines if line.was_known} for answer in answers
    }
    found = [Gap(row.duty, row.url, _missing(row, done)) for row in known]
    return [gap for gap in found if gap.words]


def _missing(row: Known, done: Mapping[Question, set[str]]) -> list[str]:
    if not row.filings:
        return [_("overdue, and nothing filed")] if row.duty.light == Light.RED else []
    pages = {reverse("accountability:filing", args=[filing.pk]) for filing in row.filings}
    words = [] if row.grades else [_("filed, and rated by nobody")]
    if not pages & (done[Question.READ] | done[Question.CHECKED]):
        words.append(_("filed, and neither read nor checked by anybody"))
    return words


def _groups(trace: Trace) -> list[AssessmentGroup]:
    """Return the assessment groups whose window let them read the unit after it had filed."""
    rows = AssessmentGroup.objects.filter(
        units=trace.unit, ends_at__gt=clock.start_of(trace.since), starts_at__lte=clock.now()
    )
    return list(rows.select_related("assessment").prefetch_related("members"))
