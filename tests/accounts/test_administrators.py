"""Three administrators: no one is two of them, none of them reads or does business."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from supervision import clock
from supervision.accounts import checks, reach, roles
from supervision.accounts.enums import ADMINISTRATORS, RoleCode
from supervision.accounts.models import Posting, User
from supervision.accounts.selectors import visible_units
from supervision.accounts.services import accounts, postings, requests
from supervision.audit.models import AuditEvent

BUSINESS = [role for role in RoleCode if role not in ADMINISTRATORS]
OTHERS = [
    (administrator, other)
    for administrator in ADMINISTRATORS
    for other in RoleCode
    if other != administrator
]
#: The kernel's own rooms; whatever else is registered is business and closed to administrators.
ROOMS = (
    *("accounts.", "organizations.", "deadlines.", "audit.", "exchange.", "notifications."),
    # How far files were read, where the map's tiles lead, and the blank forms of papers.
    *("attachments.oversee_reading", "dashboards.edit_map", "documents.edit_templates"),
)
#: What administrators share with business roles, because it shows no business data.
SHARED = {
    "organizations.read_tree": "names of units",
    "exchange.open": "each importer and exporter asks for a right of its own",
    "exchange.read_records": "who exported what, never the rows",
    "documents.edit_templates": "a blank form, never a paper written on it",
}
#: Kinds of object an administrator may open: accounts and requests, the record, the calendar, and
#: what the administrator was told, brought in or took out.
OPEN_KINDS = {
    "accounts",
    "audit-events",
    "calendar-years",
    "export-records",
    "exports",
    "grant-requests",
    "imports",
    "map-places",
    "notices",
    "own-sessions",
    "reach-maps",
}


@pytest.mark.parametrize("permission", sorted(roles.everything()))
def test_administrators_hold_no_permission_of_business(permission: str) -> None:
    holders = set(roles.roles_with(permission))
    administrators = holders & set(ADMINISTRATORS)
    if administrators:
        assert permission.startswith(ROOMS)
    if permission not in SHARED and administrators:
        assert not [role for role in holders if roles.ROLES[role].reach != "none"], holders


def test_no_two_administrators_share_a_power_over_accounts() -> None:
    powers = ("accounts.manage", "accounts.grant_posts", "accounts.decide_requests")
    for power in powers:
        assert len(roles.roles_with(power)) == 1
    assert roles.roles_with("accounts.manage") != roles.roles_with("accounts.decide_requests")


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor"])
def test_administrators_open_no_row_of_business(
    who: str, scene_of_water: Any, request: Any
) -> None:
    user = User.objects.get(pk=request.getfixturevalue(who).pk)
    assert not visible_units(user).exists()
    for source in reach.everything():
        assert source.key in OPEN_KINDS or not source.rows(user).exists(), source.key


@pytest.fixture
def scene_of_water(units: Any, office: Any) -> Any:
    """One task of the water bureau."""
    from accountability.services import tasklists  # noqa: PLC0415

    return tasklists.issue(
        actor=office,
        title="河道采砂专项自查",
        content="对照清单开展自查。",
        standard="形成自查报告。",
        units=[units.water],
        due_on=clock.today() + dt.timedelta(days=20),
    )


@pytest.mark.parametrize(("role", "other"), OTHERS)
def test_the_database_refuses_a_second_role_at_the_same_time(
    stranger: Any, units: Any, role: str, other: str
) -> None:
    def post(code: str, first: dt.date, last: dt.date | None) -> None:
        Posting.objects.create(
            user=stranger, unit=units.commission, role=code, started_on=first, ended_on=last
        )

    post(role, dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    with pytest.raises(IntegrityError), transaction.atomic():
        post(other, dt.date(2026, 6, 30), None)
    with pytest.raises(IntegrityError), transaction.atomic():
        post(other, dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    post(other, dt.date(2026, 7, 1), None)


def test_the_same_role_in_two_units_and_two_business_roles_are_no_clash(
    stranger: Any, units: Any
) -> None:
    for unit in (units.water, units.finance):
        for role in (RoleCode.CLERK, RoleCode.UNIT_HEAD):
            Posting.objects.create(
                user=stranger, unit=unit, role=role, started_on=dt.date(2026, 1, 1)
            )


@pytest.mark.parametrize(("role", "other"), OTHERS)
def test_the_service_says_so_before_the_database_does(
    stranger: Any, units: Any, role: str, other: str
) -> None:
    if RoleCode.ASSESSOR in (role, other):
        return
    give = {"user": stranger, "unit": units.commission, "title": "", "reason": "安装"}
    postings.load(role=role, started_on=clock.today(), **give)
    with pytest.raises(ValidationError):
        postings.load(role=other, started_on=clock.today() + dt.timedelta(days=9), **give)


def test_there_is_no_superuser(clerk: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=clerk.pk).update(is_superuser=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("CLERK", "x", name="twin")
    assert not hasattr(User.objects, "create_superuser")


def test_the_check_finds_a_superuser_and_a_dropped_wall(clerk: Any, settings: Any) -> None:
    assert not checks.administrators_are_apart(None)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user DROP CONSTRAINT no_superuser")
    User.objects.filter(pk=clerk.pk).update(is_superuser=True)
    assert {found.id for found in checks.administrators_are_apart(None)} == {
        "accounts.E001",
        "accounts.E002",
    }
    User.objects.filter(pk=clerk.pk).update(is_superuser=False)
    settings.PRODUCTION = True
    assert "accounts.W001" in {found.id for found in checks.administrators_are_apart(None)}


def test_the_last_administrators_are_not_closed(
    sysadmin: Any, secadmin: Any, secadmin2: Any, auditor: Any, make_user: Any, units: Any
) -> None:
    for last in (secadmin, secadmin2, auditor):
        with pytest.raises(ValidationError):
            accounts.close(actor=sysadmin, user=last)
    make_user("secadmin3", RoleCode.SECURITY_ADMIN, units.commission)
    accounts.close(actor=sysadmin, user=secadmin)


def test_no_last_day_and_no_ended_post_leaves_too_few_administrators(
    sysadmin: Any, secadmin: Any, secadmin2: Any, auditor: Any, make_user: Any, units: Any
) -> None:
    today = clock.today()
    with pytest.raises(ValidationError):
        accounts.limit(actor=sysadmin, user=auditor, ends_on=today)
    request = requests.ask_to_end_post(
        actor=secadmin, posting=auditor.postings.get(), ends_on=today, reason="岗位调整。"
    )
    with pytest.raises(ValidationError):
        requests.decide(actor=secadmin2, request=request, approve=True)
    make_user("auditor2", RoleCode.AUDITOR, units.commission)
    requests.decide(actor=secadmin2, request=request, approve=True)
    assert auditor.postings.get().ended_on == today


def test_the_first_administrators_come_from_the_command_line(db: None, capsys: Any) -> None:
    call_command(
        "appoint_administrators",
        unit="JW",
        unit_name="清江区纪委监委",
        system=["zhangsan:张三"],
        security=["lisi:李四", "wangwu:王五"],
        auditor=["zhaoliu:赵六"],
    )
    said = capsys.readouterr().out
    for account in User.objects.all():
        assert account.must_change_password and account.needs_factor
        assert f"{account.username} " in said
    assert AuditEvent.objects.filter(verb="accounts.post_given", actor_id=None).count() == 4
    with pytest.raises(CommandError):
        call_command("appoint_administrators", unit="JW", system=["sunqi:孙七"])
    assert not User.objects.filter(username="sunqi").exists()


def test_a_stranger_is_no_administrator(stranger: Any) -> None:
    assert not stranger.is_administrator and not stranger.needs_factor
