import supervision.clock
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("attachments", "0003_text"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileFacts",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(max_length=64, unique=True, verbose_name="SHA-256 digest"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("found", "Facts read"), ("none", "No facts")],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("pixels", "more pixels than are opened"),
                            ("small", "picture too small to compare"),
                            ("picture", "broken picture"),
                            ("undated", "photo without a date"),
                            ("document", "broken document"),
                            ("properties", "broken properties"),
                            ("oversize", "properties larger than are opened"),
                            ("entities", "properties with entities, which are not opened"),
                            ("bare", "document without properties"),
                            ("pdf", "broken PDF"),
                            ("locked", "PDF with a password"),
                            ("large", "PDF larger than is opened"),
                            ("missing", "missing from the disk"),
                            ("kind", "kind of file without facts"),
                            ("fault", "could not be examined"),
                        ],
                        max_length=12,
                        verbose_name="why not",
                    ),
                ),
                ("width", models.PositiveIntegerField(null=True, verbose_name="width")),
                ("height", models.PositiveIntegerField(null=True, verbose_name="height")),
                ("picture_hash", models.BigIntegerField(null=True, verbose_name="picture hash")),
                (
                    "mirror_hash",
                    models.BigIntegerField(null=True, verbose_name="hash of the mirror image"),
                ),
                ("thumbnail", models.BinaryField(null=True, verbose_name="thumbnail")),
                ("taken", models.DateTimeField(null=True, verbose_name="photo taken")),
                ("camera", models.CharField(blank=True, max_length=80, verbose_name="camera")),
                (
                    "has_place",
                    models.BooleanField(
                        default=False, verbose_name="photo says where it was taken"
                    ),
                ),
                ("made", models.DateTimeField(null=True, verbose_name="document created")),
                ("changed", models.DateTimeField(null=True, verbose_name="document last changed")),
                ("author", models.CharField(blank=True, max_length=80, verbose_name="author")),
                (
                    "last_author",
                    models.CharField(blank=True, max_length=80, verbose_name="last changed by"),
                ),
                ("revision", models.PositiveIntegerField(null=True, verbose_name="revision")),
                (
                    "producer",
                    models.CharField(blank=True, max_length=120, verbose_name="made with"),
                ),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="pages")),
                ("words", models.PositiveIntegerField(null=True, verbose_name="words")),
                (
                    "examined",
                    models.DateTimeField(default=supervision.clock.now, verbose_name="examined"),
                ),
            ],
            options={
                "verbose_name": "facts of a file",
                "verbose_name_plural": "facts of files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "none"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="facts_none_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mirror_hash__isnull", True), ("picture_hash__isnull", True)),
                            models.Q(
                                ("mirror_hash__isnull", False), ("picture_hash__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="facts_hash_has_mirror",
                    ),
                ],
            },
        ),
    ]
