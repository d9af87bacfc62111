"""Routes: findings, rectification, plans."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import findings, plans, rectification_papers, rectifications

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("findings/", findings.FindingList.as_view(), name="findings"),
    path("findings/export/", _export, {"code": "findings"}, name="findings_export"),
    path("findings/pick/", plans.findings_pick, name="findings_pick"),
    path("findings/new/", findings.finding_new, name="finding_new"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/correct/", findings.finding_correct, name="finding_correct"),
    path("findings/<int:pk>/withdraw/", findings.finding_withdraw, name="finding_withdraw"),
    path("findings/<int:pk>/refer/", findings.finding_refer, name="finding_refer"),
    path("rectifications/", rectifications.RectificationList.as_view(), name="rectifications"),
    path(
        "rectifications/export/",
        _export,
        {"code": "rectifications"},
        name="rectifications_export",
    ),
    path("rectifications/new/", rectifications.rectification_new, name="rectification_new"),
    path("rectifications/<int:pk>/", rectifications.rectification, name="rectification"),
    path(
        "rectifications/<int:pk>/write/",
        rectifications.rectification_write,
        name="rectification_write",
    ),
    path(
        "rectifications/<int:pk>/verify/",
        rectifications.rectification_verify,
        name="rectification_verify",
    ),
    path(
        "rectifications/<int:pk>/time/",
        rectifications.rectification_time,
        name="rectification_time",
    ),
    path(
        "rectifications/<int:pk>/owner/",
        rectifications.rectification_owner,
        name="rectification_owner",
    ),
    path(
        "rectifications/<int:pk>/time/<int:extension>/",
        rectifications.extension_decide,
        name="rectification_time_decide",
    ),
    path(
        "rectifications/<int:pk>/notice/",
        rectification_papers.rectification_notice,
        name="rectification_notice",
    ),
    path(
        "rectifications/<int:pk>/report/",
        rectification_papers.rectification_report,
        name="rectification_report",
    ),
    path(
        "units/<int:pk>/rectification/",
        rectifications.unit_rectification,
        name="unit_rectification",
    ),
    path("plans/", plans.PlanList.as_view(), name="plans"),
    path("plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<int:pk>/", plans.plan, name="plan"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan_edit"),
    path("plans/<int:pk>/submit/", plans.plan_submit, name="plan_submit"),
    path("plans/<int:pk>/discard/", plans.plan_discard, name="plan_discard"),
    path("plans/<int:pk>/paper/", plans.plan_paper, name="plan_paper"),
]
