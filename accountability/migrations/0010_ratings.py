"""Ratings, scoring schemes, scores given by people, materials of the four kinds."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.history.functions
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models

from supervision.history.tracking import TrackWrittenOnce
from supervision.web.at_once import AtOnce


#: What a portal starts with; the office changes it (a grade in use is retired, never changed).
GRADES = (("优秀", 100, False), ("良好", 85, False), ("合格", 70, False), ("不合格", 40, True))
PHRASES = (
    "材料齐全、内容翔实，印证有力。",
    "按时报送，能够反映工作开展情况。",
    "材料偏少，缺少过程性佐证。",
    "内容空泛，未结合本单位实际。",
    "问题未列明整改措施和时限。",
    "佐证材料与报送内容不一致。",
)


def seed(apps, schema_editor):
    """Put in the four usual grades and some phrases."""
    grades = apps.get_model("accountability", "GradeSet").objects.create(
        name="四等次", is_current=True
    )
    apps.get_model("accountability", "Grade").objects.bulk_create(
        apps.get_model("accountability", "Grade")(
            grade_set=grades, name=name, points=points, is_failing=failing, position=place
        )
        for place, (name, points, failing) in enumerate(GRADES, start=1)
    )
    phrase = apps.get_model("accountability", "ReasonPhrase")
    phrase.objects.bulk_create(
        phrase(text=text, position=place) for place, text in enumerate(PHRASES, start=1)
    )


class Migration(AtOnce):
    dependencies = [
        ("accountability", "0009_findings"),
        ("accounts", "0003_sessions_factors_requests"),
        ("organizations", "0003_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConfirmedScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("group", models.CharField(max_length=40, verbose_name="group")),
                ("place", models.PositiveIntegerField(verbose_name="place")),
                ("among", models.PositiveIntegerField(verbose_name="units ranked")),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=6, verbose_name="score"),
                ),
                ("lines", models.JSONField(default=list, verbose_name="lines")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=supervision.history.functions.PortalNow(),
                        editable=False,
                        verbose_name="recorded",
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmed score",
                "verbose_name_plural": "confirmed scores of units",
            },
        ),
        migrations.CreateModel(
            name="GivenScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("self", "The unit itself"), ("office", "The supervision office")],
                        max_length=10,
                        verbose_name="given by",
                    ),
                ),
                (
                    "total",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="score"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("given_at", models.DateTimeField(verbose_name="given")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=supervision.history.functions.PortalNow(),
                        editable=False,
                        verbose_name="recorded",
                    ),
                ),
            ],
            options={
                "verbose_name": "score given",
                "verbose_name_plural": "scores given",
            },
        ),
        migrations.CreateModel(
            name="GivenScoreLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="points"),
                ),
                ("reason", models.TextField(verbose_name="reason")),
            ],
            options={
                "verbose_name": "line of a score given",
                "verbose_name_plural": "lines of a score given",
            },
        ),
        migrations.CreateModel(
            name="Grade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="grade")),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="points"),
                ),
                ("is_failing", models.BooleanField(default=False, verbose_name="failing")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("retired_at", models.DateTimeField(null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "grade",
                "verbose_name_plural": "grades",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="GradeSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="name")),
                ("is_current", models.BooleanField(default=False, verbose_name="in use")),
            ],
            options={
                "verbose_name": "set of grades",
                "verbose_name_plural": "sets of grades",
            },
        ),
        migrations.CreateModel(
            name="MaterialDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("none", "Does not count"),
                            ("bonus", "Counts as a bonus"),
                            ("deduction", "Counts as a deduction"),
                        ],
                        max_length=10,
                        verbose_name="counts as",
                    ),
                ),
                (
                    "points",
                    models.DecimalField(decimal_places=2, max_digits=4, verbose_name="points"),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("decided_at", models.DateTimeField(verbose_name="decided")),
            ],
            options={
                "verbose_name": "decision on a material",
                "verbose_name_plural": "decisions on materials",
            },
        ),
        migrations.CreateModel(
            name="MaterialRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("research", "On-the-spot research"),
                            ("tour", "Inspection tour"),
                            ("daily_check", "Daily supervision check"),
                            ("democratic_life", "Democratic-life meeting"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="date")),
                ("body", models.CharField(max_length=80, verbose_name="done by")),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("summary", models.TextField(verbose_name="what was seen")),
                ("problems", models.TextField(blank=True, verbose_name="problems")),
                (
                    "evaluation",
                    models.CharField(
                        choices=[
                            ("good", "Good"),
                            ("normal", "As usual"),
                            ("problem", "Problems found"),
                        ],
                        max_length=10,
                        verbose_name="evaluation",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "correction",
                    models.CharField(blank=True, max_length=200, verbose_name="why corrected"),
                ),
            ],
            options={
                "verbose_name": "material",
                "verbose_name_plural": "materials",
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for an answer"),
                            ("kept", "Rating kept"),
                            ("changed", "Rating changed"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="answered")),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("rated_at", models.DateTimeField(verbose_name="rated")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=supervision.history.functions.PortalNow(),
                        editable=False,
                        verbose_name="recorded",
                    ),
                ),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
            },
        ),
        migrations.CreateModel(
            name="ReasonPhrase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=120, unique=True, verbose_name="phrase")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "phrase",
                "verbose_name_plural": "phrases",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SchemeGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="group")),
                ("kinds", models.JSONField(default=list, verbose_name="kinds of unit")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "group of units",
                "verbose_name_plural": "groups of units",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="SchemeLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=40, verbose_name="source")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share", "Weighted share"),
                            ("deduction", "Deduction"),
                            ("bonus", "Bonus"),
                            ("veto", "Veto"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "weight",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="weight"
                    ),
                ),
                (
                    "empty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("spread", "Its weight goes to the other sources"),
                            ("full", "Full points"),
                            ("zero", "No points"),
                        ],
                        max_length=10,
                        verbose_name="without any row",
                    ),
                ),
                (
                    "points_each",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="points each"
                    ),
                ),
                (
                    "cap",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="at most"
                    ),
                ),
                (
                    "ceiling",
                    models.DecimalField(
                        decimal_places=2, max_digits=5, null=True, verbose_name="ceiling"
                    ),
                ),
                ("basis", models.CharField(blank=True, max_length=200, verbose_name="basis")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "line of a scheme",
                "verbose_name_plural": "lines of a scheme",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ScoreCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="category")),
                ("standard", models.CharField(blank=True, max_length=200, verbose_name="standard")),
                (
                    "full",
                    models.DecimalField(decimal_places=2, max_digits=5, verbose_name="full marks"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
            ],
            options={
                "verbose_name": "category of scores",
                "verbose_name_plural": "categories of scores",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="ScoreConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("since", models.DateField(verbose_name="counts from")),
                ("until", models.DateField(verbose_name="counts to")),
                ("confirmed_at", models.DateTimeField(verbose_name="confirmed")),
            ],
            options={
                "verbose_name": "confirmed scores",
                "verbose_name_plural": "confirmed scores",
            },
        ),
        migrations.CreateModel(
            name="ScoreRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="name")),
                ("opens_on", models.DateField(verbose_name="first day")),
                ("closes_on", models.DateField(verbose_name="last day")),
                ("created_at", models.DateTimeField(verbose_name="created")),
            ],
            options={
                "verbose_name": "round of scores",
                "verbose_name_plural": "rounds of scores",
            },
        ),
        migrations.CreateModel(
            name="ScoreScheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("version", models.PositiveSmallIntegerField(default=1, verbose_name="version")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("published", "In force"),
                            ("superseded", "Superseded"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("since", models.DateField(verbose_name="counts from")),
                ("until", models.DateField(verbose_name="counts to")),
                (
                    "shows_ranking",
                    models.BooleanField(default=True, verbose_name="units see the ranking"),
                ),
                (
                    "doubt_gap",
                    models.DecimalField(
                        decimal_places=2,
                        default=10,
                        max_digits=5,
                        verbose_name="gap that raises a doubt",
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "scoring scheme",
                "verbose_name_plural": "scoring schemes",
            },
        ),
        migrations.AddField(
            model_name="confirmedscore",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="givenscore",
            name="given_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="givenscore",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="accountability.givenscore",
            ),
        ),
        migrations.AddField(
            model_name="givenscore",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="givenscoreline",
            name="score",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="accountability.givenscore",
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="retired_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="gradeset",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("is_current",),
                name="grade_set_one_current",
            ),
        ),
        migrations.AddField(
            model_name="grade",
            name="grade_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="grades",
                to="accountability.gradeset",
                verbose_name="set of grades",
            ),
        ),
        migrations.AddField(
            model_name="materialdecision",
            name="decided_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="materialrecord",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="materialrecord",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="accountability.materialrecord",
            ),
        ),
        migrations.AddField(
            model_name="materialrecord",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="material_records",
                to="organizations.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="materialdecision",
            name="record",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="accountability.materialrecord",
                verbose_name="material",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="filing",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="objection",
                to="accountability.filing",
                verbose_name="filing",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="raised_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="filing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="accountability.filing",
                verbose_name="filing",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="grade",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ratings",
                to="accountability.grade",
                verbose_name="grade",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="rated_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="supersedes",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="accountability.rating",
            ),
        ),
        migrations.AddField(
            model_name="rating",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organizations.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="outcome",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accountability.rating",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="rating",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accountability.rating",
                verbose_name="rating",
            ),
        ),
        migrations.AddField(
            model_name="givenscoreline",
            name="category",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accountability.scorecategory",
            ),
        ),
        migrations.AddField(
            model_name="scoreconfirmation",
            name="confirmed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="confirmedscore",
            name="confirmation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="accountability.scoreconfirmation",
            ),
        ),
        migrations.AddField(
            model_name="scoreround",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scorecategory",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="categories",
                to="accountability.scoreround",
            ),
        ),
        migrations.AddField(
            model_name="givenscore",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="scores",
                to="accountability.scoreround",
            ),
        ),
        migrations.AddField(
            model_name="scorescheme",
            name="created_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scorescheme",
            name="published_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="scoreconfirmation",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="accountability.scorescheme",
                verbose_name="scheme",
            ),
        ),
        migrations.AddField(
            model_name="schemeline",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="lines",
                to="accountability.scorescheme",
            ),
        ),
        migrations.AddField(
            model_name="schemegroup",
            name="scheme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="groups",
                to="accountability.scorescheme",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("grade_set", "name"),
                name="grade_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0), ("points__lte", 100)),
                name="grade_points_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="grade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at__isnull", True), ("retired_by__isnull", True)),
                    models.Q(("retired_at__isnull", False), ("retired_by__isnull", False)),
                    _connector="OR",
                ),
                name="grade_retired_pair",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grade",
            trigger=pgtrigger.compiler.Trigger(
                name="in_use_stays",
                sql=supervision.web.walls.WallSql(
                    func="\n        IF EXISTS (SELECT 1 FROM accountability_rating r WHERE r.grade_id = OLD.id) AND (\n            TG_OP = 'DELETE' OR (NEW.grade_set_id, NEW.name, NEW.points, NEW.is_failing)\n                IS DISTINCT FROM (OLD.grade_set_id, OLD.name, OLD.points, OLD.is_failing)\n        ) THEN\n            RAISE EXCEPTION 'grade % is in use and is never changed', OLD.name\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="8f6c9ffdfe57c4562b17284b2f02bc2be1e3047f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_in_use_stays_29617",
                    table="accountability_grade",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="materialrecord",
            index=models.Index(fields=["unit", "-held_on", "-id"], name="material_unit"),
        ),
        migrations.AddIndex(
            model_name="materialrecord",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                ),
                name="material_title_words",
            ),
        ),
        migrations.AddIndex(
            model_name="materialrecord",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("summary"), name="gin_trgm_ops"
                ),
                name="material_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="materialrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction", ""), ("supersedes__isnull", True)),
                    models.Q(
                        models.Q(("correction", ""), _negated=True), ("supersedes__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="material_correction_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="materialrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("evaluation", "problem"), _negated=True),
                    models.Q(("problems", ""), _negated=True),
                    _connector="OR",
                ),
                name="material_problem_named",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="0acc5d9edb42344b85292d2cb0f890da771a0ac7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_cd052",
                    table="accountability_materialrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="441662db9b2c513c447f54e1514525f2fcf424c8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7c94e",
                    table="accountability_materialrecord",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="materialdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("effect", "none"), ("points", 0)),
                    models.Q(("effect__in", ["bonus", "deduction"]), ("points__gt", 0)),
                    _connector="OR",
                ),
                name="decision_points_shape",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="83000b85e6e25ebbd4a51edef675756d23e774fe",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_c0d69",
                    table="accountability_materialdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="5812b62e495ae56a684b3a1e56cab8b78b354bf2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_dd2d3",
                    table="accountability_materialdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="materialdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="second_person",
                sql=supervision.web.walls.WallSql(
                    func="\n        IF EXISTS (\n            SELECT 1 FROM accountability_materialrecord m\n            WHERE m.id = NEW.record_id AND m.recorded_by_id = NEW.decided_by_id\n        ) THEN\n            RAISE EXCEPTION 'whoever wrote a record does not decide what it counts for'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="869c2422061250c3870f43057eef0077bc931e86",
                    operation="INSERT",
                    pgid="pgtrigger_second_person_3d997",
                    table="accountability_materialdecision",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(fields=["unit", "-rated_at", "-id"], name="rating_unit_newest"),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(
                fields=["-rated_at", "-id"], include=("unit",), name="rating_newest"
            ),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)),
                fields=("filing",),
                name="rating_first_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="e7adf66326ea7fa3c29025faca2e040a3c18facb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_a45fd",
                    table="accountability_rating",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="625c368fe7d070a8077a99b2dd9b2a436a9f7adf",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_80b78",
                    table="accountability_rating",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rating",
            trigger=pgtrigger.compiler.Trigger(
                name="another_hand",
                sql=supervision.web.walls.WallSql(
                    declare="DECLARE filed record; before record;",
                    func="\n        SELECT f.unit_id, s.id, s.phone_index INTO filed\n        FROM accountability_filing f JOIN accounts_user s ON s.id = f.submitted_by_id\n        WHERE f.id = NEW.filing_id;\n        IF NEW.unit_id <> filed.unit_id THEN\n            RAISE EXCEPTION 'a rating belongs to the unit that filed'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF EXISTS (SELECT 1 FROM accounts_user r WHERE r.id = NEW.rated_by_id AND (\n            r.id = filed.id OR (r.phone_index <> '' AND r.phone_index = filed.phone_index)\n        )) THEN\n            RAISE EXCEPTION 'whoever filed never rates' USING ERRCODE = 'check_violation';\n        END IF;\n        IF NEW.supersedes_id IS NOT NULL THEN\n            SELECT r.filing_id, r.grade_id, r.reason INTO before\n            FROM accountability_rating r WHERE r.id = NEW.supersedes_id;\n            IF before.filing_id <> NEW.filing_id THEN\n                RAISE EXCEPTION 'a rating takes the place of one of the same filing'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            IF before.grade_id = NEW.grade_id AND before.reason = NEW.reason THEN\n                RAISE EXCEPTION 'the same grade needs a new reason'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="582b5170ec2f34d6afcbb7d5a3e37f6675d5d137",
                    operation="INSERT",
                    pgid="pgtrigger_another_hand_58d48",
                    table="accountability_rating",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="objection",
            index=models.Index(fields=["status", "-id"], name="objection_status"),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                        ("status", "pending"),
                    ),
                    models.Q(
                        ("answered_at__isnull", False),
                        ("answered_by__isnull", False),
                        ("status__in", ["kept", "changed"]),
                    ),
                    _connector="OR",
                ),
                name="objection_answered_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome__isnull", False), ("status", "changed")),
                    models.Q(("outcome__isnull", True), ("status__in", ["pending", "kept"])),
                    _connector="OR",
                ),
                name="objection_outcome_pair",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=supervision.web.walls.WallSql(
                    func="\n        IF TG_OP = 'INSERT' THEN\n            IF NEW.status <> 'pending' THEN\n                RAISE EXCEPTION 'an objection begins without an answer'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.status <> 'pending' OR (NEW.filing_id, NEW.rating_id, NEW.reason, NEW.raised_by_id,\n            NEW.raised_at) IS DISTINCT FROM (OLD.filing_id, OLD.rating_id, OLD.reason,\n            OLD.raised_by_id, OLD.raised_at) THEN\n            RAISE EXCEPTION 'an objection is answered once and never changed'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF NEW.answered_by_id = NEW.raised_by_id OR EXISTS (\n            SELECT 1 FROM accountability_rating r\n            WHERE r.id = NEW.rating_id AND r.rated_by_id = NEW.answered_by_id\n        ) THEN\n            RAISE EXCEPTION 'an objection is answered by somebody who did not rate'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="d2ca902f6d9ca455a80c83f939ce8120ab11312a",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_answered_once_ca531",
                    table="accountability_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION 'an objection is never deleted';",
                    hash="58e9e3871b486e98c7bf523ed17e0bb8bdab792f",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_e4f6d",
                    table="accountability_objection",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="objection",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="1c8a874f0ccc6c426f4deed5811cc9eaa50609b4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4b836",
                    table="accountability_objection",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="givenscoreline",
            constraint=models.UniqueConstraint(
                fields=("score", "category"), name="given_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="givenscoreline",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0)), name="given_line_points"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="givenscoreline",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="058299d4a127fac0b960a291f2ea99eb4f2a008b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_70787",
                    table="accountability_givenscoreline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="givenscoreline",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="8c9e52f34f2629c133761890b7878cacbf80b028",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_65ec7",
                    table="accountability_givenscoreline",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmedscore",
            constraint=models.UniqueConstraint(
                fields=("confirmation", "unit"), name="confirmed_unit_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedscore",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="05941078f9872c3301f6d1a93d59d8a8535c0971",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_72c6a",
                    table="accountability_confirmedscore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmedscore",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="d199350a3d752ef4b24ea9ef3c4fb7aca4207042",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6391b",
                    table="accountability_confirmedscore",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreround",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="round_closes_after_opening",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoreround",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="b779fb1e0bd5ba78ff219f3ca05cbab27a7efe29",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a6a18",
                    table="accountability_scoreround",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scorecategory",
            constraint=models.UniqueConstraint(fields=("round", "name"), name="category_name_once"),
        ),
        migrations.AddConstraint(
            model_name="scorecategory",
            constraint=models.CheckConstraint(
                condition=models.Q(("full__gt", 0), ("full__lte", 100)), name="category_full"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecategory",
            trigger=pgtrigger.compiler.Trigger(
                name="scored_stays",
                sql=supervision.web.walls.WallSql(
                    declare="DECLARE round_key bigint;",
                    func="\n        round_key := CASE WHEN TG_OP = 'DELETE' THEN OLD.round_id ELSE NEW.round_id END;\n        IF EXISTS (SELECT 1 FROM accountability_givenscore g WHERE g.round_id = round_key) THEN\n            RAISE EXCEPTION 'the categories of a round stay once it was scored'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="34ebfeaec7dc8493f328bbf4b7f69ecf35dd69fa",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_scored_stays_cb6a5",
                    table="accountability_scorecategory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorecategory",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="aec82617aa3f5349f465a11828ff36ee1f6db290",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1a31e",
                    table="accountability_scorecategory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="givenscore",
            constraint=models.UniqueConstraint(
                condition=models.Q(("supersedes__isnull", True)),
                fields=("round", "unit", "side"),
                name="given_score_first_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="givenscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("side", "office"), ("supersedes__isnull", True), _connector="OR"
                ),
                name="self_score_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="givenscore",
            constraint=models.CheckConstraint(
                condition=models.Q(("total__gte", 0), ("total__lte", 100)), name="given_score_range"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="givenscore",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="67eba55df436eee152953e60b7842a48acbaafcc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_c2d4e",
                    table="accountability_givenscore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="givenscore",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="e73971f7f8d505c000f918850a442650a3938c44",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_aa224",
                    table="accountability_givenscore",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scorescheme",
            constraint=models.UniqueConstraint(
                fields=("year", "version"), name="scheme_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorescheme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "published")),
                fields=("year",),
                name="scheme_one_in_force",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorescheme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")), fields=("year",), name="scheme_one_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="scorescheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))),
                name="scheme_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="scorescheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("published_at__isnull", True),
                        ("published_by__isnull", True),
                        ("status", "draft"),
                    ),
                    models.Q(
                        ("published_at__isnull", False),
                        ("published_by__isnull", False),
                        ("status__in", ["published", "superseded"]),
                    ),
                    _connector="OR",
                ),
                name="scheme_published_pair",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorescheme",
            trigger=pgtrigger.compiler.Trigger(
                name="published_stands",
                sql=supervision.web.walls.WallSql(
                    declare="DECLARE weights numeric;",
                    func="\n        IF TG_OP = 'INSERT' THEN\n            IF NEW.status <> 'draft' THEN\n                RAISE EXCEPTION 'a scheme begins as a draft' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            IF OLD.status <> 'draft' THEN\n                RAISE EXCEPTION 'a published scheme is never deleted'\n                    USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN OLD;\n        END IF;\n        IF OLD.status <> 'draft' AND (NEW.year, NEW.version, NEW.name, NEW.since, NEW.until,\n            NEW.shows_ranking, NEW.doubt_gap, NEW.published_by_id, NEW.published_at)\n            IS DISTINCT FROM (OLD.year, OLD.version, OLD.name, OLD.since, OLD.until,\n            OLD.shows_ranking, OLD.doubt_gap, OLD.published_by_id, OLD.published_at) THEN\n            RAISE EXCEPTION 'a published scheme is never changed'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF (OLD.status, NEW.status) NOT IN (('draft', 'draft'), ('draft', 'published'),\n            ('published', 'published'), ('published', 'superseded'),\n            ('superseded', 'superseded')) THEN\n            RAISE EXCEPTION 'a scheme goes from draft to published to superseded'\n                USING ERRCODE = 'check_violation';\n        END IF;\n        IF OLD.status = 'draft' AND NEW.status = 'published' THEN\n            SELECT coalesce(sum(weight), 0) INTO weights\n            FROM accountability_schemeline WHERE scheme_id = NEW.id AND kind = 'share';\n            IF weights <> 100 THEN\n                RAISE EXCEPTION 'the weights add up to %, not to 100', weights\n                    USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        RETURN NEW;\n    ",
                    hash="5d9cf0b27132dd10f7e985d81beee7104537a989",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_published_stands_81360",
                    table="accountability_scorescheme",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scorescheme",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="74584c4344c991f331b2d4afd0ad5652d8790c15",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bec56",
                    table="accountability_scorescheme",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scoreconfirmation",
            constraint=models.UniqueConstraint(
                fields=("scheme", "name"), name="confirmation_name_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoreconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="7ebfbd87756ba9f7fd3165a3367af3b03757e464",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_7b027",
                    table="accountability_scoreconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scoreconfirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="791bf5b9f4918711285d758c869593f27eb2c4ec",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_af30d",
                    table="accountability_scoreconfirmation",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeline",
            constraint=models.UniqueConstraint(
                fields=("scheme", "source"), name="scheme_source_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("cap__isnull", True),
                        ("ceiling__isnull", True),
                        ("empty__in", ["spread", "full", "zero"]),
                        ("kind", "share"),
                        ("points_each__isnull", True),
                        ("weight__gt", 0),
                        ("weight__lte", 100),
                    ),
                    models.Q(
                        ("cap__gt", 0),
                        ("ceiling__isnull", True),
                        ("empty", ""),
                        ("kind__in", ["deduction", "bonus"]),
                        ("points_each__gt", 0),
                        ("weight__isnull", True),
                    ),
                    models.Q(
                        models.Q(("basis", ""), _negated=True),
                        ("cap__isnull", True),
                        ("ceiling__gte", 0),
                        ("ceiling__lt", 100),
                        ("empty", ""),
                        ("kind", "veto"),
                        ("points_each__isnull", True),
                        ("weight__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="scheme_line_shape",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeline",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_insert",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = NEW.scheme_id OR s.id = NEW.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="462fbbb4970282274f695fce6f22a4edb277121b",
                    operation="INSERT",
                    pgid="pgtrigger_draft_insert_07c96",
                    table="accountability_schemeline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeline",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_update",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = NEW.scheme_id OR s.id = OLD.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="4dc4b710999374c0394bfd471e8a50b41865464f",
                    operation="UPDATE",
                    pgid="pgtrigger_draft_update_7eee1",
                    table="accountability_schemeline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeline",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_delete",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = OLD.scheme_id OR s.id = OLD.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN OLD;\n",
                    hash="c31697c42ac09db9366b7b301724311dea4b1d07",
                    operation="DELETE",
                    pgid="pgtrigger_draft_delete_7c992",
                    table="accountability_schemeline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemeline",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="e2654ad700ee582db3176c2aab9c8781fe9442a4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b0602",
                    table="accountability_schemeline",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="schemegroup",
            constraint=models.UniqueConstraint(
                fields=("scheme", "name"), name="scheme_group_name_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_insert",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = NEW.scheme_id OR s.id = NEW.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="1b5c5a24b6986b65ba6012ee7437d6587f7963fb",
                    operation="INSERT",
                    pgid="pgtrigger_draft_insert_93a0d",
                    table="accountability_schemegroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_update",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = NEW.scheme_id OR s.id = OLD.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n",
                    hash="6b5bbafacb040645c8c8925df89ff3261dbd7252",
                    operation="UPDATE",
                    pgid="pgtrigger_draft_update_88594",
                    table="accountability_schemegroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="draft_delete",
                sql=supervision.web.walls.WallSql(
                    func="\n    IF EXISTS (\n        SELECT 1 FROM accountability_scorescheme s\n        WHERE s.status <> 'draft'\n          AND (s.id = OLD.scheme_id OR s.id = OLD.scheme_id)\n    ) THEN\n        RAISE EXCEPTION 'a published scheme is never changed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN OLD;\n",
                    hash="0c05955ff6910d183818dd158804d2ee3868f0a0",
                    operation="DELETE",
                    pgid="pgtrigger_draft_delete_a9af4",
                    table="accountability_schemegroup",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="schemegroup",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="498c0f1918687063e851c9231adc55fa9787531c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_52282",
                    table="accountability_schemegroup",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
        TrackWrittenOnce("Rating", came="recorded_at", dated="rated_at"),
    ]
