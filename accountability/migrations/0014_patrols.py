from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0013_truth"),
    ]

    operations: list = []
