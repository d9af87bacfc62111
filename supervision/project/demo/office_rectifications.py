"""What became of the problems of the half-year assessment, and what came up after it."""

import datetime as dt
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.demo.files import word_file
from accountability.enums import EntryKind
from accountability.models import Rectification, RectificationPlan
from accountability.selectors import plans as plan_rows
from accountability.selectors.rectifications import draft_key
from accountability.services import plans
from accountability.services.findings import raise_finding
from accountability.services.rectification_extensions import ask_for_time, decide_time
from accountability.services.rectification_reports import verify, write_entry
from accountability.services.rectifications import ask
from supervision import clock
from supervision.accounts.models import User
from supervision.attachments.services import store
from supervision.notifications.models import PENDING, Notice
from supervision.notifications.services.acknowledging import acknowledge
from supervision.organizations.models import Unit
from supervision.project.demo import finding_texts as texts
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

ASSESSED = 10


def at(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    """Return the instant of the demo's year in China."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


class People:
    """Who acts: the office, its leader, and the clerk and the head of each unit."""

    def __init__(self, cast: Cast) -> None:
        """Sort the cast by what they are."""
        self.office, self.officer = cast.users["office"], cast.users["officer"]
        self.leader = cast.users["leader"]
        people = [(name, user) for name, user in cast.users.items() if user.home_unit]
        self.clerks = {u.home_unit.pk: u for name, u in people if name.startswith("clerk")}  # type: ignore[union-attr]
        self.heads = {u.home_unit.pk: u for name, u in people if name.startswith("head")}  # type: ignore[union-attr]


class Aftermath:
    """Rectification from August to November, daily supervision, and a plan from a red figure."""

    def __init__(self, people: People, units: list[Unit]) -> None:
        """Keep who acts, and which units were assessed."""
        self.people, self.units = people, units

    def plan(self) -> list[Happening]:
        """Return every act with its time."""
        promised = [
            Happening(at(8, 5, 10, place), partial(self.promise, unit))
            for place, unit in enumerate(self.units)
        ]
        return [*promised, *self._rectified(), *self._later()]

    def _items(self, unit: Unit) -> list[Rectification]:
        rows = Rectification.objects.select_related("unit", "finding", "duty")
        return list(rows.filter(finding__problem__sheet__unit=unit).order_by("id"))

    def promise(self, unit: Unit) -> None:
        """Let the clerk acknowledge what came and write the measures."""
        clerk = self.people.clerks[unit.pk]
        waiting = Notice.objects.filter(PENDING, recipient_id=clerk.pk)
        acknowledge(actor=clerk, notice_ids=list(waiting.values_list("pk", flat=True)))
        for item in self._items(unit):
            write_entry(
                actor=clerk, rectification=item, kind=EntryKind.MEASURES, text=texts.MEASURES
            )

    def _rectified(self) -> list[Happening]:
        """Plan what became of the units' items, by the unit's place; the ninth stays overdue."""
        rows = []
        for place, unit in enumerate(self.units):
            if place < 7:
                rows += [
                    Happening(at(9, 8 + place, 10), partial(self.report, unit)),
                    Happening(at(9, 15 + place, 15), partial(self.judge, unit, place != 6)),
                ]
        if len(self.units) < ASSESSED:
            return rows
        again, waiting, _overdue, longer = self.units[6:]
        return [
            *rows,
            Happening(at(10, 20, 10), partial(self.report, again)),
            Happening(at(10, 22, 16), partial(self.judge, again, True)),
            Happening(at(9, 28, 9, 30), partial(self.report, waiting)),
            Happening(at(10, 9, 11), partial(self.judge, waiting, False, dt.date(2026, 11, 27))),
            Happening(at(11, 19, 9, 40), partial(self.report, waiting)),
            Happening(at(9, 24, 9), partial(self.longer, longer)),
            Happening(at(9, 25, 10), partial(self.grant, longer)),
        ]

    def report(self, unit: Unit) -> None:
        """Let the clerk report the unit's items as rectified, with the evidence."""
        clerk = self.people.clerks[unit.pk]
        for item in self._items(unit):
            title = f"{unit.short_name}整改情况报告"
            content = word_file(title, [item.title, texts.RESULT])
            paper = SimpleUploadedFile(f"{title}.docx", content)
            write_entry(
                actor=clerk,
                rectification=item,
                kind=EntryKind.DONE,
                text=texts.RESULT,
                attachments=[store(actor=clerk, upload=paper, draft=draft_key(item))],
            )

    def judge(self, unit: Unit, accept: bool, due_on: dt.date = dt.date(2026, 10, 23)) -> None:
        """Let the officer verify, or send back to a new day."""
        for item in self._items(unit):
            verify(
                actor=self.people.officer,
                rectification=item,
                accept=accept,
                opinion=texts.ACCEPTED if accept else texts.RETURNED,
                due_on=None if accept else due_on,
            )

    def longer(self, unit: Unit) -> None:
        """Let the clerk ask for more time."""
        for item in self._items(unit):
            ask_for_time(
                actor=self.people.clerks[unit.pk],
                rectification=item,
                last_day=dt.date(2026, 11, 25),
                reason=texts.MORE_TIME,
            )

    def grant(self, unit: Unit) -> None:
        """Let the head of the office grant it."""
        for item in self._items(unit):
            decide_time(
                actor=self.people.office,
                extension=item.extensions.get(),
                approve=True,
                opinion="同意",
            )

    def _later(self) -> list[Happening]:
        return [
            Happening(at(10, 14, 16), self.visit),
            Happening(at(11, 3, 10, 20), self.observe),
            Happening(at(11, 16, 14), self.plan_red),
        ]

    def visit(self) -> None:
        """Record what a research visit showed, and ask one unit to rectify it."""
        unit = self.units[1]
        finding = raise_finding(
            actor=self.people.officer,
            unit=unit,
            source="research",
            track="matter",
            title=texts.VISIT[0],
            description=texts.VISIT[1],
            found_on=clock.today(),
        )
        ask(
            actor=self.people.officer,
            findings=[finding],
            owner_name=self.people.heads[unit.pk].name,
            due_on=dt.date(2026, 11, 30),
            requirement=texts.VISIT[2],
        )

    def observe(self) -> None:
        """Record a problem about a person, and one about both a person and a matter."""
        for unit, track, (title, facts) in zip(
            self.units[2:4], ("person", "both"), texts.PERSONS, strict=True
        ):
            head = self.people.heads[unit.pk]
            raise_finding(
                actor=self.people.officer,
                unit=unit,
                source="daily_check" if track == "person" else "democratic_life",
                track=track,
                title=title.format(name=head.name),
                description=facts.format(name=head.name),
                found_on=clock.today(),
                holder_name=head.name,
            )

    def plan_red(self) -> None:
        """Let the unit with most red rows turn them into a plan."""
        head = max(
            self.people.heads.values(), key=lambda user: plan_rows.duties_to_plan(user).count()
        )
        chosen = plan_rows.by_unit(
            head, plan_rows.duties_to_plan(head), plan_rows.findings_to_plan(head).none()
        )
        if not chosen:
            return
        (plan,) = plans.begin(actor=head, chosen=chosen, title=texts.PLAN)
        plans.edit(
            actor=head,
            plan=plan,
            title=texts.PLAN,
            causes=texts.CAUSES,
            measures=self._measures(plan, head),
        )
        plans.submit(actor=head, plan=plan)

    def _measures(self, plan: RectificationPlan, head: User) -> dict[int, plans.Measure]:
        due_on = dt.date(2026, 12, 10)
        return {
            row.pk: plans.Measure(texts.PLAN_MEASURE, row.owner_name or head.name, due_on)
            for row in plan.rows.all()
        }
