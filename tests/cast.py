"""The cast: who acts in the tests. Every test file has a stranger who must get nothing.

The unit tree is small but whole: a district with the commission and its supervision office, two
departments and a township with a village. Passwords are all PASSWORD.
"""

import datetime as dt
from collections.abc import Callable
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


@pytest.fixture
def units(db: None) -> Units:
    """Return the small district, made by the service that makes the real one."""
    for row in TREE:
        _save(row)
    found = {unit.code: unit for unit in Unit.objects.all()}
    return Units(*(found[row[0]] for row in TREE))


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Return a function that makes a signed-up account with one post, or none."""

    def make(
        username: str, role: str = "", unit: Unit | None = None, name: str = "", title: str = ""
    ) -> User:
        user = User.objects.create_user(
            username, PASSWORD, name=name or username, must_change_password=False
        )
        if unit is not None:
            Posting.objects.create(
                user=user, unit=unit, role=role, title=title, started_on=dt.date(2020, 1, 1)
            )
        return user

    return make


@pytest.fixture
def office(units: Units, make_user: Callable[..., User]) -> User:
    """Head of the supervision office."""
    return make_user("office", RoleCode.OFFICE_HEAD, units.office, "周文澜", "主任")


@pytest.fixture
def officer(units: Units, make_user: Callable[..., User]) -> User:
    """Officer of the supervision office."""
    return make_user("officer", RoleCode.OFFICER, units.office, "陈以宁", "干部")


@pytest.fixture
def leader(units: Units, make_user: Callable[..., User]) -> User:
    """Leader of the commission."""
    return make_user("leader", RoleCode.LEADER, units.commission, "顾远山", "副书记")


@pytest.fixture
def clerk(units: Units, make_user: Callable[..., User]) -> User:
    """Clerk of the water bureau: the owner in most tests."""
    return make_user("clerk", RoleCode.CLERK, units.water, "林知秋", "办公室干部")


@pytest.fixture
def other_clerk(units: Units, make_user: Callable[..., User]) -> User:
    """Clerk of the finance bureau: an outsider to the water bureau."""
    return make_user("other_clerk", RoleCode.CLERK, units.finance, "沈若谷", "办公室干部")


@pytest.fixture
def township_clerk(units: Units, make_user: Callable[..., User]) -> User:
    """Clerk of the township."""
    return make_user("township_clerk", RoleCode.CLERK, units.township, "何青禾", "党政办干部")


@pytest.fixture
def head(units: Units, make_user: Callable[..., User]) -> User:
    """Head of the water bureau: reads, does not file."""
    return make_user("head", RoleCode.UNIT_HEAD, units.water, "魏长河", "局长")


@pytest.fixture
def sysadmin(units: Units, make_user: Callable[..., User]) -> User:
    """System administrator: no business data."""
    return make_user("sysadmin", RoleCode.SYSTEM_ADMIN, units.commission, "系统管理员")


@pytest.fixture
def secadmin(units: Units, make_user: Callable[..., User]) -> User:
    """Security administrator: gives posts."""
    return make_user("secadmin", RoleCode.SECURITY_ADMIN, units.commission, "安全管理员")


@pytest.fixture
def secadmin2(units: Units, make_user: Callable[..., User]) -> User:
    """Second security administrator: decides what the first one asks for."""
    return make_user("secadmin2", RoleCode.SECURITY_ADMIN, units.commission, "安全管理员乙")


@pytest.fixture
def auditor(units: Units, make_user: Callable[..., User]) -> User:
    """Security auditor: reads the record and nothing else."""
    return make_user("auditor", RoleCode.AUDITOR, units.commission, "安全审计员")


@pytest.fixture
def internal(units: Units, make_user: Callable[..., User]) -> User:
    """Officer of the internal supervision office: reads the district, writes nothing."""
    return make_user("internal", RoleCode.INTERNAL, units.commission, "邓兆麟", "干部")


@pytest.fixture
def stationed(units: Units, make_user: Callable[..., User]) -> User:
    """Member of the group stationed at the water bureau: sees the group and that bureau."""
    _save(GROUP)
    water = next(row for row in TREE if row[0] == units.water.code)
    _save(water, supervised_by=GROUP[0])
    group = Unit.objects.get(code=GROUP[0])
    return make_user("stationed", RoleCode.STATIONED, group, "唐小禾", "组长")


@pytest.fixture
def case_offices(units: Units) -> CaseOffices:
    """Return the offices through which a clue goes."""
    for row in CASE_OFFICES:
        _save(row)
    found = {unit.code: unit for unit in Unit.objects.all()}
    return CaseOffices(*(found[row[0]] for row in CASE_OFFICES))


@pytest.fixture
def petition(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Officer of the petition office: registers, knows the reporter."""
    return make_user("petition", RoleCode.PETITION, case_offices.petition, "罗清如", "干部")


