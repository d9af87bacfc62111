from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("accountability", "0008_search_indexes"),
    ]

    operations: list = []
