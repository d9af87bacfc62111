"""Fill a database for W10: a commission with its offices, and any number of clues made in SQL.

Each clue has one open clock, every sixth a second respondent. The ways of writing are the portal's
own, so that lists, searches and lights meet what they would meet in life. What is alleged is sealed
for another place than it lies in: a list or a sweep that opened it would fail.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from treebeard.numconv import NumConv

from supervision import clock
from supervision.accounts.enums import RoleCode
from supervision.accounts.models import Posting, User
from supervision.crypto import tokens
from supervision.organizations.enums import UnitKind
from supervision.organizations.models import Unit

#: One officer in each office is enough to look.
OFFICES, UNITS = 16, 400
#: So many clues are open to each handler.
OWN = 200
_SINCE = dt.date(2020, 1, 1)
_DIGITS = NumConv("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

#: Of twenty clues so many stand at each status; the term that runs there.
_STAGES = """
    (0, 'assigned', 'clue_disposition'), (1, 'assigned', 'clue_disposition'),
    (2, 'talk_inquiry', 'talk_inquiry_close'), (3, 'talk_inquiry', 'inquiry_reply'),
    (4, 'verifying', 'prelim_verification'), (5, 'verifying', 'prelim_verification'),
    (6, 'verifying', 'prelim_verification'), (7, 'held', 'held_review'),
    (8, 'investigating', 'investigation_no_detention'),
    (9, 'investigating', 'party_investigation_legacy'), (10, 'in_review', 'trial'),
    (11, 'returned', 'return_supplement_target'), (12, 'decided', 'decision_announce'),
    (13, 'announced', 'execution_report'), (14, 'closed', 'named_feedback'),
    (15, 'closed', 'named_feedback'), (16, 'first_form', 'named_feedback'),
    (17, 'executed', 'named_feedback'), (18, 'referred', 'named_feedback'),
    (19, 'archived', 'named_feedback')
"""
_CLUES = """
    INSERT INTO cases_clue
        (id, number, year, source, naming, source_number, unit_id, summary, content, violations,
         four_winds, breaks_eight_rules, status, status_since, received_at, registered_at,
         registered_by_id, registering_office_id, handling_office_id, handler_id, concluded_at,
         review_on, filed_on, case_number, archive_number, version)
    SELECT n, 'XS-' || year || '-' || lpad(n::text, 7, '0'), year,
           (ARRAY['letter', 'visit', 'phone_12388', 'online', 'inspection_tour', 'audit',
                  'unit_inspection', 'supervision_check'])[1 + n %% 8],
           CASE WHEN n %% 3 = 0 THEN 'named' ELSE 'anonymous' END, '',
           (%(units)s::bigint[])[1 + (n * 7919::bigint) %% %(unit_count)s], %(sealed)s, %(sealed)s,
           ARRAY[(ARRAY['integrity', 'mass', 'work'])[1 + n %% 3]], '{}', n %% 9 = 0,
           z.status, came, came, came, %(petition)s, %(petition_office)s,
           (%(offices)s::bigint[])[1 + n / 20 %% %(office_count)s],
           (%(handlers)s::bigint[])[1 + n / 20 %% %(office_count)s],
           CASE WHEN is_over THEN came + interval '60 days' END,
           CASE WHEN z.status = 'held' THEN (came + interval '90 days')::date END,
           CASE WHEN has_case THEN (came + interval '40 days')::date END,
           CASE WHEN has_case THEN 'LA-' || year || '-' || lpad(n::text, 7, '0') ELSE '' END,
           CASE WHEN z.status = 'archived' THEN 'JD-' || n ELSE '' END, 1
    FROM generate_series(1, %(total)s) AS n
    JOIN (VALUES """ + _STAGES + """) AS stage (place, status, code) ON stage.place = n %% 20,
    LATERAL (
        SELECT %(now)s::timestamptz - interval '3 years' * (1 - n / %(total)s::float) AS came
    ) AS c,
    LATERAL (SELECT extract(year FROM came AT TIME ZONE 'Asia/Shanghai')::int AS year,
                    stage.place BETWEEN 8 AND 13 OR stage.place = 17 AS has_case,
                    stage.place >= 14 AS is_over) AS y,
    -- What is over goes to the archive; of the newest some wait for it.
    LATERAL (SELECT CASE WHEN is_over AND n < %(total)s * 0.98 THEN 'archived'
                         ELSE stage.status END AS status) AS z
"""  # fmt: skip
_RESPONDENTS = """
    INSERT INTO cases_respondent
        (clue_id, name, id_number, id_index, unit_id, workplace, post, rank, role, standing,
         is_member, holds_party_post, heads_committee, is_filed)
    SELECT clue.id,
           substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗', a, 1)
           || substr('建国志强晓东文博思源海燕立群永康少峰家俊', b, 1)
           || substr('明远春梅静怡子涵玉兰新宇长青德胜云飞雪莲', c, 1),
           '', '', clue.unit_id, '', '副局长', '', CASE WHEN k = 0 THEN 'main' ELSE 'involved' END,
           'civil_servant', true, false, false, false
    FROM cases_clue AS clue, generate_series(0, 1) AS k,
    LATERAL (SELECT 1 + ((clue.id + k) %% 20)::int AS a, 1 + (clue.id / 400 %% 20)::int AS b,
                    1 + ((clue.id / 20 + k) %% 20)::int AS c) AS sign
    WHERE k = 0 OR clue.id %% 6 = 0
