"""The half-year assessment of ten units and what became of its problems, in the demo's year."""

import datetime as dt
from decimal import Decimal
from functools import partial

from accountability.enums import EntryKind
from accountability.models import (
    Assessment,
    AssessmentGroup,
    AssessmentSheet,
    Filing,
    Rectification,
    RectificationPlan,
)
from accountability.selectors import plans as plan_rows
from accountability.selectors.assessing import filings_to_read
from accountability.services import assessing, assessments, feedback, indicators, plans, sheets
from accountability.services.findings import raise_finding
from accountability.services.rectification_extensions import ask_for_time, decide_time
from accountability.services.rectification_reports import verify, write_entry
from accountability.services.rectifications import ask
from supervision import clock
from supervision.accounts.models import TemporaryAccount, User
from supervision.documents.services import drafting, signing
from supervision.notifications.models import PENDING, Notice
from supervision.notifications.services.acknowledging import acknowledge
from supervision.organizations.models import Unit
from supervision.project.demo import finding_texts as texts
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening

CHECK_ON, ENDS_ON = dt.date(2026, 7, 20), dt.date(2026, 7, 22)
LOCKED_FROM = dt.date(2026, 7, 17)
WINDOW = (dt.date(2026, 7, 15), dt.date(2026, 7, 31))
RECTIFY_BY = dt.date(2026, 9, 30)
ASSESSED = 10
#: So many filings of each unit were read.
READ = 4


def _at(month: int, day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=clock.CHINA)


def happenings(cast: Cast) -> list[Happening]:
    """Plan the assessment with its groups, what they found, and the rectification."""
    return HalfYear(cast).plan()


