"""Seed what the law leaves without a figure: the organ's own working targets, changed like terms."""

from datetime import date

from django.db import migrations

OWN = "本机关工作要求"
SINCE = date(2019, 1, 1)

TARGETS = [
    {
        "position": 12,
        "code": "filing_announce_target",
        "label": "宣布立案决定（本机关工作目标）",
        "start_event": "批准立案之日",
        "length": 5,
        "unit": "WD",
        "legal_basis": f"{OWN}；《中国共产党纪律检查机关监督执纪工作规则》第三十八条",
        "note": "条文为“及时”，未定期限。",
    },
    {
        "position": 26,
        "code": "return_supplement_target",
        "label": "退回补充证据（本机关工作目标）",
        "start_event": "退回之日",
        "length": 1,
        "unit": "CM",
        "legal_basis": f"{OWN}；《中国共产党纪律检查机关监督执纪工作规则》第五十五条第五项",
        "note": "未定期限；补证期间审理期限暂停计算。",
    },
    {
        "position": 7,
        "code": "held_review",
        "label": "暂存待查线索：再次研判",
        "start_event": "批准暂存待查之日",
        "length": None,
        "unit": "",
        "legal_basis": f"{OWN}；《中国共产党纪律检查机关监督执纪工作规则》第二十三条",
        "note": "未定期限；批准暂存时确定再次研判的日期。",
    },
]


def seed(apps, schema_editor):
    """Write the targets."""
    rule = apps.get_model("deadlines", "TermRule")
    rule.objects.bulk_create(
        rule(certainty="text", effective_from=SINCE, **fields) for fields in TARGETS
    )


def unseed(apps, schema_editor):
    """Take the seeded versions away again; versions added since stay."""
    rule = apps.get_model("deadlines", "TermRule")
    codes = [fields["code"] for fields in TARGETS]
    rule.objects.filter(code__in=codes, effective_from=SINCE).delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial"), ("deadlines", "0004_walls")]

    operations = [migrations.RunPython(seed, unseed)]
