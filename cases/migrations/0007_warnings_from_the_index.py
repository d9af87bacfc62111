"""Let the page of warnings count and sort from one index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_form_tokens")]

    operations = [
        migrations.RemoveIndex("clock", "clock_open_warn"),
        migrations.AddIndex(
            "clock",
            models.Index(
                fields=["warn_at", "id"],
                include=["ends_at", "clue", "office"],
                name="clock_open_warn",
                condition=models.Q(closed_at__isnull=True, paused_at__isnull=True),
            ),
        ),
    ]
