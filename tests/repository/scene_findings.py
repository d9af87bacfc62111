"""Findings, rectifications, plans and score sheets of the scene, of the units that have people."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accountability.models import AssessmentSheet, Duty
from accountability.selectors.assessing import draft_key as photos
from accountability.selectors.plans import Chosen
from accountability.selectors.rectifications import draft_key
from accountability.services import assessing, plans, sheets, tasklists
from accountability.services.findings import raise_finding
from accountability.services.indicators import Line, set_indicators
from accountability.services.rectification_extensions import ask_for_time
from accountability.services.rectification_reports import write_entry
from accountability.services.rectifications import ask
from supervision import clock
from supervision.attachments.services import store

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OWN = "accountability:{}".format


def build(scene: Any, units: Any) -> None:
    """Find problems in the water bureau and the township, and score the water bureau."""
    for role, unit, variant in (
        ("clerk", units.water, ""),
        ("township_clerk", units.township, "township"),
    ):
        _rectify(scene, role, unit, variant)
        scene.add(variant, {"pk": unit.pk}, OWN("unit_rectification"))
    _assess(scene)


def _rectify(scene: Any, role: str, unit: Any, variant: str) -> None:
    officer, clerk = scene.people["officer"], scene.people[role]
    finding = raise_finding(
        actor=officer,
        unit=unit,
        source="daily_check",
        track="both",
        title="魏长河未按规定开展谈话",
        description="上半年未与班子成员谈话。",
        found_on=clock.today(),
        holder_name="魏长河",
    )
    (item,) = ask(
        actor=officer,
        findings=[finding],
        owner_name="魏长河",
        due_on=dt.date(2026, 11, 20),
        requirement="补齐谈话记录。",
    )
    file = store(actor=clerk, upload=SimpleUploadedFile("谈话记录.pdf", PDF), draft=draft_key(item))
    write_entry(
        actor=clerk,
        rectification=item,
        kind="measures",
        text="逐一补谈并形成记录，限期完成。",
        attachments=[file],
    )
    extension = ask_for_time(
        actor=clerk,
        rectification=item,
        last_day=dt.date(2026, 12, 4),
        reason="两名班子成员外出学习，返岗后补谈。",
    )
    label = f"{variant} rectification".strip()
    scene.add(label, {"pk": file.pk}, "attachments:download", "attachments:discard")
    names = ("finding", "finding_correct", "finding_withdraw", "finding_refer")
    scene.add(variant, {"pk": finding.pk}, *map(OWN, names))
    acts = ("", "_write", "_verify", "_time", "_owner", "_notice", "_report")
    scene.add(variant, {"pk": item.pk}, *(OWN(f"rectification{act}") for act in acts))
    scene.add(variant, {"pk": item.pk, "extension": extension.pk}, OWN("rectification_time_decide"))
    task = tasklists.issue(
        actor=officer,
        title=f"账目自查{variant}",
        content="逐项核对。",
        standard="形成报告。",
        units=[unit],
        due_on=clock.today(),
    )
    duty = Duty.objects.get(task_list=task)
    (plan,) = plans.begin(actor=officer, chosen=[Chosen(unit, (duty,), ())], title="整改方案")
    acts = ("", "_edit", "_submit", "_discard", "_paper")
    scene.add(variant, {"pk": plan.pk}, *(OWN(f"plan{act}") for act in acts))


def _assess(scene: Any) -> None:
    """Let the assessor of the scene check, report a problem and take points off."""
    office, assessor = scene.people["office"], scene.people["assessor"]
    sheet = AssessmentSheet.objects.get(group__members__account__user=assessor)
    assessment = sheet.group.assessment
    set_indicators(
        actor=office,
        assessment=assessment,
        lines=[Line("组织领导", Decimal(40)), Line("履责纪实", Decimal(60))],
    )
    photo = store(actor=assessor, upload=SimpleUploadedFile("公示栏.pdf", PDF), draft=photos(sheet))
    assessing.record_check(
        actor=assessor,
        sheet=sheet,
        checked_on=clock.today(),
        place="会议室",
        attended_by="魏长河",
        seen="公示栏未更新。",
        attachments=[photo],
    )
    problem = assessing.report_problem(
        actor=assessor,
        sheet=sheet,
        track="matter",
        title="公示栏未更新",
        description="内容停在三月。",
    )
    deduction = sheets.take_points(
        actor=assessor,
        sheet=sheet,
        indicator=assessment.indicators.get(position=1),
        points=Decimal(2),
        reason="公示不及时",
        problem=problem,
    )
    scene.add("photo", {"pk": photo.pk}, "attachments:download", "attachments:discard")
    scene.add("", {"pk": assessment.pk}, OWN("indicators"), OWN("assessment_progress"))
    acts = ("", "_read", "_check", "_problem", "_points", "_submit")
    acts += ("_return", "_confirm", "_feedback")
    scene.add("", {"pk": sheet.pk}, *(OWN(f"sheet{act}") for act in acts))
    scene.add("", {"pk": sheet.pk, "problem": problem.pk}, OWN("sheet_problem_decide"))
    scene.add("", {"pk": sheet.pk, "deduction": deduction.pk}, OWN("sheet_restore"))
