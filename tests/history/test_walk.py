"""A random year of work: the page as of an instant equals the page as it stood then."""

import datetime as dt
import random
import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F

from accountability.enums import ChangeKind
from accountability.models import Assignment, Checklist, DeadlineChange, Duty
from accountability.selectors.filings import draft_key
from accountability.services import changes, checklists, publishing
from accountability.services.filings import supplement
from accountability.services.quick import quick_record
from accountability.values import EvidenceData, ItemData
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.history.moments import as_of
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit, set_in_use

from .conftest import seen_by, sql

#: After so many acts each account's pages are kept.
EVERY = 8
MATERIAL = "会议纪要"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
STEPS = 64
START = dt.datetime(2026, 1, 5, 9, tzinfo=clock.CHINA)


class Walk:
    """One random sequence of acts of the portal, each at a later instant."""

    def __init__(
        self, seed: int, people: dict[str, User], units: Any, issue: Any, file_it: Any
    ) -> None:
        self.random = random.Random(seed)
        self.people = people
        self.units = units
        self.issue_to = issue
        self.file_it = file_it

    def step(self) -> str:
        """Do one act that the rules allow; return its name."""
        acts: list[Callable[[], Any]] = [
            *(self.issue, self.issue, self.issue, self.publish),
            *(self.issue, self.file, self.file, self.file, self.add_more, self.ask, self.ask),
            *(self.decide, self.decide, self.resume, self.take_back, self.publish, self.record),
            *(self.rename, self.leave, self.by_sql, self.in_bulk, self.delete),
        ]
        while True:
            act = self.random.choice(acts)
            try:
                with transaction.atomic():
                    act()
            except (ValidationError, PermissionDenied, LookupError):
                continue
            return act.__name__

    def _unit(self) -> Unit:
        return self.random.choice([self.units.water, self.units.finance, self.units.township])

    def _clerk(self, unit_id: int) -> User:
        return self.people[Unit.objects.get(pk=unit_id).code]

    def _duty(self, **wanted: Any) -> Duty:
        found = list(Duty.objects.filter(withdrawn_at__isnull=True, **wanted).order_by("id"))
        if not found:
            raise LookupError("no such duty yet")
        return self.random.choice(found)

    def _change(self, **wanted: Any) -> DeadlineChange:
        found = list(DeadlineChange.objects.filter(**wanted).order_by("id"))
        if not found:
            raise LookupError("no such request yet")
        return self.random.choice(found)

    def _material(self, clerk: User, subject: Duty | Assignment) -> Any:
        upload = SimpleUploadedFile("纪要.pdf", PDF)
        return store(actor=clerk, upload=upload, slot=MATERIAL, draft=draft_key(subject))

    def issue(self) -> None:
        """Issue a task list to some units."""
        count = self.random.randint(1, 3)
        units = self.random.sample(
            [self.units.water, self.units.finance, self.units.township], count
        )
        self.issue_to(
            *units, days=self.random.randint(1, 40), title=f"任务{self.random.randint(1, 999)}"
        )

    def file(self) -> None:
        """File a duty, concluding it or not, in time or late."""
        duty = self._duty(closed_at__isnull=True)
        clerk = self._clerk(duty.unit_id)
        materials = [self._material(clerk, duty)] if duty.assignment_id else []
        self.file_it(clerk, duty, self.random.random() < 0.7, materials)

    def add_more(self) -> None:
        """Add to what is concluded."""
        duty = self._duty(closed_at__isnull=False)
        supplement(
            actor=self._clerk(duty.unit_id),
            duty=duty,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="补充材料一份，已归档备查。",
        )

    def ask(self) -> None:
        """Ask for more time, or for a pause."""
        duty = self._duty(closed_at__isnull=True)
        longer = self.random.random() < 0.5
        last = clock.local(duty.ends_at).date() + dt.timedelta(days=self.random.randint(1, 20))
        changes.request_change(
            actor=self._clerk(duty.unit_id),
            duty=duty,
            kind=ChangeKind.EXTENSION if longer else ChangeKind.PAUSE,
            reason="牵头部门的方案推迟到下月才能定稿。",
            last_day=last if longer else None,
        )

    def decide(self) -> None:
        """Decide on a request."""
        changes.decide(
            actor=self.people["office"],
            change=self._change(status="pending"),
            approve=self.random.random() < 0.8,
            opinion="经研究答复如上。",
        )

    def resume(self) -> None:
        """Let a paused clock run again."""
        changes.resume(
            actor=self.people["office"],
            change=self._change(status="approved", kind="pause", resumed_at__isnull=True),
        )

    def take_back(self) -> None:
        """Take a request back."""
        change = self._change(status="pending")
        changes.withdraw_request(actor=change.requested_by, change=change)

    def publish(self) -> None:
        """Publish a list, or a newer version of it with an item changed; or discard the draft."""
        office = self.people["office"]
        running = Checklist.objects.filter(status="published").first()
        if running is None:
            draft = checklists.create_checklist(actor=office, kind="main", year=2026)
            for number, period, rule in (("1.1", "quarter", "end"), ("2.1", "event", "5WD")):
                checklists.add_item(actor=office, checklist=draft, data=_item(number, period, rule))
        else:
            draft = checklists.new_version(actor=office, checklist=running)
            if self.random.random() < 0.4:
                checklists.discard_draft(actor=office, checklist=draft)
                return
            changed = _item("1.1", "quarter", "end", title=f"事项{self.random.randint(1, 99)}")
            first = draft.items.get(number="1.1")
            checklists.edit_item(actor=office, item=first, data=changed)
        publishing.publish(actor=office, checklist=draft)

    def record(self) -> None:
        """Record an event at once."""
        found = list(Assignment.objects.filter(ended_at__isnull=True).order_by("id"))
        if not found:
            raise LookupError("nothing is assigned yet")
        assignment = self.random.choice(found)
        clerk = self._clerk(assignment.unit_id)
        quick_record(
            actor=clerk,
            assignment=assignment,
            token=uuid.uuid4(),
            event_on=clock.today(),
            text="召开专题会议一次，形成纪要。",
            attachments=[self._material(clerk, assignment)],
        )

    def rename(self) -> None:
        """Give a unit another name."""
        unit = Unit.objects.get(pk=self._unit().pk)
        number = self.random.randint(1, 999)
        save_unit(
            actor=None,
            code=unit.code,
            name=f"清江区第{number}局",
            short_name=f"{number}局",
            kind=unit.kind,
            parent_code="D",
            position=self.random.randint(1, 9),
        )

    def leave(self) -> None:
        """Take a unit out of use where nothing is open, or back into it."""
        unit = Unit.objects.get(pk=self._unit().pk)
        set_in_use(actor=None, code=unit.code, is_active=not unit.is_active)

    def by_sql(self) -> None:
        """Change rows past the portal."""
        sql(
            "UPDATE accountability_duty SET title = title || '*' WHERE id %% 3 = %s",
            self.random.randint(0, 2),
        )
        sql("UPDATE organizations_unit SET short_name = 'S' || position WHERE code = 'T01'")

    def in_bulk(self) -> None:
        """Move the warnings of a unit's open duties at a stroke."""
        Duty.objects.filter(unit=self._unit(), closed_at__isnull=True).update(
            warn_at=F("due_at") - dt.timedelta(hours=self.random.randint(1, 300))
        )

    def delete(self) -> None:
        """Delete a duty that nothing refers to."""
        duty = self._duty(filings__isnull=True, changes__isnull=True)
        sql("DELETE FROM accountability_duty WHERE id = %s", duty.pk)


