from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0011_talks"),
    ]

    operations: list = []
