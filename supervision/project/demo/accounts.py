"""The demo's units and accounts."""

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accountability.demo import people, units
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import User
from supervision.accounts.services import factors, postings
from supervision.organizations.models import Unit
from supervision.organizations.services import save_unit
from supervision.project.demo.cases_cast import CASES
from supervision.project.demo.named import Named

#: How the title of a township's discipline secretary ends, in a town and in a street.
SECRETARY = ("纪委书记", "纪工委书记")

FIXED = (
    Named("sysadmin", "简克俭", "QJ-JW", RoleCode.SYSTEM_ADMIN, "系统管理员"),
    Named("secadmin", "容守一", "QJ-JW", RoleCode.SECURITY_ADMIN, "安全保密管理员"),
    Named("secadmin2", "岳持正", "QJ-JW", RoleCode.SECURITY_ADMIN, "安全保密管理员"),
    Named("auditor", "卫明察", "QJ-JW", RoleCode.AUDITOR, "安全审计员"),
    Named("office", "陈映红", "QJ-S01", RoleCode.OFFICE_HEAD, "主任"),
    Named("officer", "周文澜", "QJ-S01", RoleCode.OFFICER, "副主任"),
    Named("leader", "邱树人", "QJ-JW", RoleCode.LEADER, "区纪委副书记、区监委副主任"),
    Named("internal", "邓兆麟", "QJ-S09", RoleCode.INTERNAL, "主任"),
    Named("stationed", "唐小禾", "QJ-P1", RoleCode.STATIONED, "组长"),
)


def named_accounts() -> list[Named]:
    """Return every demo account: the fixed ones, clerk and head of each of the 42 units, the
    discipline secretary of each township, and whoever handles clues and cases.
    """
    found = list(FIXED)
    seeds = people.unit_people()
    for number, code in enumerate(units.reporting_codes(), start=1):
        pair = seeds[code]
        clerk, head = pair.clerk, pair.head
        found.append(Named(f"clerk{number:02}", clerk.name, code, RoleCode.CLERK, clerk.title))
        found.append(Named(f"head{number:02}", head.name, code, RoleCode.UNIT_HEAD, head.title))
    # Last, so that who came before keeps place and number.
    for number, code in enumerate(units.reporting_codes(), start=1):
        found += [
            Named(f"secretary{number:02}", one.name, code, RoleCode.TOWNSHIP_LEADER, one.title)
            for one in seeds[code].members
            if one.title.endswith(SECRETARY)
        ]
    return [*found, *CASES]


def load_units() -> dict[str, Unit]:
    """Build the unit tree and return it by code."""
    groups = {code: facts.group_code for code, facts in units.facts().items()}
    for seed in units.units():
        save_unit(
            actor=None,
            code=seed.code,
            name=seed.name,
            short_name=seed.short_name,
            kind=seed.kind,
            parent_code=seed.parent_code,
            position=seed.position,
            supervised_by=groups.get(seed.code, ""),
        )
    return {unit.code: unit for unit in Unit.objects.all()}


def load_accounts(by_code: dict[str, Unit]) -> dict[str, User]:
    """Open the demo accounts with one password for all, and return them by name."""
    # Hashing is slow by design; one hash serves the demo's shared password.
    password = make_password(settings.DEMO_PASSWORD)
    found: dict[str, User] = {}
    for seed in named_accounts():
        user = User.objects.create(
            username=seed.username,
            name=seed.name,
            password=password,
            phone=f"1390000{len(found):04}",
            must_change_password=False,
            password_changed_at=clock.now(),
        )
        for code in (seed.unit_code, *seed.further):
            postings.load(
                user=user,
                unit=by_code[code],
                role=seed.role,
                title=seed.title,
                started_on=seed.since,
                reason="演示数据",
            )
        if user.needs_factor:
            factors.load_demo(user=user)
        found[seed.username] = user
    return found
