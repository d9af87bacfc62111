"""Keep the versions of duties and of what their lights and totals are computed from."""

import supervision.history.functions
from django.db import migrations, models

from supervision.history.tracking import TrackRows, TrackWrittenOnce

# A change of type writes the table anew without an UPDATE, which the append-only wall refuses.
FILLED = """
    ALTER TABLE accountability_filing
        ADD COLUMN recorded_at timestamptz;
    ALTER TABLE accountability_filing
        ALTER COLUMN recorded_at TYPE timestamptz USING submitted_at,
        ALTER COLUMN recorded_at SET NOT NULL,
        ALTER COLUMN recorded_at SET DEFAULT history.portal_now();
"""
# A duty comes with its list, its task list, or the event recorded.
ISSUED = """COALESCE(
    (SELECT CASE WHEN row.period_key LIKE 'E-%' THEN GREATEST(a.assigned_at, row.started_at)
                 ELSE a.assigned_at END
     FROM accountability_assignment a WHERE a.id = row.assignment_id),
    (SELECT t.issued_at FROM accountability_tasklist t WHERE t.id = row.task_list_id))"""
# What was concluded before the history began, counted up day by day.
TALLIES = """
    ALTER TABLE history.accountability_dutytally DISABLE TRIGGER guard;
    INSERT INTO history.accountability_dutytally
        (id, unit_id, year, concluded, late, valid_from, valid_to, is_derived)
    SELECT id, unit_id, year, concluded, late, since, next, true FROM (
        SELECT t.id, d.unit_id, d.year,
               sum(d.concluded) OVER past AS concluded, sum(d.late) OVER past AS late,
               d.day AT TIME ZONE 'Asia/Shanghai' AS since,
               COALESCE(lead(d.day) OVER past AT TIME ZONE 'Asia/Shanghai', k.since) AS next
        FROM (
            SELECT unit_id, year, date_trunc('day', closed_at AT TIME ZONE 'Asia/Shanghai') AS day,
                   count(*) AS concluded, count(*) FILTER (WHERE is_late) AS late
            FROM accountability_duty
            WHERE closed_at IS NOT NULL AND withdrawn_at IS NULL GROUP BY 1, 2, 3
        ) AS d
        JOIN accountability_dutytally t ON t.unit_id = d.unit_id AND t.year = d.year
        JOIN history.tracked k ON k.name = 'accountability_dutytally'
        WINDOW past AS (PARTITION BY d.unit_id, d.year ORDER BY d.day)
    ) AS counted WHERE since < next;
    ALTER TABLE history.accountability_dutytally ENABLE TRIGGER guard;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("history", "0001_schemas"),
        ("organizations", "0003_history"),
        ("accountability", "0004_walls"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(FILLED, "ALTER TABLE accountability_filing DROP recorded_at")
            ],
            state_operations=[
                migrations.AddField(
                    model_name="filing",
                    name="recorded_at",
                    field=models.DateTimeField(
                        db_default=supervision.history.functions.PortalNow(),
                        editable=False,
                        verbose_name="recorded",
                    ),
                )
            ],
        ),
        TrackWrittenOnce("Filing", came="recorded_at", dated="submitted_at"),
        TrackRows("Assignment", since="assigned_at", ends=("ended_at",)),
        TrackRows("DeadlineChange", since="requested_at"),
        TrackRows("DutyTally", since="history.portal_now()"),
        migrations.RunSQL(TALLIES, migrations.RunSQL.noop),
        TrackRows(
            "Duty",
            since=ISSUED,
            ends=("closed_at", "withdrawn_at"),
            indexes=(
                (
                    "duty_then_open",
                    "(valid_to, valid_from) INCLUDE (unit_id, ends_at, warn_at, paused_at)"
                    " WHERE closed_at IS NULL AND withdrawn_at IS NULL",
                ),
                (
                    "duty_then",
                    "(valid_to, valid_from) INCLUDE (unit_id, ends_at, id)"
                    " WHERE withdrawn_at IS NULL",
                ),
                (
                    "duty_then_unit",
                    "(unit_id, ends_at, id) INCLUDE (valid_from, valid_to)"
                    " WHERE withdrawn_at IS NULL",
                ),
                (
                    "duty_then_ends",
                    "(ends_at, id) INCLUDE (unit_id, valid_from, valid_to)"
                    " WHERE withdrawn_at IS NULL",
                ),
            ),
        ),
    ]
