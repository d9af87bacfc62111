"""A seal names the number up to which all is sealed, instead of a transaction of its server."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_seals")]

    operations = [
        migrations.RemoveField("auditseal", "horizon"),
        migrations.AddField(
            "auditseal",
            "settled",
            models.BigIntegerField(default=0, verbose_name="settled number"),
        ),
    ]
