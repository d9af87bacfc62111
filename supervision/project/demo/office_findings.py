"""The half-year assessment of ten units in the demo's year."""

import datetime as dt
from decimal import Decimal
from functools import partial

from accountability.models import Assessment, AssessmentGroup, AssessmentSheet, Filing
from accountability.selectors.assessing import filings_to_read
from accountability.services import assessing, assessments, feedback, indicators, sheets
from supervision import clock
from supervision.accounts.models import TemporaryAccount, User
from supervision.documents.services import drafting, signing
from supervision.organizations.models import Unit
from supervision.project.demo import finding_texts as texts
from supervision.project.demo.cast import Cast
from supervision.project.demo.happenings import Happening
from supervision.project.demo.office_rectifications import ASSESSED, Aftermath, People, at

CHECK_ON, ENDS_ON = dt.date(2026, 7, 20), dt.date(2026, 7, 22)
LOCKED_FROM = dt.date(2026, 7, 17)
WINDOW = (dt.date(2026, 7, 15), dt.date(2026, 7, 31))
RECTIFY_BY = dt.date(2026, 9, 30)
#: So many filings of each unit were read.
READ = 4


def happenings(cast: Cast) -> list[Happening]:
    """Plan the assessment with its groups, what they found, and the rectification."""
    people = People(cast)
    units = _assessed(people)
    return [*HalfYear(people, units).plan(), *Aftermath(people, units).plan()]


def _assessed(people: People) -> list[Unit]:
    """Choose ten units that filed nothing while filing was closed."""
    busy = Filing.objects.filter(
        submitted_at__gte=clock.start_of(LOCKED_FROM), submitted_at__lt=clock.end_of(ENDS_ON)
    ).values("unit")
    free = Unit.objects.filter(pk__in=people.clerks).exclude(pk__in=busy)
    return list(free.order_by("position")[:ASSESSED])


class HalfYear:
    """The assessment of July; each act finds what the earlier ones left."""

    def __init__(self, people: People, units: list[Unit]) -> None:
        """Keep who acts, and which units are assessed."""
        self.people, self.units = people, units

    def plan(self) -> list[Happening]:
        """Return every act with its time."""
        rows = [
            Happening(at(7, 6, 9, 30), self.announce),
            Happening(at(7, 15, 8, 30), self.issue),
        ]
        for place, unit in enumerate(self.units):
            day = 20 + place % 3
            rows += [
                Happening(at(7, day, 9, 10 + place), partial(self.read, unit)),
                Happening(at(7, day, 14, 20 + place), partial(self.check, unit, place)),
                Happening(at(7, 23, 9, 5 * place), partial(self.score, unit, place)),
                Happening(at(7, 27, 10, place), partial(self.confirm, unit)),
                Happening(at(7, 28, 15, place), partial(self.sign, unit)),
            ]
        return rows

    def announce(self) -> None:
        """Plan the assessment, set its indicators and form two groups."""
        found = assessments.plan(
            actor=self.people.office,
            name=texts.ASSESSMENT,
            check_on=CHECK_ON,
            ends_on=ENDS_ON,
            units=self.units,
        )
        indicators.set_indicators(
            actor=self.people.office,
            assessment=found,
            lines=[indicators.Line(t, Decimal(points), s) for t, points, s in texts.INDICATORS],
        )
        half = len(self.units) // 2
        for (name, members), chosen in zip(
            texts.GROUPS, (self.units[:half], self.units[half:]), strict=True
        ):
            assessments.form_group(
                actor=self.people.office,
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
            assessments.issue_accounts(actor=self.people.office, group=group)

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
            attended_by=f"{leader.name}、{member.name}、{self.people.clerks[unit.pk].name}",
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
        sheets.confirm_sheet(actor=self.people.office, sheet=sheet)
        paper = feedback.draft_feedback(
            actor=self.people.officer, sheet=sheet, rectify_by=RECTIFY_BY
        )
        drafting.submit(actor=self.people.officer, document=paper)

    def sign(self, unit: Unit) -> None:
        """Let the leader sign it: each problem becomes a rectification."""
        sheet = self._sheet(unit)
        paper = feedback.documents_about(sheet).get()
        signing.sign(actor=self.people.leader, document=paper)
