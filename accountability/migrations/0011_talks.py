from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0010_ratings"),
    ]

    operations: list = []