"""
#: The first `turning` open clocks turned yellow or red since the last sweep, half and half.
_CLOCKS = """
    INSERT INTO cases_clock
        (clue_id, office_id, rule_id, term_code, term_length, term_unit, term_rolls, term_warn,
         term_basis, started_at, due_at, warn_at, is_provisional, extension_count)
    SELECT clue.id, CASE WHEN stage.code = 'named_feedback' THEN clue.registering_office_id
                         ELSE clue.handling_office_id END,
           rule.id, stage.code, coalesce(rule.length, 90), coalesce(nullif(rule.unit, ''), 'CD'),
           rule.rolls, '', rule.legal_basis, due - interval '60 days', due,
           due - interval '7 days', false, 0
    FROM cases_clue AS clue
    JOIN (VALUES """ + _STAGES + """) AS stage (place, status, code) ON stage.place = clue.id %% 20
    JOIN deadlines_termrule AS rule ON rule.code = stage.code,
    LATERAL (SELECT (clue.id * 7919::bigint) %% %(total)s AS k) AS mixed,
    LATERAL (SELECT %(now)s::timestamptz + CASE
        WHEN k < %(turning)s / 2 THEN - interval '1 hour'
        WHEN k < %(turning)s THEN interval '3 days'
        ELSE interval '20 days' + (k %% 8000) * interval '1 hour' END AS due) AS d
"""  # fmt: skip
#: As the triggers would have written it, had they not been held back.
_NEAREST = """
    INSERT INTO cases_nearestend (clue_id, ends_at, warn_at, running, paused)
    SELECT clue_id, min(ends_at), min(warn_at), count(*), 0 FROM cases_clock GROUP BY clue_id
"""
_MONTHS = """
    INSERT INTO cases_cluemonth (starts_at, count)
    SELECT date_trunc('month', received_at, 'UTC'), count(*) FROM cases_clue GROUP BY 1
"""
_ACCESS = """
    INSERT INTO cases_access (clue_id, user_id, kind, since, until, given_by_id)
    SELECT clue.id, clue.handler_id, 'handler', %(now)s::timestamptz - interval '30 days',
           %(now)s::timestamptz + interval '300 days', %(head)s
    FROM (
        SELECT id, handler_id,
               row_number() OVER (PARTITION BY handler_id ORDER BY id %% 997, id) AS n
        FROM cases_clue
    ) AS clue
    WHERE n <= %(own)s
"""


@dataclass(frozen=True)
class World:
    """The people who look: officers with a few clues each, and one who supervises all."""

    handlers: list[User]
    supervisor: User


def build(*, clues: int, turning: int) -> World:
    """Make the commission, its people and the clues; so many clocks turned since the last sweep."""
    root = Unit.objects.add_root(
        instance=Unit(code="D", name="清江区", short_name="清江区", kind=UnitKind.DISTRICT)
    )
    names = ("信访室", "案件监督管理室", *(f"第{n}审查调查室" for n in range(1, OFFICES + 1)))
    offices = _units(root, "C", names, UnitKind.OFFICE, 1)
    units = _units(
        root, "U", [f"单位{n:03}" for n in range(UNITS)], UnitKind.DEPARTMENT, len(names) + 1
    )
    petition = _person("petition", "信访员", RoleCode.PETITION, offices[0])
    supervisor = _person("casesup", "案管员", RoleCode.CASE_SUPERVISION, offices[1])
    _person("casesup_head", "案管室主任", RoleCode.SUPERVISION_HEAD, offices[1])
    handling = offices[2:]
    heads = [
        _person(f"head{n:02}", "室主任", RoleCode.HANDLING_HEAD, office)
        for n, office in enumerate(handling)
    ]
    handlers = [
        _person(f"handler{n:02}", "承办人", RoleCode.HANDLER, office)
        for n, office in enumerate(handling)
    ]
    _fill(
        {
            "now": clock.now(),
            "total": clues,
            "turning": turning,
            "own": OWN,
            "sealed": tokens.encrypt("反映收受礼金的问题", context="benchmarks"),
            "units": [unit.pk for unit in units],
            "unit_count": UNITS,
            "offices": [office.pk for office in handling],
            "office_count": OFFICES,
            "handlers": [user.pk for user in handlers],
            "petition": petition.pk,
            "petition_office": offices[0].pk,
            "head": heads[0].pk,
        }
    )
    return World(handlers, supervisor)


def _units(root: Unit, code: str, names: Any, kind: str, place: int) -> list[Unit]:
    rows = [
        Unit(
            path=root.path + _DIGITS.int2str(place + n).rjust(Unit.steplen, "0"),
            depth=2,
            code=f"{code}{n:03}",
            name=name,
            short_name=name,
            kind=kind,
            position=n,
        )
        for n, name in enumerate(names)
    ]
    return Unit.objects.bulk_create(rows)


def _person(username: str, name: str, role: str, unit: Unit) -> User:
    user = User.objects.create(
        username=username, name=name, password="!", must_change_password=False
    )
    Posting.objects.create(user=user, unit=unit, role=role, started_on=_SINCE)
    return user


def _fill(given: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        # A clue of the bench did not come here by its steps: the walls that ask for them rest.
        cursor.execute("SET session_replication_role = replica")
        for statement in (_CLUES, _MONTHS, _RESPONDENTS, _CLOCKS, _NEAREST, _ACCESS):
            cursor.execute(statement, given)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
