"""The portal map as data: the systems that exist today. Later systems add their own rows."""

from django.db import migrations

ROWS = (
    (
        "responsibility",
        "党风廉政建设责任制",
        "Party conduct responsibility",
        "责任清单、履责纪实、亮灯预警、考核锁定",
        "Lists, filings, lights and warnings, assessments",
        "list-check",
        "accountability:duties",
        "accountability.read",
        10,
    ),
    (
        "deadlines",
        "期限与工作日历",
        "Deadlines and calendar",
        "法定期限、节假日调休、逐日推算",
        "Statutory terms, holidays, day-by-day reckoning",
        "calendar-stats",
        "deadlines:calculator",
        "",
        20,
    ),
    (
        "accounts",
        "账号与岗位",
        "Accounts and posts",
        "开立账号、停用启用、密码重置",
        "Open, close and reset accounts",
        "user-cog",
        "accounts:list",
        "accounts.manage",
        30,
    ),
    (
        "posts",
        "岗位授权",
        "Posts and roles",
        "授予和终止岗位，三员分立",
        "Give and end posts, three administrators apart",
        "shield-check",
        "accounts:list",
        "accounts.grant_posts",
        40,
    ),
    (
        "audit",
        "安全审计",
        "Security audit",
        "谁在何时做了什么，只增不改",
        "Who did what and when, append-only",
        "shield-lock",
        "audit:events",
        "audit.read",
        50,
    ),
)


def add(apps, schema_editor):
    system = apps.get_model("dashboards", "PortalSystem")
    for code, name, name_en, summary, summary_en, icon, url_name, permission, position in ROWS:
        system.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "name_en": name_en,
                "summary": summary,
                "summary_en": summary_en,
                "icon": icon,
                "url_name": url_name,
                "permission": permission,
                "position": position,
            },
        )


def remove(apps, schema_editor):
    apps.get_model("dashboards", "PortalSystem").objects.filter(
        code__in=[row[0] for row in ROWS]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