def _item(number: str, period: str, rule: str, title: str = "专题研究") -> ItemData:
    return ItemData(
        number=number,
        category="组织领导",
        title=title,
        content="领导班子专题研究。",
        standard="形成会议纪要。",
        score=Decimal(5),
        holder_role="party_committee",
        period=period,
        due_rule=rule,
        evidence=(EvidenceData(MATERIAL),),
    )


@pytest.mark.parametrize("seed", [3, 2026])
def test_the_page_of_then_equals_the_page_as_of_then(
    seed: int,
    units: Any,
    office: User,
    clerk: User,
    other_clerk: User,
    township_clerk: User,
    stranger: User,
    issue: Any,
    file_it: Any,
    at: Callable[[dt.datetime], None],
) -> None:
    people = {"office": office, "U01": clerk, "U02": other_clerk, "T01": township_clerk}
    walk = Walk(seed, people, units, issue, file_it)
    watchers = (office, clerk, stranger)
    instant, kept, done = START, [], []
    for number in range(STEPS):
        instant += dt.timedelta(minutes=walk.random.randint(5, 6000))
        at(instant)
        done.append(walk.step())
        if number % EVERY == EVERY - 1:
            at(instant + dt.timedelta(minutes=2))
            moment = clock.now()
            with clock.standing_at(moment):
                kept.append((moment, [seen_by(user) for user in watchers]))
    at(instant + dt.timedelta(days=30))
    assert {"issue", "file", "ask", "decide", "publish", "rename", "by_sql"} <= set(done)
    for moment, pages in kept:
        for user in watchers:
            assert user.permissions is not None
        with as_of(moment):
            again = [seen_by(user) for user in watchers]
        for user, then, now in zip(watchers, pages, again, strict=True):
            for page in then:
                assert now[page] == then[page], (seed, moment, user.username, page)
    assert kept[-1][1][0]["duties"]
    assert not any(kept[-1][1][2][page] for page in ("overview", "duties", "ledger", "changes"))
