from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0009_findings"),
    ]

    operations: list = []
