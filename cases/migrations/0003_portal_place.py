"""The place of clues and cases on the portal map."""

from django.db import migrations

CODE = "cases"


def add(apps, schema_editor):
    apps.get_model("dashboards", "PortalSystem").objects.update_or_create(
        code=CODE,
        defaults={
            "name": "线索与案件",
            "name_en": "Clues and cases",
            "summary": "线索受理、分办、核查、立案、审理、归档，法定期限全程预警",
            "summary_en": "From clue to archive under the law's clocks",
            "icon": "briefcase",
            "url_name": "cases:desk",
            "permission": "cases.read",
            "badge": "cases.clues",
            "level": "tool",
            "position": 15,
        },
    )


def remove(apps, schema_editor):
    apps.get_model("dashboards", "PortalSystem").objects.filter(code=CODE).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_working_targets"),
        ("dashboards", "0005_portal_map_rows"),
    ]
    operations = [migrations.RunPython(add, remove)]
