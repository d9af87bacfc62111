"""The cast: who acts in the tests. Every test file has a stranger who must get nothing.

The unit tree is small but whole: a district with the commission and its supervision office, two
departments and a township with a village. Passwords are all PASSWORD.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from django.test import Client

from supervision import clock
from supervision.accounts import proofs
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit

PASSWORD = "Qingjiang#2026"

TREE = (
    ("D", "清江区", "清江区", UnitKind.DISTRICT, "", 0),
    ("C", "清江区纪委监委", "区纪委", UnitKind.COMMISSION, "D", 0),
    ("C01", "党风政风监督室", "党风室", UnitKind.OFFICE, "C", 1),
    ("U01", "清江区水务局", "水务局", UnitKind.DEPARTMENT, "D", 1),
    ("U02", "清江区财政局", "财政局", UnitKind.DEPARTMENT, "D", 2),
    ("T01", "白砚镇", "白砚镇", UnitKind.TOWNSHIP, "D", 35),
    ("T01V1", "白砚镇松台村", "松台村", UnitKind.VILLAGE, "T01", 1),
)


#: The group stationed at the water bureau; made only for tests in which its member acts.
GROUP = ("G01", "驻区水务局纪检监察组", "驻水务局组", UnitKind.STATIONED_GROUP, "C", 2)


#: The offices through which a clue goes; made only for tests of cases.
CASE_OFFICES = (
    ("C02", "信访室", "信访室", UnitKind.OFFICE, "C", 3),
    ("C03", "案件监督管理室", "案管室", UnitKind.OFFICE, "C", 4),
    ("C04", "第一审查调查室", "审查一室", UnitKind.OFFICE, "C", 5),
    ("C05", "第二审查调查室", "审查二室", UnitKind.OFFICE, "C", 6),
    ("C06", "案件审理室", "审理室", UnitKind.OFFICE, "C", 7),
)


@dataclass(frozen=True)
class CaseOffices:
    """The offices through which a clue goes."""

    petition: Unit
    supervision: Unit
    handling: Unit
    other_handling: Unit
    review: Unit


@dataclass(frozen=True)
class Units:
    """The units of the small district by what they are."""

    district: Unit
    commission: Unit
    office: Unit
    water: Unit
    finance: Unit
    township: Unit
    village: Unit


#: When the units of the small district came to be: at the beginning of the year of the tests.
FOUNDED = dt.datetime(2026, 1, 2, 9, tzinfo=clock.CHINA)


@dataclass(frozen=True)
class Member:
    """Somebody of the cast: the post, the code of its unit, name and title."""

    role: RoleCode
    unit: str
    name: str
    title: str


CAST = {
    "office": Member(RoleCode.OFFICE_HEAD, "C01", "周文澜", "主任"),
    "officer": Member(RoleCode.OFFICER, "C01", "陈以宁", "干部"),
    "leader": Member(RoleCode.LEADER, "C", "顾远山", "副书记"),
    "clerk": Member(RoleCode.CLERK, "U01", "林知秋", "办公室干部"),
    "other_clerk": Member(RoleCode.CLERK, "U02", "沈若谷", "办公室干部"),
    "township_clerk": Member(RoleCode.CLERK, "T01", "何青禾", "党政办干部"),
    "head": Member(RoleCode.UNIT_HEAD, "U01", "魏长河", "局长"),
    "sysadmin": Member(RoleCode.SYSTEM_ADMIN, "C", "系统管理员", ""),
    "secadmin": Member(RoleCode.SECURITY_ADMIN, "C", "安全管理员", ""),
    "secadmin2": Member(RoleCode.SECURITY_ADMIN, "C", "安全管理员乙", ""),
    "auditor": Member(RoleCode.AUDITOR, "C", "安全审计员", ""),
    "internal": Member(RoleCode.INTERNAL, "C", "邓兆麟", "干部"),
    "stationed": Member(RoleCode.STATIONED, "G01", "唐小禾", "组长"),
    "petition": Member(RoleCode.PETITION, "C02", "罗清如", "干部"),
    "casesup": Member(RoleCode.CASE_SUPERVISION, "C03", "严以宽", "干部"),
    "casesup_head": Member(RoleCode.SUPERVISION_HEAD, "C03", "戴明朗", "主任"),
    "handler1": Member(RoleCode.HANDLER, "C04", "石磊", "干部"),
    "handler2": Member(RoleCode.HANDLER, "C04", "江映雪", "干部"),
    "handling_head": Member(RoleCode.HANDLING_HEAD, "C04", "段正平", "主任"),
    "other_handler": Member(RoleCode.HANDLER, "C05", "陶然", "干部"),
    "other_handling_head": Member(RoleCode.HANDLING_HEAD, "C05", "常守义", "主任"),
    "reviewer": Member(RoleCode.REVIEWER, "C06", "闻静之", "干部"),
    "reviewer2": Member(RoleCode.REVIEWER, "C06", "苏衡", "干部"),
    "review_head": Member(RoleCode.REVIEW_HEAD, "C06", "方律己", "主任"),
    "deputy": Member(RoleCode.DEPUTY, "C", "谢长安", "副书记"),
    "deputy2": Member(RoleCode.DEPUTY, "C06", "庄敬贤", "常委"),
    "principal": Member(RoleCode.PRINCIPAL, "C", "程砚秋", "书记"),
}


def _save(row: tuple[str, str, str, UnitKind, str, int], supervised_by: str | None = None) -> None:
    code, name, short_name, kind, parent, position = row
    save_unit(
        actor=None,
        code=code,
        name=name,
        short_name=short_name,
        kind=kind,
        parent_code=parent,
        position=position,
        supervised_by=supervised_by,
    )


def plant_units() -> None:
    """Make the small district by the service that makes the real one: a world of its own."""
    clock.set_shift(FOUNDED - clock.real_now())
    small_district()


def plant_offices() -> None:
    """Make the small district with the offices through which a clue goes: a world of its own."""
    plant_units()
    offices_of_cases()


def join(username: str) -> User:
    """Return the member of the cast, signed up if this is the first time somebody asks.

    Makes the stationed group where its member joins; other units have to be there.
    """
    found = User.objects.filter(username=username).first()
    if found is not None:
        return found
    member = CAST[username]
    if member.unit == GROUP[0]:
        _save(GROUP)
        _save(next(row for row in TREE if row[0] == "U01"), supervised_by=GROUP[0])
    unit = Unit.objects.get(code=member.unit)
    return sign_up(username, member.role, unit, member.name, member.title)


def sign_up(
    username: str, role: str = "", unit: Unit | None = None, name: str = "", title: str = ""
) -> User:
    """Make a signed-up account with one post, or none."""
    user = User.objects.create_user(
        username, PASSWORD, name=name or username, must_change_password=False
    )
    if unit is not None:
        Posting.objects.create(
            user=user, unit=unit, role=role, title=title, started_on=dt.date(2020, 1, 1)
        )
    return user


@pytest.fixture
def units(db: None) -> Units:
    """Return the small district."""
    return small_district()


def small_district() -> Units:
    """Return the units of the small district; most tests begin in a world that has them."""
    return Units(*_there(TREE))


def _there(rows: Sequence[tuple[str, str, str, UnitKind, str, int]]) -> list[Unit]:
    found = {unit.code: unit for unit in Unit.objects.all()}
    missing = [row for row in rows if row[0] not in found]
    for row in missing:
        _save(row)
    return [found.get(row[0]) or Unit.objects.get(code=row[0]) for row in rows]


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Return a function that makes a signed-up account with one post, or none."""

    return sign_up