@pytest.fixture
def casesup(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Officer of the case supervision office: sees every clue, assigns, archives."""
    unit = case_offices.supervision
    return make_user("casesup", RoleCode.CASE_SUPERVISION, unit, "严以宽", "干部")


@pytest.fixture
def casesup_head(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Head of the case supervision office."""
    unit = case_offices.supervision
    return make_user("casesup_head", RoleCode.SUPERVISION_HEAD, unit, "戴明朗", "主任")


@pytest.fixture
def handler1(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Officer of the handling office."""
    return make_user("handler1", RoleCode.HANDLER, case_offices.handling, "石磊", "干部")


@pytest.fixture
def handler2(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Second officer of the handling office."""
    return make_user("handler2", RoleCode.HANDLER, case_offices.handling, "江映雪", "干部")


@pytest.fixture
def handling_head(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Head of the handling office."""
    unit = case_offices.handling
    return make_user("handling_head", RoleCode.HANDLING_HEAD, unit, "段正平", "主任")


@pytest.fixture
def other_handler(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Officer of the second handling office: an outsider to the clues of the first."""
    unit = case_offices.other_handling
    return make_user("other_handler", RoleCode.HANDLER, unit, "陶然", "干部")


@pytest.fixture
def other_handling_head(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Head of the second handling office."""
    unit = case_offices.other_handling
    return make_user("other_handling_head", RoleCode.HANDLING_HEAD, unit, "常守义", "主任")


@pytest.fixture
def reviewer(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Officer of the case review office."""
    return make_user("reviewer", RoleCode.REVIEWER, case_offices.review, "闻静之", "干部")


@pytest.fixture
def reviewer2(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Second officer of the case review office."""
    return make_user("reviewer2", RoleCode.REVIEWER, case_offices.review, "苏衡", "干部")


@pytest.fixture
def review_head(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Head of the case review office."""
    return make_user("review_head", RoleCode.REVIEW_HEAD, case_offices.review, "方律己", "主任")


@pytest.fixture
def deputy(units: Units, make_user: Callable[..., User]) -> User:
    """Deputy in charge of every office of the commission."""
    return make_user("deputy", RoleCode.DEPUTY, units.commission, "谢长安", "副书记")


@pytest.fixture
def deputy2(case_offices: CaseOffices, make_user: Callable[..., User]) -> User:
    """Deputy in charge of the review office alone."""
    return make_user("deputy2", RoleCode.DEPUTY, case_offices.review, "庄敬贤", "常委")


@pytest.fixture
def principal(units: Units, make_user: Callable[..., User]) -> User:
    """Principal of the commission."""
    return make_user("principal", RoleCode.PRINCIPAL, units.commission, "程砚秋", "书记")


@pytest.fixture
def stranger(make_user: Callable[..., User]) -> User:
    """An account without any post: must get nothing anywhere."""
    return make_user("stranger", name="局外人")


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
