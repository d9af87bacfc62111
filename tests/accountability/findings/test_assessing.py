"""The work on an assessed unit: group and window, scores, feedback, avoidance."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from stdnum.cn import ric

from accountability.finding_scores import group_scores
from accountability.models import (
    Assessment,
    AssessmentProblem,
    AssessmentSheet,
    Deduction,
    Filing,
    Finding,
    Indicator,
    Rectification,
)
from accountability.selectors.assessing import score_of, sheets_visible_to
from accountability.selectors.findings import findings_visible_to
from accountability.services import assessing, assessments, feedback, indicators, sheets
from accountability.services.own_cause import OwnCause
from supervision import clock
from supervision.accounts.models import User
from supervision.documents.services import drafting, signing
from supervision.people.enums import Gender, KinRelation, KinSource
from supervision.people.models import Kinship
from supervision.people.services.entries import enter
from supervision.people.services.posts import start_post
from supervision.people.values import PersonData, PostData
from tests.accountability.findings.conftest import Visit


def problem(visit: Visit, **given: Any) -> AssessmentProblem:
    facts: dict[str, Any] = {
        "actor": visit.member,
        "sheet": visit.sheet,
        "track": "matter",
        "title": "会议记录缺少签字",
        "description": "抽查三份,一份无签字。",
    }
    return assessing.report_problem(**{**facts, **given})


def score(visit: Visit, points: str = "1.5", **given: Any) -> Deduction:
    facts: dict[str, Any] = {
        "actor": visit.member,
        "sheet": visit.sheet,
        "indicator": visit.indicator,
        "points": Decimal(points),
        "reason": "会议记录缺签字",
    }
    return sheets.take_points(**{**facts, **given})


@pytest.fixture
def confirmed(visit: Visit, office: User) -> Visit:
    """The sheet with one problem and one deduction, handed in and confirmed."""
    found = problem(visit)
    assessing.decide_problem(actor=visit.leader, problem=found, confirm=True)
    score(visit, problem=found)
    sheets.submit_sheet(actor=visit.leader, sheet=visit.sheet, summary="总体较好。")
    sheets.confirm_sheet(actor=office, sheet=visit.sheet)
    visit.sheet.refresh_from_db()
    return visit


# -- indicators ----------------------------------------------------------------------------------


@pytest.mark.parametrize("points", [(40, 50), (40, 70), (100, 0)])
def test_weights_that_do_not_add_up_are_refused(
    visit: Visit, office: User, points: tuple[int, int]
) -> None:
    lines = [indicators.Line(f"指标{n}", Decimal(n)) for n in points]
    with pytest.raises(ValidationError):
        indicators.set_indicators(actor=office, assessment=visit.assessment, lines=lines)
    assert visit.assessment.indicators.count() == 2


def test_the_sheet_stays_once_scored_and_only_the_office_sets_it(
    visit: Visit, office: User, leader: User
) -> None:
    lines = [indicators.Line("全部", Decimal(100))]
    with pytest.raises(PermissionDenied):
        indicators.set_indicators(actor=leader, assessment=visit.assessment, lines=lines)
    score(visit)
    with pytest.raises(ValidationError):
        indicators.set_indicators(actor=office, assessment=visit.assessment, lines=lines)
    with pytest.raises(DatabaseError), transaction.atomic():
        Indicator.objects.update(points=50)


def test_the_database_counts_to_a_hundred(visit: Visit) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Indicator.objects.filter(position=1).update(points=41)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# -- the group -----------------------------------------------------------------------------------


def test_only_members_of_the_group_work_on_its_units(
    visit: Visit, office: User, clerk: User, plan: Any, units: Any
) -> None:
    other = assessments.form_group(
        actor=office,
        assessment=visit.assessment,
        name="第二组",
        leader_name="白露",
        members=[("白露", "")],
        units=[units.finance],
        starts_at=clock.now(),
        ends_at=clock.end_of(dt.date(2026, 11, 18)),
    )
    (slip,) = assessments.issue_accounts(actor=office, group=other)
    for who in (slip.account.user, office, clerk):
        with pytest.raises(PermissionDenied):
            problem(visit, actor=who)
        with pytest.raises(PermissionDenied):
            score(visit, actor=who)
    seen = sheets_visible_to(slip.account.user)
    assert [row.unit_id for row in seen] == [units.finance.pk]


def test_pages_of_the_assessor_and_of_the_window(
    visit: Visit, as_user: Any, at: Any, units: Any
) -> None:
    browser = as_user(visit.member)
    url = f"/accountability/sheets/{visit.sheet.pk}/"
    for step in ("reading", "checks", "problems", "scores"):
        assert browser.get(f"{url}?step={step}").status_code == 200, step
    assert browser.get("/accountability/assessing/").status_code == 200
    answer = browser.post(
        f"{url}problem/", {"track": "matter", "title": "缺签字", "description": "一份无签字。"}
    )
    assert answer.status_code == 302
    at("2026-11-19T00:00:00")
    late = browser.post(
        f"{url}problem/", {"track": "matter", "title": "缺签字", "description": "一份无签字。"}
    )
    assert late.status_code == 302 and "login" in late.headers["Location"]
    assert AssessmentProblem.objects.count() == 1


def test_reading_is_ticked_and_a_foreign_filing_refused(
    visit: Visit, give_task: Any, conclude: Any, clerk: User, other_clerk: User, units: Any
) -> None:
    own: Filing = conclude(clerk, give_task(units.water))
    foreign: Filing = conclude(other_clerk, give_task(units.finance, title="财务自查"))
    assessing.mark_read(actor=visit.member, sheet=visit.sheet, filing=own, remark="缺签字")
    assert visit.sheet.marks.count() == 1
    with pytest.raises(ValidationError):
        assessing.mark_read(actor=visit.member, sheet=visit.sheet, filing=foreign)


def test_a_check_on_the_spot_needs_its_facts(visit: Visit) -> None:
    facts: dict[str, Any] = {
        "actor": visit.member,
        "sheet": visit.sheet,
        "checked_on": clock.today(),
        "place": "会议室",
        "attended_by": "魏长河",
        "seen": "台账与系统一致。",
    }
    for bad in (
        {"checked_on": dt.date(2026, 11, 3)},
        {"place": ""},
        {"attended_by": " "},
        {"seen": "无"},
    ):
        with pytest.raises(ValidationError):
            assessing.record_check(**{**facts, **bad})
    assert assessing.record_check(**facts).pk


def test_only_the_leader_confirms_and_hands_in(visit: Visit) -> None:
    found = problem(visit)
    with pytest.raises(PermissionDenied):
        assessing.decide_problem(actor=visit.member, problem=found, confirm=True)
    with pytest.raises(PermissionDenied):
        sheets.submit_sheet(actor=visit.member, sheet=visit.sheet, summary="总体较好。")
    with pytest.raises(ValidationError):
        sheets.submit_sheet(actor=visit.leader, sheet=visit.sheet, summary="总体较好。")
    with pytest.raises(ValidationError):
        assessing.decide_problem(actor=visit.leader, problem=found, confirm=False)
    assessing.decide_problem(actor=visit.leader, problem=found, confirm=False, opinion="原件有签字")
    assert not Finding.objects.exists()


def test_points_have_a_reason_and_never_go_below_zero(visit: Visit) -> None:
    for bad in ({"points": Decimal("40.5")}, {"points": Decimal(0)}, {"reason": " "}):
        with pytest.raises(ValidationError):
            score(visit, **bad)
    deduction = score(visit, "40")
    assert score_of(visit.sheet) == Decimal(60)
    sheets.restore_points(actor=visit.member, deduction=deduction)
    assert score_of(visit.sheet) == Decimal(100)


# -- confirmation and feedback --------------------------------------------------------------------


def test_handed_in_nothing_changes_and_returned_it_does(visit: Visit, office: User) -> None:
    score(visit)
    sheets.submit_sheet(actor=visit.leader, sheet=visit.sheet, summary="总体较好。")
    with pytest.raises(ValidationError):
        score(visit)
    with pytest.raises(DatabaseError), transaction.atomic():
        Deduction.objects.update(points=1)
    with pytest.raises(PermissionDenied):
        sheets.confirm_sheet(actor=visit.leader, sheet=visit.sheet)
    sheets.return_sheet(actor=office, sheet=visit.sheet, reason="扣分依据不足")
    score(visit, "1")
    with pytest.raises(DatabaseError), transaction.atomic():
        AssessmentSheet.objects.update(status="confirmed")


def test_the_unit_sees_nothing_before_the_signed_feedback(
    confirmed: Visit,
    officer: User,
    leader: User,
    office: User,
    clerk: User,
    other_clerk: User,
    as_user: Any,
    units: Any,
) -> None:
    finding = Finding.objects.get()
    url = f"/accountability/sheets/{confirmed.sheet.pk}/"
    page = f"/accountability/findings/{finding.pk}/"
    browser = as_user(clerk)
    assert not findings_visible_to(clerk).exists()
    assert [browser.get(one).status_code for one in (url, page)] == [404, 404]
    due_on = dt.date(2026, 12, 10)
    with pytest.raises(PermissionDenied):
        feedback.draft_feedback(actor=clerk, sheet=confirmed.sheet, rectify_by=due_on)
    document = feedback.draft_feedback(actor=officer, sheet=confirmed.sheet, rectify_by=due_on)
    with pytest.raises(ValidationError):
        feedback.draft_feedback(actor=officer, sheet=confirmed.sheet, rectify_by=due_on)
    drafting.submit(actor=officer, document=document)
    assert not findings_visible_to(clerk).exists()
    signing.sign(actor=leader, document=document)
    assert [browser.get(one).status_code for one in (url, page)] == [200, 200]
    assert as_user(other_clerk).get(url).status_code == 404
    item = Rectification.objects.get()
    assert (item.finding, item.owner_name) == (finding, "魏长河") or item.owner_name
    assert item.ends_at == clock.end_of(due_on)
    (entry,) = group_scores([units.water.pk], dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert entry.amount == Decimal("98.5")


def test_feedback_waits_for_the_confirmation(visit: Visit, officer: User) -> None:
    with pytest.raises(ValidationError):
        feedback.draft_feedback(actor=officer, sheet=visit.sheet, rectify_by=dt.date(2026, 12, 10))


# -- avoidance -----------------------------------------------------------------------------------


@pytest.fixture
def form(plan: Callable[..., Assessment], office: User, units: Any) -> Callable[..., Any]:
    """Return a function that forms a group for the water bureau."""
    planned = plan(units.water)

    def act(name: str, post: str, **given: Any) -> Any:
        return assessments.form_group(
            actor=office,
            assessment=planned,
            name=f"{name}组",
            leader_name="江一帆",
            members=[(name, post)],
            units=[units.water],
            starts_at=clock.now(),
            ends_at=clock.end_of(dt.date(2026, 11, 18)),
            **given,
        )

    return act


def test_nobody_assesses_the_own_unit(form: Callable[..., Any], units: Any) -> None:
    for checked in (False, True):
        with pytest.raises(ValidationError) as refusal:
            form("甲", f"{units.water.short_name}副局长", names_checked=checked)
        assert "members" in refusal.value.message_dict


def test_a_name_found_in_the_unit_is_confirmed_by_the_office(
    form: Callable[..., Any], clerk: User
) -> None:
    with pytest.raises(ValidationError):
        form(clerk.name, "审计局")
    assert form(clerk.name, "审计局", names_checked=True).sheets.count() == 1


def test_the_pages_of_a_group_open_to_the_second_of_its_window(
    visit: Visit, stranger: User, as_user: Callable[..., Any], at: Callable[..., None]
) -> None:
    # The edges exactly; before them a little room, since the clock runs on while a page is made.
    group, room = visit.sheet.group, dt.timedelta(seconds=40)
    page = f"/accountability/sheets/{visit.sheet.pk}/"
    for moment, is_open in (
        (group.starts_at - room, False),
        (group.starts_at, True),
        (group.ends_at - room, True),
        (group.ends_at, False),
    ):
        at(moment)
        answer = as_user(User.objects.get(pk=visit.member.pk)).get(page)
        assert (answer.status_code == 200) is is_open, (moment, answer.status_code)
        if not is_open:
            with pytest.raises(PermissionDenied):
                score(visit, actor=User.objects.get(pk=visit.member.pk))
    assert as_user(stranger).get(page).status_code == 403


def test_a_relative_of_the_head_takes_no_points(
    visit: Visit, office: User, units: Any, stranger: User
) -> None:
    """The slip bears name and unit: the register knows whose relative its holder is."""
    born = dt.date(1980, 5, 6)
    people = []
    for place, (name, unit) in enumerate((("江一帆", units.finance), ("魏长河", units.water)), 1):
        digits = f"530102{born:%Y%m%d}0{place}1"
        data = PersonData(
            name=name,
            gender=Gender.MALE,
            birth_on=born,
            id_number=digits + ric.calc_check_digit(digits + "0"),
            unit=unit,
            is_member=True,
            party_branch="机关党支部",
            joined_on=dt.date(2005, 7, 1),
        )
        people.append(enter(actor=office, data=data))
    post = PostData(title="局长", started_on=dt.date(2020, 1, 1), unit=units.water, is_leading=True)
    start_post(actor=office, person=people[1], data=post)
    Kinship.objects.create(
        person=people[0],
        relative=people[1],
        relation=KinRelation.SIBLING,
        source=KinSource.values[0],
        known_on=dt.date(2024, 1, 1),
        entered_by=office,
        entered_at=clock.now(),
    )
    leader = visit.leader
    visit.sheet.group.members.filter(name="江一帆").update(post=f"{units.finance.name}副局长")
    for act in (
        lambda: score(visit, actor=leader),
        lambda: sheets.submit_sheet(actor=leader, sheet=visit.sheet, summary="总体较好。"),
    ):
        with pytest.raises(OwnCause):
            act()
    score(visit)
    with pytest.raises(PermissionDenied):
        score(visit, actor=stranger)
