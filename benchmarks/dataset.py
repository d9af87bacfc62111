"""A district of any size: units, people, one list, and a million duties made in SQL."""

import datetime as dt

from django.db import connection
from treebeard.numconv import NumConv

from accountability.models import Assignment, Checklist, ChecklistItem, Evidence
from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit

_DUTIES = """
    INSERT INTO accountability_duty
        (number, unit_id, assignment_id, title, year, period_key, stage_count, filed_count,
         last_filed_at, is_late, started_at, due_at, warn_at, closed_at, term_code, term_length,
         term_unit, term_rolls, term_warn, term_basis, is_provisional, urged_count)
    SELECT 'B' || a.id || '-' || p, a.unit_id, a.id, '履责事项 ' || p,
           extract(year FROM %(now)s::timestamptz)::int, 'P' || p, 1, 1, NULL,
           (p %% 20) = 0, due - interval '30 days', due, due - interval '7 days',
           CASE WHEN n > %(open)s THEN due - interval '3 days' END,
           'fixed', 30, 'CD', false, '', '', false, 0
    FROM (
        SELECT a.id, a.unit_id, p, row_number() OVER (ORDER BY p, a.id) AS n
        FROM accountability_assignment a, generate_series(1, %(periods)s) AS p
    ) AS a,
    LATERAL (
        -- The first `turning` of the open duties turned yellow or red since the last sweep.
        SELECT %(now)s::timestamptz + CASE
            WHEN n <= %(turning)s / 2 THEN - interval '1 hour'
            WHEN n <= %(turning)s THEN interval '3 days'
            ELSE interval '20 days' + (n %% %(spread)s) * interval '1 hour' END AS due
    ) AS d
    WHERE n <= %(total)s
"""


def build(
    *, units: int, duties: int, open_duties: int, turning: int, spread_hours: int = 300
) -> User:
    """Make the district and return the head of its supervision office, who sees all of it.

    Duties that did not turn fall due over `spread_hours`, beginning in twenty days.
    """
    root = Unit.objects.add_root(
        instance=Unit(code="D", name="清江区", short_name="清江区", kind=UnitKind.DISTRICT)
    )
    number = NumConv("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    rows = [
        Unit(
            path=root.path + number.int2str(i + 1).rjust(Unit.steplen, "0"),
            depth=2,
            code=f"U{i:05}",
            name=f"单位{i:05}",
            short_name=f"单位{i:05}",
            kind=UnitKind.DEPARTMENT if i % 5 else UnitKind.TOWNSHIP,
            position=i,
        )
        for i in range(units)
    ]
    Unit.objects.bulk_create(rows, batch_size=2000)
    Unit.objects.filter(pk=root.pk).update(numchild=units)
    office = _people(root, rows)
    _duties(office, rows, (duties, open_duties, turning, spread_hours))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return office


def _people(root: Unit, rows: list[Unit]) -> User:
    users = [
        User(username=f"clerk{i:05}", name=f"填报员{i}", password="!", must_change_password=False)
        for i in range(len(rows))
    ]
    office = User(username="office", name="主任", password="!", must_change_password=False)
    User.objects.bulk_create([office, *users], batch_size=2000)
    since = dt.date(2020, 1, 1)
    Posting.objects.bulk_create(
        [
            Posting(user=user, unit=unit, role=RoleCode.CLERK, started_on=since)
            for user, unit in zip(users, rows, strict=True)
        ]
        + [Posting(user=office, unit=root, role=RoleCode.OFFICE_HEAD, started_on=since)],
        batch_size=2000,
    )
    return office


def _duties(office: User, rows: list[Unit], sizes: tuple[int, int, int, int]) -> None:
    total, opened, turning, spread = sizes
    now = clock.now()
    checklist = Checklist.objects.create(
        kind="main",
        year=clock.today().year,
        title="主体责任清单",
        status="published",
        created_by=office,
        created_at=now,
        published_by=office,
        published_at=now,
    )
    items = []
    for i in range(32):
        item = ChecklistItem.objects.create(
            checklist=checklist,
            number=f"主-{i:02}",
            category="组织领导",
            title=f"事项{i}",
            content="内容",
            standard="标准",
            score=3,
            holder_role="party_committee",
            period="month",
            position=i,
        )
        Evidence.objects.create(item=item, name="会议纪要", is_required=True)
        items.append(item)
    Assignment.objects.bulk_create(
        [Assignment(item=item, unit=unit, assigned_at=now) for item in items for unit in rows],
        batch_size=5000,
    )
    periods = -(-total // (len(items) * len(rows)))
    with connection.cursor() as cursor:
        cursor.execute(
            _DUTIES,
            {
                "now": now,
                "open": opened,
                "turning": turning,
                "periods": periods,
                "total": total,
                "spread": spread,
            },
        )
