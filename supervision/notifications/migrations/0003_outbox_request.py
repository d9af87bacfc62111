"""A waiting task remembers the request that caused it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_sealed_phone")]

    operations = [
        migrations.AddField(
            "outboxtask",
            "request_id",
            models.CharField(blank=True, default="", max_length=32, verbose_name="request"),
        ),
    ]
