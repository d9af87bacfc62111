import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import supervision.clock
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0002_walls"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="AttachmentText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("none", "No text"),
                            ("layer", "Text of the file itself"),
                            ("ocr", "Text recognition"),
                        ],
                        default="none",
                        max_length=10,
                        verbose_name="source",
                    ),
                ),
                ("engine", models.CharField(blank=True, max_length=80, verbose_name="read by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("read", "Searchable"),
                            ("empty", "Holds no text"),
                            ("unrecognised", "Not recognised"),
                            ("failed", "Could not be read"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("fault", models.CharField(blank=True, max_length=200, verbose_name="why not")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "asked_at",
                    models.DateTimeField(
                        default=supervision.clock.now, verbose_name="to be read since"
                    ),
                ),
                ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                (
                    "attachment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading",
                        to="attachments.attachment",
                        verbose_name="attachment",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of an attachment",
                "verbose_name_plural": "texts of attachments",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            django.db.models.functions.text.Upper("text"), name="gin_trgm_ops"
                        ),
                        name="attachment_text_words",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "failed"])),
                        fields=["asked_at"],
                        name="attachment_text_waiting",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "read"), _negated=True),
                            models.Q(
                                models.Q(("text", ""), _negated=True),
                                models.Q(("source", "none"), _negated=True),
                                ("read_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attachment_text_read_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), _negated=True),
                            models.Q(("fault", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="attachment_text_failed_has_fault",
                    ),
                ],
            },
        ),
    ]
