"""A year of the invented district, walked through the real services on a moved clock."""

import datetime as dt
import random
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import starmap

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo import occurrences, plan, tasks, workdays
from accountability.demo.catalogue import Item, items_by_number
from accountability.demo.evidence import evidence_document
from accountability.demo.filings import Source, event_day, filing_text
from accountability.demo.tasks import TaskSeed, tasks_by_number
from accountability.models import Assignment, Duty
from accountability.services import changes, filings, quick, tasklists
from accountability.values import EvidenceData
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.models import Attachment
from supervision.attachments.services import store
from supervision.organizations.models import Unit
from supervision.project.demo import talk_acts
from supervision.web.formats import due_day

Act = Callable[[], object]


@dataclass(frozen=True)
class Happening:
    """One act at one instant."""

    at: dt.datetime
    act: Act


class Walk:
    """Everything that happened up to `today`, by whom, in the order of time."""

    def __init__(self, *, today: dt.date, users: dict[str, User], units: dict[str, Unit]) -> None:
        """Keep who acts: the office, and each unit's clerk."""
        self.today = today
        self.office = users["office"]
        self.officer = users["officer"]
        self.units = units
        self.clerks = {
            user.home_unit.code: user
            for name, user in users.items()
            if name.startswith("clerk") and user.home_unit is not None
        }

    def issue_tasks(self) -> dict[int, TaskSeed]:
        """Issue every task list at its time; return the seed of each."""
        found: dict[int, TaskSeed] = {}
        for seed in sorted(tasks.tasks(), key=lambda one: one.issued_at):
            move_to(seed.issued_at)
            row = tasklists.issue(
                actor=self.officer,
                title=seed.title,
                content=seed.content,
                standard=seed.standard,
                units=[self.units[code] for code in seed.unit_codes],
                term=seed.term,
                due_on=seed.due_on,
                evidence=[EvidenceData(e.name, e.is_required) for e in seed.evidence],
            )
            found[row.pk] = seed
        return found

    def happenings(self, seeds: dict[int, TaskSeed], codes: Iterable[str]) -> list[Happening]:
        """Return what these units did with their duties and events, in the order of time."""
        chosen = set(codes)
        duties = list(
            Duty.objects.filter(withdrawn_at__isnull=True).select_related(
                "unit", "assignment__item", "task_list"
            )
        )
        fates = plan.plan([_ref(duty) for duty in duties], self.today)
        found: list[Happening] = []
        for duty in duties:
            if duty.unit.code in chosen:
                found += self._of_duty(duty, _source(duty, seeds), fates[_key(duty)])
        found += self._of_events(chosen)
        return sorted(found, key=lambda one: one.at)

    def _of_duty(self, duty: Duty, source: Source, fate: plan.Fate) -> Iterator[Happening]:
        clerk = self.clerks[duty.unit.code]
        for kind, change in (("pause", fate.paused), ("extension", fate.extension)):
            if change is not None:
                yield from self._of_change(duty, clerk, kind, change)
        stages = duty.assignment.item.stages if duty.assignment else []
        begun = clock.local(duty.started_at).date()
        if isinstance(source, Item) and source.counted is not None:
            yield from starmap(Happening, talk_acts.of_duty(duty, clerk, fate, self.today))
            return
        instants = plan.stage_instants(fate, begun, max(1, len(stages)))
        for number, at in enumerate(instants, start=1):
            entry = _Entry(source, duty.unit.code, duty.period_key, at, number == len(instants))
            yield Happening(at, self._filing(duty.pk, clerk, entry))

    def _of_change(
        self, duty: Duty, clerk: User, kind: str, change: plan.Change
    ) -> Iterator[Happening]:
        asked: list[int] = []

        def ask() -> None:
            row = changes.request_change(
                actor=clerk,
                duty=Duty.objects.select_related("unit").get(pk=duty.pk),
                kind=kind,
                reason=change.reason,
                last_day=change.until,
            )
            asked.append(row.pk)

        def decide() -> None:
            row = duty.changes.get(pk=asked[0])
            changes.decide(actor=self.office, change=row, approve=True, opinion="情况属实，同意。")

        yield Happening(change.asked_at, ask)
        yield Happening(change.approved_at, decide)

    def _filing(self, duty_id: int, clerk: User, entry: "_Entry") -> Act:
        def act() -> None:
            duty = Duty.objects.select_related("unit", "assignment__item", "task_list").get(
                pk=duty_id
            )
            filings.submit(
                actor=clerk,
                duty=duty,
                token=entry.token,
                event_on=entry.event_on,
                text=entry.text,
                archive_box=entry.box,
                is_final=entry.is_last,
                attachments=entry.files(clerk),
            )

        return act

    def _later_stage(self, made: list[int], clerk: User, entry: "_Entry") -> Act:
        """File a further stage of the duty that the first record will have made by then."""
        return lambda: self._filing(made[0], clerk, entry)()

    def _of_events(self, codes: set[str]) -> Iterator[Happening]:
        by_key = {
            (row.item.number, row.unit.code): row.pk
            for row in Assignment.objects.filter(item__period="event").select_related(
                "item", "unit"
            )
        }
        for code in sorted(codes):
            clerk = self.clerks[code]
            for event in occurrences.occurrences(code, self.today):
                pk = by_key[event.item_number, code]
                yield from self._of_event(pk, clerk, event)

    def _of_event(
        self, assignment_id: int, clerk: User, event: occurrences.Occurrence
    ) -> Iterator[Happening]:
        item = items_by_number()[event.item_number]
        draw = random.Random(f"event|{event.unit_code}|{event.item_number}|{event.event_on}")
        stages = max(1, len(item.stages))
        made: list[int] = []

        def begin() -> None:
            filing = quick.quick_record(
                actor=clerk,
                assignment=Assignment.objects.select_related("item", "unit").get(pk=assignment_id),
                token=first.token,
                event_on=event.event_on,
                text=first.text,
                archive_box=first.box,
                is_final=stages == 1,
                attachments=first.files(clerk),
            )
            made.append(filing.duty_id)

        # All stages of an event fall within its five working days, but for a few late ones.
        late = draw.random() < 0.04
        lead = draw.randint(6, 9) if late else draw.randint(1, max(1, 5 - stages))
        day = workdays.shifted(event.event_on, lead)
        key = f"E{event.event_on:%Y%m%d}"
        at = workdays.office_hour(day, draw)
        first = _Entry(item, event.unit_code, key, at, stages == 1, event.event_on)
        if at.date() >= self.today:
            return
        yield Happening(at, begin)
        for number in range(2, stages + 1):
            day = workdays.shifted(day, 1)
            at = workdays.office_hour(day, draw)
            if at.date() >= self.today:
                return
            entry = _Entry(item, event.unit_code, f"{key}-{number}", at, number == stages, day)
            yield Happening(at, self._later_stage(made, clerk, entry))


