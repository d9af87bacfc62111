"""The map as it begins: one centre, two platforms, six subsystems, of which one is in use."""

from django.db import migrations

CENTRE = (
    "centre",
    "联合监督监察协调指导中心",
    "Joint supervision coordination centre",
    "各系统的待办在这里汇总，统一指挥调度",
    "Everything that waits in any system, in one list",
    "sitemap",
    "notifications:todos",
    "",
    "todos",
)
# The published account names the centre and the six systems, but never the two platforms.
PLATFORMS = (
    (
        "platform-oversight",
        "日常监督平台",
        "Day-to-day oversight platform",
        "面向监督室、责任单位和基层组织",
        "For the office, the units and the grass roots",
        "shield-check",
    ),
    (
        "platform-public",
        "公开服务平台",
        "Public service platform",
        "面向群众和党员干部",
        "For the public and for officials",
        "users",
    ),
)
UNBUILT = (
    (
        "villages",
        "清廉乡村系统",
        "Clean villages",
        "民主决策、职责落实、阳光账本",
        "Decisions, duties and accounts of villages",
        "home",
        "platform-oversight",
        20,
    ),
    (
        "joint",
        "联合监督监察系统",
        "Joint supervision",
        "工作指令、签收、上报",
        "Orders, receipt and report",
        "briefcase",
        "platform-oversight",
        30,
    ),
    (
        "small-power",
        "小微权力监督系统",
        "Oversight of small powers",
        "政策、项目、资金、三务公开、权责清单",
        "Policy, projects, funds, disclosure, powers",
        "coins",
        "platform-public",
        10,
    ),
    (
        "appraisal",
        "阳光评廉系统",
        "Service appraisal",
        "扫码评价、分析研判、回访",
        "Appraisal by code, analysis, call-back",
        "qrcode",
        "platform-public",
        20,
    ),
    (
        "reminders",
        "廉政提醒系统",
        "Integrity reminders",
        "节前提醒、政治生日",
        "Before holidays and on Party birthdays",
        "message",
        "platform-public",
        30,
    ),
)


def add(apps, schema_editor):
    system = apps.get_model("dashboards", "PortalSystem")
    code, name, name_en, summary, summary_en, icon, url_name, permission, badge = CENTRE
    centre = system.objects.create(
        code=code,
        name=name,
        name_en=name_en,
        summary=summary,
        summary_en=summary_en,
        icon=icon,
        url_name=url_name,
        permission=permission,
        badge=badge,
        level="centre",
        position=1,
    )
    platforms = {}
    for position, (code, name, name_en, summary, summary_en, icon) in enumerate(PLATFORMS, 1):
        platforms[code] = system.objects.create(
            code=code,
            name=name,
            name_en=name_en,
            summary=summary,
            summary_en=summary_en,
            icon=icon,
            level="platform",
            parent=centre,
            position=position,
        )
    for code, name, name_en, summary, summary_en, icon, platform, position in UNBUILT:
        system.objects.create(
            code=code,
            name=name,
            name_en=name_en,
            summary=summary,
            summary_en=summary_en,
            icon=icon,
            level="subsystem",
            parent=platforms[platform],
            position=position,
            is_built=False,
        )
    system.objects.filter(code="responsibility").update(
        level="subsystem",
        parent=platforms["platform-oversight"],
        position=10,
        badge="accountability.duties",
    )
    system.objects.filter(code="posts").update(badge="requests")


def remove(apps, schema_editor):
    system = apps.get_model("dashboards", "PortalSystem")
    system.objects.filter(code="responsibility").update(level="tool", parent=None, badge="")
    system.objects.filter(code="posts").update(badge="")
    for codes in (
        [row[0] for row in UNBUILT],
        [row[0] for row in PLATFORMS],
        [CENTRE[0]],
    ):
        system.objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0004_portal_map")]
    operations = [migrations.RunPython(add, remove)]
