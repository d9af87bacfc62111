"""Begin with the organs that the installation names; the office changes them on their page."""

from typing import Any

from django.conf import settings
from django.db import migrations


def begin(apps: Any, schema_editor: Any) -> None:
    """Write one row for each organ of the installation."""
    named = zip(settings.PORTAL_ORGANS, settings.PORTAL_ORGAN_WORDS, strict=False)
    organs = apps.get_model("documents", "IssuingOrgan")
    organs.objects.bulk_create(
        organs(name=name, mark=f"{name}文件", word=word, position=position)
        for position, (name, word) in enumerate(named)
    )


class Migration(migrations.Migration):

    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