class HalfYear:
    """The assessment of July and everything after it; each act finds what the earlier ones left."""

    def __init__(self, cast: Cast) -> None:
        """Keep who acts, and choose ten units that filed nothing while filing was closed."""
        self.office, self.officer = cast.users["office"], cast.users["officer"]
        self.leader = cast.users["leader"]
        people = [(name, user) for name, user in cast.users.items() if user.home_unit]
        self.clerks = {u.home_unit.pk: u for name, u in people if name.startswith("clerk")}  # type: ignore[union-attr]
        self.heads = {u.home_unit.pk: u for name, u in people if name.startswith("head")}  # type: ignore[union-attr]
        busy = Filing.objects.filter(
            submitted_at__gte=clock.start_of(LOCKED_FROM), submitted_at__lt=clock.end_of(ENDS_ON)
        ).values("unit")
        free = Unit.objects.filter(pk__in=self.clerks).exclude(pk__in=busy)
        self.units = list(free.order_by("position")[:ASSESSED])

    def plan(self) -> list[Happening]:
        """Return every act with its time."""
        rows = [
            Happening(_at(7, 6, 9, 30), self.announce),
            Happening(_at(7, 15, 8, 30), self.issue),
        ]
        for place, unit in enumerate(self.units):
            day = 20 + place % 3
            rows += [
                Happening(_at(7, day, 9, 10 + place), partial(self.read, unit)),
                Happening(_at(7, day, 14, 20 + place), partial(self.check, unit, place)),
                Happening(_at(7, 23, 9, 5 * place), partial(self.score, unit, place)),
                Happening(_at(7, 27, 10, place), partial(self.confirm, unit)),
                Happening(_at(7, 28, 15, place), partial(self.sign, unit)),
                Happening(_at(8, 5, 10, place), partial(self.promise, unit)),
            ]
        return [*rows, *self._rectified(), *self._later()]

    # -- July: the assessment --------------------------------------------------------------------

    def announce(self) -> None:
        """Plan the assessment, set its indicators and form two groups."""
        found = assessments.plan(
            actor=self.office,
            name=texts.ASSESSMENT,
            check_on=CHECK_ON,
            ends_on=ENDS_ON,
            units=self.units,
        )
        indicators.set_indicators(
            actor=self.office,
            assessment=found,
            lines=[indicators.Line(t, Decimal(points), s) for t, points, s in texts.INDICATORS],
        )
        half = len(self.units) // 2
        for (name, members), chosen in zip(
            texts.GROUPS, (self.units[:half], self.units[half:]), strict=True
        ):
            assessments.form_group(
                actor=self.office,
                assessment=found,
                name=name,
                leader_name=members[0][0],
                members=members,
                units=chosen,
                starts_at=clock.start_of(WINDOW[0]),
                ends_at=clock.end_of(WINDOW[1]),
            )

    def issue(self) -> None:
        """Issue the accounts of both groups."""
        for group in AssessmentGroup.objects.filter(assessment=self._assessment()):
            assessments.issue_accounts(actor=self.office, group=group)

    def _assessment(self) -> Assessment:
        return Assessment.objects.get(name=texts.ASSESSMENT)

    def _sheet(self, unit: Unit) -> AssessmentSheet:
        rows = AssessmentSheet.objects.select_related("group__assessment", "unit")
        return rows.get(group__assessment__name=texts.ASSESSMENT, unit=unit)

    def _assessors(self, sheet: AssessmentSheet) -> tuple[User, User]:
        """Return the group's leader and a member."""
        found = {
            account.user.name: account.user
            for account in TemporaryAccount.objects.select_related("user").filter(
                user__in=sheet.group.members.values("account__user")
            )
        }
        leader = found.pop(sheet.group.leader_name)
        return leader, next(iter(found.values()))

    def read(self, unit: Unit) -> None:
        """Let a member read some of the unit's filings."""
        sheet = self._sheet(unit)
        _leader, member = self._assessors(sheet)
        for place, filing in enumerate(filings_to_read(sheet)[:READ]):
            remark = texts.REMARKS[(unit.pk + place) % len(texts.REMARKS)]
            assessing.mark_read(actor=member, sheet=sheet, filing=filing, remark=remark)

    def check(self, unit: Unit, place: int) -> None:
        """Let a member look on the spot and report what was wrong."""
        sheet = self._sheet(unit)
        leader, member = self._assessors(sheet)
        assessing.record_check(
            actor=member,
            sheet=sheet,
            checked_on=clock.today(),
            place=f"{unit.short_name}会议室",
            attended_by=f"{leader.name}、{member.name}、{self.clerks[unit.pk].name}",
            seen=texts.SEEN[place % len(texts.SEEN)],
        )
        filing = filings_to_read(sheet).first()
        for _indicator, title, description, _points in texts.PROBLEMS[place]:
            assessing.report_problem(
                actor=member,
                sheet=sheet,
                track="matter",
                title=title,
                description=description,
                filing=filing,
            )

    def score(self, unit: Unit, place: int) -> None:
        """Let the leader confirm the problems, take points off and hand the sheet in."""
        sheet = self._sheet(unit)
        leader, _member = self._assessors(sheet)
        lines = {row.position: row for row in sheet.group.assessment.indicators.all()}
        for problem, (position, title, _facts, points) in zip(
            sheet.problems.order_by("id"), texts.PROBLEMS[place], strict=True
        ):
            assessing.decide_problem(actor=leader, problem=problem, confirm=True)
            sheets.take_points(
                actor=leader,
                sheet=sheet,
                indicator=lines[position],
                points=Decimal(points),
                reason=title,
                problem=problem,
                filing=problem.filing,
            )
        opinion = texts.OPINIONS[place % len(texts.OPINIONS)]
        sheets.submit_sheet(actor=leader, sheet=sheet, summary=opinion)

    def confirm(self, unit: Unit) -> None:
        """Let the office confirm the score and draft the feedback."""
        sheet = self._sheet(unit)
        sheets.confirm_sheet(actor=self.office, sheet=sheet)
        paper = feedback.draft_feedback(actor=self.officer, sheet=sheet, rectify_by=RECTIFY_BY)
        drafting.submit(actor=self.officer, document=paper)

    def sign(self, unit: Unit) -> None:
        """Let the leader sign it: each problem becomes a rectification."""
        sheet = self._sheet(unit)
        paper = feedback.documents_about(sheet).get()
        signing.sign(actor=self.leader, document=paper)

    # -- August to November: rectification --------------------------------------------------------

    def _items(self, unit: Unit) -> list[Rectification]:
        rows = Rectification.objects.select_related("unit", "finding", "duty")
        return list(rows.filter(finding__problem__sheet__unit=unit).order_by("id"))

    def promise(self, unit: Unit) -> None:
        """Let the clerk acknowledge what came and write the measures."""
        clerk = self.clerks[unit.pk]
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
                    Happening(_at(9, 8 + place, 10), partial(self.report, unit)),
                    Happening(_at(9, 15 + place, 15), partial(self.judge, unit, place != 6)),
                ]
        if len(self.units) < ASSESSED:
            return rows
        again, waiting, _overdue, longer = self.units[6:]
        return [
            *rows,
            Happening(_at(10, 20, 10), partial(self.report, again)),
            Happening(_at(10, 22, 16), partial(self.judge, again, True)),
            Happening(_at(9, 28, 9, 30), partial(self.report, waiting)),
            Happening(_at(10, 9, 11), partial(self.judge, waiting, False, dt.date(2026, 11, 27))),
            Happening(_at(11, 19, 9, 40), partial(self.report, waiting)),
            Happening(_at(9, 24, 9), partial(self.longer, longer)),
            Happening(_at(9, 25, 10), partial(self.grant, longer)),
        ]

    def report(self, unit: Unit) -> None:
        """Let the clerk report the unit's items as rectified."""
        for item in self._items(unit):
            write_entry(
                actor=self.clerks[unit.pk],
                rectification=item,
                kind=EntryKind.DONE,
                text=texts.RESULT,
            )

    def judge(self, unit: Unit, accept: bool, due_on: dt.date = dt.date(2026, 10, 23)) -> None:
        """Let the officer verify, or send back to a new day."""
        for item in self._items(unit):
            verify(
                actor=self.officer,
                rectification=item,
                accept=accept,
                opinion=texts.ACCEPTED if accept else texts.RETURNED,
                due_on=None if accept else due_on,
            )

    def longer(self, unit: Unit) -> None:
        """Let the clerk ask for more time."""
        for item in self._items(unit):
            ask_for_time(
                actor=self.clerks[unit.pk],
                rectification=item,
                last_day=dt.date(2026, 11, 25),
                reason=texts.MORE_TIME,
            )

    def grant(self, unit: Unit) -> None:
        """Let the head of the office grant it."""
        for item in self._items(unit):
            decide_time(
                actor=self.office, extension=item.extensions.get(), approve=True, opinion="同意"
            )

    # -- October and November: daily supervision, and a plan from a red figure --------------------

    def _later(self) -> list[Happening]:
        return [
            Happening(_at(10, 14, 16), self.visit),
            Happening(_at(11, 3, 10, 20), self.observe),
            Happening(_at(11, 16, 14), self.plan_red),
        ]

    def visit(self) -> None:
        """Record what a research visit showed, and ask one unit to rectify it."""
        unit = self.units[1]
        finding = raise_finding(
            actor=self.officer,
            unit=unit,
            source="research",
            track="matter",
            title=texts.VISIT[0],
            description=texts.VISIT[1],
            found_on=clock.today(),
        )
        ask(
            actor=self.officer,
            findings=[finding],
            owner_name=self.heads[unit.pk].name,
            due_on=dt.date(2026, 11, 30),
            requirement=texts.VISIT[2],
        )

    def observe(self) -> None:
        """Record a problem about a person, and one about both a person and a matter."""
        for unit, track, (title, facts) in zip(
            self.units[2:4], ("person", "both"), texts.PERSONS, strict=True
        ):
            head = self.heads[unit.pk]
            raise_finding(
                actor=self.officer,
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
        head = max(self.heads.values(), key=lambda user: plan_rows.duties_to_plan(user).count())
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