class _Entry:
    """What a clerk hands in once: words, day, box and files, the same for the same seed."""

    def __init__(
        self,
        source: Source,
        unit_code: str,
        period_key: str,
        at: dt.datetime,
        is_last: bool,
        event_on: dt.date | None = None,
    ) -> None:
        """Compose the words; the files are made when they are handed in."""
        seed = f"{at:%m%d}"
        day = event_on or self._day(source, unit_code, period_key, seed)
        self.source, self.unit_code = source, unit_code
        self.period_key, self.seed = period_key, seed
        self.event_on = min(day, at.date())
        self.is_last = is_last
        self.token = uuid.uuid5(
            uuid.NAMESPACE_OID, f"{source.number}|{unit_code}|{period_key}|{at}"
        )
        self.text = filing_text(source, unit_code, period_key, seed, event_on=self.event_on).text
        self.box = f"2026-{unit_code[-2:]}-{self.token.int % 12 + 1:02}"

    @staticmethod
    def _day(source: Source, unit_code: str, period_key: str, seed: str) -> dt.date:
        return event_day(source, unit_code, period_key, seed)

    def files(self, clerk: User) -> list[Attachment]:
        """Store what the filing needs: everything required with the last stage, one file before."""
        wanted = [one for one in self.source.evidence if one.is_required]
        chosen = wanted if self.is_last else wanted[:1]
        return [self._store(clerk, one.name) for one in chosen]

    def _store(self, clerk: User, slot: str) -> Attachment:
        document = evidence_document(
            self.source,
            self.unit_code,
            self.period_key,
            slot,
            self.seed,
            event_on=self.event_on,
        )
        upload = SimpleUploadedFile(document.filename, document.content())
        return store(actor=clerk, upload=upload, slot=slot, draft=str(self.token))


def move_to(instant: dt.datetime) -> None:
    """Let this process act at an instant of China's time."""
    moment = instant if instant.tzinfo else instant.replace(tzinfo=clock.CHINA)
    clock.set_shift(moment - clock.real_now())


def _ref(duty: Duty) -> plan.DutyRef:
    assignment_key, period_key = _key(duty)
    return plan.DutyRef(
        unit_code=duty.unit.code,
        assignment_key=assignment_key,
        period_key=period_key,
        starts_on=clock.local(duty.started_at).date(),
        due_on=due_day(duty.due_at),
        warn_on=clock.local(duty.warn_at).date(),
    )


def _key(duty: Duty) -> tuple[str, str]:
    if duty.assignment is not None:
        return f"{duty.assignment.item.number}@{duty.unit.code}", duty.period_key
    return f"{_number_of(duty)}@{duty.unit.code}", "T"


def _number_of(duty: Duty) -> str:
    """Return the seed's number of a task; titles are unique among the seeds."""
    title = duty.task_list.title if duty.task_list else ""
    return _numbers_by_title()[title]


@cache
def _numbers_by_title() -> dict[str, str]:
    return {seed.title: number for number, seed in tasks_by_number().items()}


def _source(duty: Duty, seeds: dict[int, TaskSeed]) -> Source:
    if duty.assignment is not None:
        item: Item = items_by_number()[duty.assignment.item.number]
        return item
    return seeds[duty.task_list_id or 0]


def by_month(rows: list[Happening]) -> dict[tuple[int, int], list[Happening]]:
    """Return the happenings month by month, in order."""
    found: dict[tuple[int, int], list[Happening]] = defaultdict(list)
    for row in rows:
        found[row.at.year, row.at.month].append(row)
    return dict(sorted(found.items()))
