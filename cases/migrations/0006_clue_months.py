"""Count the clues of each month, those that are there and those that come."""

import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.db import migrations, models

from supervision.web.at_once import AtOnce

# What came before the counters counts too.
FILL = """
    INSERT INTO cases_cluemonth (starts_at, count)
    SELECT date_trunc('month', received_at, 'UTC'), count(*) FROM cases_clue GROUP BY 1
"""


class Migration(AtOnce):
    dependencies = [
        ("cases", "0005_plans_countersigners_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClueMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(unique=True, verbose_name="month")),
                ("count", models.IntegerField(verbose_name="rows counted")),
            ],
            options={
                "verbose_name": "clues of a month",
                "verbose_name_plural": "clues of a month",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clue",
            trigger=pgtrigger.compiler.Trigger(
                name="month_counted",
                sql=supervision.web.walls.WallSql(
                    func="\n    INSERT INTO cases_cluemonth AS kept (starts_at, count)\n    SELECT date_trunc('month', received_at, 'UTC') AS month, count(*) FROM new_rows\n    GROUP BY month ORDER BY month\n    ON CONFLICT (starts_at) DO UPDATE SET count = kept.count + excluded.count;\n    RETURN NULL;\n    ",
                    hash="fe4dd5957e518a0471ed9e9a0d7fcf5ec4b79f6e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_month_counted_b4162",
                    referencing="REFERENCING NEW TABLE AS new_rows ",
                    table="cases_clue",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