@pytest.fixture
def office(units: Units) -> User:
    """Head of the supervision office."""
    return join("office")


@pytest.fixture
def officer(units: Units) -> User:
    """Officer of the supervision office."""
    return join("officer")


@pytest.fixture
def leader(units: Units) -> User:
    """Leader of the commission."""
    return join("leader")


@pytest.fixture
def clerk(units: Units) -> User:
    """Clerk of the water bureau: the owner in most tests."""
    return join("clerk")


@pytest.fixture
def other_clerk(units: Units) -> User:
    """Clerk of the finance bureau: an outsider to the water bureau."""
    return join("other_clerk")


@pytest.fixture
def township_clerk(units: Units) -> User:
    """Clerk of the township."""
    return join("township_clerk")


@pytest.fixture
def head(units: Units) -> User:
    """Head of the water bureau: reads, does not file."""
    return join("head")


@pytest.fixture
def sysadmin(units: Units) -> User:
    """System administrator: no business data."""
    return join("sysadmin")


@pytest.fixture
def secadmin(units: Units) -> User:
    """Security administrator: gives posts."""
    return join("secadmin")


@pytest.fixture
def secadmin2(units: Units) -> User:
    """Second security administrator: decides what the first one asks for."""
    return join("secadmin2")


@pytest.fixture
def auditor(units: Units) -> User:
    """Security auditor: reads the record and nothing else."""
    return join("auditor")


