"""The demo's yearly assessment: all units, two of the groups that will come."""

import datetime as dt
from decimal import Decimal

from accountability.demo import units as seeds
from accountability.services import assessments, indicators
from supervision import clock
from supervision.accounts.models import User
from supervision.organizations.models import Unit
from supervision.project.demo import finding_texts as texts

CHECK_ON = dt.date(2026, 12, 15)
ENDS_ON = dt.date(2026, 12, 18)
GROUPS = (
    (
        "第一考核组",
        "蒋百川",
        (
            ("蒋百川", "区纪委常委、区监委委员"),
            ("穆怀瑾", "区审计局经责科科长"),
            ("简若水", "区纪委第一监督检查室副主任"),
        ),
        slice(0, 11),
    ),
    (
        "第二考核组",
        "翁安澜",
        (
            ("翁安澜", "区纪委常委、区监委委员"),
            ("栾子墨", "区委组织部干部监督科科长"),
            ("宫月白", "区纪委第二监督检查室干部"),
        ),
        slice(34, 42),
    ),
)


def plan_assessments(*, office: User, by_code: dict[str, Unit]) -> None:
    """Plan the year's check of all 42 units, set its indicators and form its first groups."""
    assessed = [by_code[code] for code in seeds.reporting_codes()]
    row = assessments.plan(
        actor=office,
        name="2026年度党风廉政建设责任制检查考核",
        check_on=CHECK_ON,
        ends_on=ENDS_ON,
        units=assessed,
    )
    indicators.set_indicators(
        actor=office,
        assessment=row,
        lines=[indicators.Line(t, Decimal(points), s) for t, points, s in texts.INDICATORS],
    )
    for name, leader, members, chosen in GROUPS:
        assessments.form_group(
            actor=office,
            assessment=row,
            name=name,
            leader_name=leader,
            members=members,
            units=assessed[chosen],
            starts_at=clock.start_of(dt.date(2026, 11, 18)),
            ends_at=clock.end_of(ENDS_ON),
        )
