import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import supervision.web.walls
from django.conf import settings
from django.db import migrations, models
from supervision.web.at_once import AtOnce


class Migration(AtOnce):
    dependencies = [
        ("accountability", "0012_letters"),
        ("attachments", "0004_facts"),
        ("organizations", "0003_history"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ShingleCensus",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "comparison",
                    models.CharField(
                        choices=[("words", "Words of filings"), ("documents", "Text of documents")],
                        max_length=10,
                        unique=True,
                        verbose_name="texts of",
                    ),
                ),
                ("counts", models.BinaryField(verbose_name="counters")),
                ("texts", models.PositiveIntegerField(verbose_name="texts counted")),
                ("counted", models.DateTimeField(verbose_name="counted")),
            ],
            options={
                "verbose_name": "count of phrases",
                "verbose_name_plural": "counts of phrases",
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same_file", "Same file handed in again"),
                            ("alike_text", "Text much like an earlier one"),
                            ("alike_document", "Document much like an earlier one"),
                            ("alike_photo", "Picture much like an earlier one"),
                            ("photo_day", "Photo of another day"),
                            ("document_day", "Document made afterwards"),
                            ("document_author", "Document of another unit"),
                            ("late_entry", "Entered long after the event"),
                            ("cramming", "Records entered in a rush"),
                        ],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("light", "for notice"),
                            ("plain", "to be checked"),
                            ("grave", "to be checked first"),
                        ],
                        max_length=8,
                        verbose_name="weight",
                    ),
                ),
                (
                    "measure",
                    models.DecimalField(decimal_places=3, max_digits=9, verbose_name="measure"),
                ),
                (
                    "second_measure",
                    models.DecimalField(
                        decimal_places=3, max_digits=9, null=True, verbose_name="second measure"
                    ),
                ),
                (
                    "threshold",
                    models.DecimalField(decimal_places=3, max_digits=9, verbose_name="threshold"),
                ),
                (
                    "detail",
                    models.CharField(blank=True, max_length=200, verbose_name="what was compared"),
                ),
                ("further", models.PositiveIntegerField(default=0, verbose_name="further records")),
                ("found_on", models.DateField(verbose_name="found")),
                ("found", models.DateTimeField(verbose_name="time found")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Not looked at"),
                            ("asked", "Unit asked to explain"),
                            ("explained", "Explained by the unit"),
                            ("field_check", "To be checked on the spot"),
                            ("cleared", "Cleared"),
                            ("confirmed", "Confirmed"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("question", models.CharField(blank=True, max_length=300, verbose_name="question")),
                ("asked_at", models.DateTimeField(null=True, verbose_name="asked")),
                ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                ("explained_at", models.DateTimeField(null=True, verbose_name="explained")),
                (
                    "decision",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="reason of the decision"
                    ),
                ),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("this", "This doubt only"),
                            ("pair", "These two units under this item"),
                            ("item", "Every filing under this item"),
                        ],
                        default="this",
                        max_length=8,
                        verbose_name="holds for",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="file",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "explained_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="accountability.filing",
                        verbose_name="filing",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accountability.checklistitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "other_attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="earlier file",
                    ),
                ),
                (
                    "other_filing",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accountability.filing",
                        verbose_name="earlier filing",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubts",
                        to="organizations.unit",
                        verbose_name="unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "doubt",
                "verbose_name_plural": "doubts",
            },
        ),
        migrations.CreateModel(
            name="DoubtStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Not looked at"),
                            ("asked", "Unit asked to explain"),
                            ("explained", "Explained by the unit"),
                            ("field_check", "To be checked on the spot"),
                            ("cleared", "Cleared"),
                            ("confirmed", "Confirmed"),
                        ],
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                ("words", models.TextField(verbose_name="words")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "doubt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="accountability.doubt",
                        verbose_name="doubt",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a doubt",
                "verbose_name_plural": "steps of doubts",
            },
        ),
        migrations.CreateModel(
            name="TextPrint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BigIntegerField(verbose_name="digest")),
                ("length", models.PositiveIntegerField(verbose_name="characters compared")),
                (
                    "bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        default=list,
                        size=None,
                        verbose_name="bands",
                    ),
                ),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="attachments.attachment",
                        verbose_name="document",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prints",
                        to="accountability.filing",
                        verbose_name="filing",
                    ),
                ),
            ],
            options={
                "verbose_name": "fingerprint of a text",
                "verbose_name_plural": "fingerprints of texts",
            },
        ),
        migrations.CreateModel(
            name="DetectorSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("text_whole", "Likeness of texts"),
                            ("document_whole", "Likeness of documents"),
                            ("text_own", "Likeness of a text's own words"),
                            ("photo_bits", "Differing bits of pictures"),
                            ("photo_agreement", "Agreement of pictures"),
                            ("photo_days", "Days between photo and event"),
                            ("document_days", "Days between event and document"),
                            ("late_days", "Days between event and entry"),
                            ("prompt_days", "Days within which an entry is prompt"),
                            ("prompt_yellow", "Share of prompt entries: yellow below"),
                            ("prompt_red", "Share of prompt entries: red below"),
                            ("year_end_month", "Month with which the year's end begins"),
                            ("spike_yellow", "Rush against the mean: yellow from"),
                            ("spike_red", "Rush against the mean: red from"),
                            ("cramming_filings", "Filings from which a unit is judged"),
                        ],
                        max_length=24,
                        verbose_name="threshold",
                    ),
                ),
                (
                    "value",
                    models.DecimalField(decimal_places=2, max_digits=7, verbose_name="value"),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("set_at", models.DateTimeField(verbose_name="set")),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "threshold",
                "verbose_name_plural": "thresholds",
                "indexes": [models.Index(fields=["code", "-id"], name="threshold_newest")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="detectorsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="6893bd521604b9401ca3a7bc495ffcb3dd0b33e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_66901",
                    table="accountability_detectorsetting",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="detectorsetting",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="544dadac602443a40ba181f6bf8ce8138596df6a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_14de4",
                    table="accountability_detectorsetting",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="doubt",
            index=models.Index(fields=["status", "-id"], name="doubt_status"),
        ),
        migrations.AddIndex(
            model_name="doubt",
            index=models.Index(fields=["unit", "-id"], name="doubt_unit"),
        ),
        migrations.AddIndex(
            model_name="doubt",
            index=models.Index(fields=["filing"], name="doubt_filing"),
        ),
        migrations.AddIndex(
            model_name="doubt",
            index=models.Index(
                condition=models.Q(("standing", "this"), _negated=True),
                fields=["kind", "standing"],
                name="doubt_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at__isnull", True), ("asked_by__isnull", True)),
                    models.Q(("asked_at__isnull", False), ("asked_by__isnull", False)),
                    _connector="OR",
                ),
                name="doubt_asked_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("explained_at__isnull", True), ("explained_by__isnull", True)),
                    models.Q(("explained_at__isnull", False), ("explained_by__isnull", False)),
                    _connector="OR",
                ),
                name="doubt_explained_pair",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="doubt_decided_pair_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["field_check", "cleared", "confirmed"]), _negated=True
                    ),
                    ("decided_by__isnull", False),
                    _connector="OR",
                ),
                name="doubt_decision_has_decider",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing", "this"), ("status", "cleared"), _connector="OR"),
                name="doubt_standing_is_cleared",
            ),
        ),
        migrations.AddConstraint(
            model_name="doubt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("other_filing__isnull", True),
                    models.Q(("other_filing", models.F("filing")), _negated=True),
                    _connector="OR",
                ),
                name="doubt_two_records",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="begins_first",
                sql=supervision.web.walls.WallSql(
                    condition="WHEN (NEW.status <> 'open')",
                    func="RAISE EXCEPTION '% begins as open', TG_TABLE_NAME USING ERRCODE = 'check_violation';",
                    hash="d1cf52a3db303583a29b04a61155985834aec361",
                    operation="INSERT",
                    pgid="pgtrigger_begins_first_79de7",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="legal_moves",
                sql=supervision.web.walls.WallSql(
                    condition="WHEN (OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('asked', 'cleared'), ('asked', 'confirmed'), ('asked', 'explained'), ('asked', 'field_check'), ('cleared', 'open'), ('confirmed', 'open'), ('explained', 'asked'), ('explained', 'cleared'), ('explained', 'confirmed'), ('explained', 'field_check'), ('field_check', 'asked'), ('field_check', 'cleared'), ('field_check', 'confirmed'), ('open', 'asked'), ('open', 'cleared'), ('open', 'confirmed'), ('open', 'field_check')))",
                    func="RAISE EXCEPTION '% may not go from % to %', TG_TABLE_NAME, OLD.status, NEW.status USING ERRCODE = 'check_violation';",
                    hash="21da895e86726c192cc84aeab2220308e2dcf231",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_legal_moves_cd639",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION 'rows of % are never deleted', TG_TABLE_NAME;",
                    hash="b98e1431e6c006785799f8a8e5bbbd4ade6c1ad3",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c814f",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="21319bb7034d420a08e88bf80680d9c622682c09",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_db485",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="origin_stays",
                sql=supervision.web.walls.WallSql(
                    condition="WHEN ((NEW.key, NEW.kind, NEW.unit_id, NEW.filing_id, NEW.attachment_id, NEW.other_filing_id, NEW.other_attachment_id, NEW.measure, NEW.second_measure, NEW.threshold, NEW.found_on, NEW.found) IS DISTINCT FROM (OLD.key, OLD.kind, OLD.unit_id, OLD.filing_id, OLD.attachment_id, OLD.other_filing_id, OLD.other_attachment_id, OLD.measure, OLD.second_measure, OLD.threshold, OLD.found_on, OLD.found))",
                    func="RAISE EXCEPTION 'the origin of a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'check_violation';",
                    hash="fc327c5bd4cb1513f1a6f73705d646185cd29fad",
                    operation="UPDATE",
                    pgid="pgtrigger_origin_stays_5bb5e",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubt",
            trigger=pgtrigger.compiler.Trigger(
                name="not_the_filer",
                sql=supervision.web.walls.WallSql(
                    condition="WHEN (NEW.decided_by_id IS NOT NULL)",
                    func="\n                    IF EXISTS (\n                        SELECT 1 FROM accountability_filing f\n                        WHERE f.id IN (NEW.filing_id, NEW.other_filing_id)\n                          AND f.submitted_by_id = NEW.decided_by_id\n                    ) THEN\n                        RAISE EXCEPTION 'whoever filed does not decide on the doubt'\n                            USING ERRCODE = 'check_violation';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="17a4ba3f8b93b46e32427c6b221659d9bbf2d985",
                    operation='UPDATE OF "decided_by_id"',
                    pgid="pgtrigger_not_the_filer_cc8a3",
                    table="accountability_doubt",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="doubtstep",
            index=models.Index(fields=["doubt", "id"], name="doubt_step"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubtstep",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="facb799f4564e0582922f533205a982ef0b81a9e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_written_once_60abd",
                    table="accountability_doubtstep",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doubtstep",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=supervision.web.walls.WallSql(
                    func="RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;",
                    hash="d260b2f8cf8e4c64cba4d5a26b76c9d2ba162dad",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_539fc",
                    table="accountability_doubtstep",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="textprint",
            index=models.Index(fields=["filing", "attachment"], name="print_filing"),
        ),
        migrations.AddIndex(
            model_name="textprint",
            index=models.Index(fields=["digest"], name="print_digest"),
        ),
        migrations.AddIndex(
            model_name="textprint",
            index=django.contrib.postgres.indexes.GinIndex(fields=["bands"], name="print_bands"),
        ),
        migrations.AddConstraint(
            model_name="textprint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("attachment__isnull", True)),
                fields=("filing",),
                name="print_filing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="textprint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("attachment__isnull", False)),
                fields=("attachment",),
                name="print_document_once",
            ),
        ),
    ]