@pytest.fixture
def internal(units: Units) -> User:
    """Officer of the internal supervision office: reads the district, writes nothing."""
    return join("internal")


@pytest.fixture
def stationed(units: Units) -> User:
    """Member of the group stationed at the water bureau: sees the group and that bureau."""
    return join("stationed")


@pytest.fixture
def case_offices(units: Units) -> CaseOffices:
    """Return the offices through which a clue goes."""
    return offices_of_cases()


def offices_of_cases() -> CaseOffices:
    """Return the offices through which a clue goes; tests of cases begin in a world with them."""
    return CaseOffices(*_there(CASE_OFFICES))


@pytest.fixture
def petition(case_offices: CaseOffices) -> User:
    """Officer of the petition office: registers, knows the reporter."""
    return join("petition")


@pytest.fixture
def casesup(case_offices: CaseOffices) -> User:
    """Officer of the case supervision office: sees every clue, assigns, archives."""
    return join("casesup")


@pytest.fixture
def casesup_head(case_offices: CaseOffices) -> User:
    """Head of the case supervision office."""
    return join("casesup_head")


@pytest.fixture
def handler1(case_offices: CaseOffices) -> User:
    """Officer of the handling office."""
    return join("handler1")


@pytest.fixture
def handler2(case_offices: CaseOffices) -> User:
    """Second officer of the handling office."""
    return join("handler2")


@pytest.fixture
def handling_head(case_offices: CaseOffices) -> User:
    """Head of the handling office."""
    return join("handling_head")


@pytest.fixture
def other_handler(case_offices: CaseOffices) -> User:
    """Officer of the second handling office: an outsider to the clues of the first."""
    return join("other_handler")


@pytest.fixture
def other_handling_head(case_offices: CaseOffices) -> User:
    """Head of the second handling office."""
    return join("other_handling_head")


@pytest.fixture
def reviewer(case_offices: CaseOffices) -> User:
    """Officer of the case review office."""
    return join("reviewer")


@pytest.fixture
def reviewer2(case_offices: CaseOffices) -> User:
    """Second officer of the case review office."""
    return join("reviewer2")


@pytest.fixture
def review_head(case_offices: CaseOffices) -> User:
    """Head of the case review office."""
    return join("review_head")


@pytest.fixture
def deputy(units: Units) -> User:
    """Deputy in charge of every office of the commission."""
    return join("deputy")


@pytest.fixture
def deputy2(case_offices: CaseOffices) -> User:
    """Deputy in charge of the review office alone."""
    return join("deputy2")


@pytest.fixture
def principal(units: Units) -> User:
    """Principal of the commission."""
    return join("principal")


@pytest.fixture
def stranger(db: None) -> User:
    """An account without any post: must get nothing anywhere."""
    return a_stranger()


def a_stranger() -> User:
    """Return the account without any post, signed up if this is the first time somebody asks."""
    found = User.objects.filter(username="stranger").first()
    return found or sign_up("stranger", name="局外人")


def enter(client: Client, user: User, *, sudo: bool = True) -> Client:
    """Sign the account in past the form, its second factor given and its identity confirmed."""
    client.force_login(user, backend="supervision.accounts.backends.PortalBackend")
    session = client.session
    proofs.pass_factor(session)
    if sudo:
        proofs.confirm(session)
    session.save()
    return client


def settle(client: Client) -> Client:
    """Ask for a page that is not there: the session is noted now, not with every request anew.

    For clients whose requests are taken back, and with them what the first one leaves behind.
    """
    client.get("/no-such-page/")
    return client


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """Return a function that gives a browser-like client signed in as the account.

    Without `sudo` the session still has to confirm before an important act.
    """

    def sign_in(user: User | None, *, sudo: bool = True) -> Client:
        return Client() if user is None else enter(Client(), user, sudo=sudo)

    return sign_in


@pytest.fixture
def at() -> object:
    """Return a function that moves the portal's clock to an instant; it is set back afterwards."""

    def move(instant: dt.datetime | str) -> None:
        moment = dt.datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=clock.CHINA)
        clock.set_shift(moment - clock.real_now())

    yield move
    clock.set_shift(dt.timedelta(0))
