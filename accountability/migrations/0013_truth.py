from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0012_letters"),
    ]

    operations: list = []
