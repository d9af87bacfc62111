"""W8: scores of 6,500 units over a million duties and 200,000 ratings, every source counted.

The ranking counts each unit anew from its rows. The floor is the grouped reads of duties and
grades alone, without points, places and the other sources.
"""

import argparse
import datetime as dt
import resource
import time
from decimal import Decimal
from typing import Any

from benchmarks.database import fresh
from benchmarks.report import Row, emit, ms, p50, ratio

UNITS, DUTIES, OPEN, RATINGS = 6500, 1_000_000, 200_000, 200_000
BAR = 5.0
RUNS = 5

_PAST = """
    UPDATE accountability_duty SET due_at = now() - (id % 250) * interval '1 day',
        warn_at = now() - (id % 250 + 7) * interval '1 day',
        started_at = now() - (id % 250 + 30) * interval '1 day'
    WHERE closed_at IS NOT NULL
"""
_FILED = """
    INSERT INTO accountability_filing
        (token, duty_id, unit_id, kind, stage, stage_name, is_final, event_on, text, archive_box,
         submitted_by_id, submitted_at, due_at, is_late, gap_days, receipt, file_count)
    SELECT gen_random_uuid(), d.id, d.unit_id, 'stage', 1, '', true, d.started_at::date, '内容', '',
           p.user_id, d.ends_at - interval '1 day', d.ends_at, d.is_late, 0, 'R' || d.id, 1
    FROM accountability_duty d
    JOIN accounts_posting p ON p.unit_id = d.unit_id AND p.role = 'clerk'
    WHERE d.closed_at IS NOT NULL LIMIT %(count)s
"""
_RATED = """
    INSERT INTO accountability_rating
        (filing_id, unit_id, grade_id, reason, rated_by_id, rated_at)
    SELECT f.id, f.unit_id, g.ids[1 + f.id %% array_length(g.ids, 1)], '材料齐全，佐证充分。',
           %(rater)s, f.submitted_at
    FROM accountability_filing f, (SELECT array_agg(id) AS ids FROM accountability_grade) AS g
"""
_FLOOR = (
    """SELECT unit_id, count(*), count(*) FILTER (WHERE closed_at IS NOT NULL AND NOT is_late)
       FROM accountability_duty WHERE withdrawn_at IS NULL AND ends_at <= now()
       GROUP BY unit_id""",
    """SELECT r.unit_id, count(*), sum(g.points) FROM accountability_rating r
       JOIN accountability_grade g ON g.id = r.grade_id GROUP BY r.unit_id""",
)


def build(scale: int) -> Any:
    """Make the district with filings and ratings, and publish a scheme of every source."""
    from django.db import connection  # noqa: PLC0415  after Django is set up

    from benchmarks.dataset import build as build_district  # noqa: PLC0415

    office = build_district(
        units=UNITS // scale,
        duties=DUTIES // scale,
        open_duties=OPEN // scale,
        turning=OPEN // 10 // scale,
    )
    facts = {"count": RATINGS // scale, "rater": office.pk}
    with connection.cursor() as cursor:
        # The district's duties lie ahead; here the concluded ones fell due over the last months.
        cursor.execute(_PAST)
        cursor.execute(_FILED, facts)
        cursor.execute(_RATED, facts)
        cursor.execute("VACUUM ANALYZE")
    return _published(office)


def _published(office: Any) -> Any:
    from accountability import scoring  # noqa: PLC0415
    from accountability.models import ScoreScheme  # noqa: PLC0415
    from accountability.score_values import GroupData, LineData  # noqa: PLC0415
    from accountability.services import schemes  # noqa: PLC0415
    from supervision import clock  # noqa: PLC0415

    found = schemes.draft_scheme(actor=office, year=clock.today().year, name="计分办法")
    schemes.edit_scheme(
        actor=office,
        scheme=found,
        name=found.name,
        since=clock.today() - dt.timedelta(days=300),
        until=clock.today(),
        shows_ranking=True,
        doubt_gap=Decimal(10),
        groups=(GroupData("部门", ("department",)), GroupData("镇街", ("township",))),
    )
    shares = [one for one in scoring.sources() if one.kind == "share"]
    for one in scoring.sources():
        first = one is shares[0]
        weight = Decimal(100) - 10 * (len(shares) - 1) if first else Decimal(10)
        data = {
            "share": LineData(one.key, weight=weight, empty="spread"),
            "deduction": LineData(one.key, points_each=Decimal("0.5"), cap=Decimal(5)),
            "bonus": LineData(one.key, points_each=Decimal("0.5"), cap=Decimal(5)),
            "veto": LineData(one.key, ceiling=Decimal(60), basis="考核办法"),
        }[one.kind]
        schemes.set_line(actor=office, scheme=found, data=data)
    schemes.publish_scheme(actor=office, scheme=found)
    return ScoreScheme.objects.get(pk=found.pk)


def run(scale: int) -> list[Row]:
    """Build, rank some times, and rank once more after a new rating: the rank must follow it."""
    from django.db import connection  # noqa: PLC0415

    from accountability.selectors import scores  # noqa: PLC0415

    scheme = build(scale)
    sources = scheme.lines.count()
    times = []
    for _n in range(RUNS):
        started = time.perf_counter()
        ranked = scores.ranking(scheme)
        times.append(time.perf_counter() - started)
    started = time.perf_counter()
    with connection.cursor() as cursor:
        for statement in _FLOOR:
            cursor.execute(statement)
            cursor.fetchall()
    floor = time.perf_counter() - started
    rows = [row for row in ranked.scores if row.place]
    counted = sum(line.count for row in rows for line in row.score.lines)
    right = all(sum(line.points for line in row.score.lines) == row.total for row in rows)
    figure = p50(times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return [
        Row(
            f"W8 scores of {len(rows):,} units, {sources} sources, {counted:,} rows, {peak} MB",
            f"p50 {ms(figure)}{'' if right and rows else ', WRONG FIGURES'}",
            ms(floor),
            ratio(figure, floor),
            f"<= {ms(BAR)}",
            figure <= BAR and right and bool(rows),
        )
    ]


def main() -> None:
    """Run at full size, or a hundredth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    scale = 100 if parser.parse_args().quick else 1
    with fresh("portal_bench_w8"):
        emit(run(scale))


if __name__ == "__main__":
    main()
