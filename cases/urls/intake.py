"""Routes: enter a clue, repeats, who reported, reports for the upper level, interference."""

from django.urls import path
from django.views.generic import RedirectView

from cases.views import intake, interference, material, reporters, upper_reports

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("clues/new/", intake.clue_new, name="clue_new"),
    path("clues/new/people/", intake.clue_people, name="clue_people"),
    path("clues/<str:number>/people/new/", intake.respondent_new, name="respondent_new"),
    path("clues/<str:number>/people/<int:pk>/", intake.respondent_edit, name="respondent_edit"),
    path("clues/<str:number>/files/new/", material.files_new, name="clue_files_new"),
    path("clues/<str:number>/matches/", intake.clue_matches, name="clue_matches"),
    path("clues/<str:number>/matches/<int:pk>/", intake.match_decide, name="match_decide"),
    path("clues/<str:number>/repeat/", intake.repeat_close, name="repeat_close"),
    path("clues/<str:number>/reporter/", reporters.reporter, name="reporter"),
    path(
        "clues/<str:number>/reporter/accepted/",
        reporters.reporter_tell,
        {"what": "accepted"},
        name="reporter_accepted",
    ),
    path(
        "clues/<str:number>/reporter/result/",
        reporters.reporter_tell,
        {"what": "result"},
        name="reporter_result",
    ),
    path(
        "clues/<str:number>/reporter/objection/", reporters.reporter_object, name="reporter_object"
    ),
    path("reporters/", reporters.ReporterList.as_view(), name="reporters"),
    path("upper-reports/", upper_reports.UpperReportList.as_view(), name="upper_reports"),
    path("upper-reports/new/", upper_reports.upper_report_new, name="upper_report_new"),
    path(
        "upper-reports/<int:pk>/",
        upper_reports.upper_report_hand_up,
        name="upper_report_hand_up",
    ),
    path("interference/", interference.InterferenceList.as_view(), name="interferences"),
    path(
        "interference/export/",
        _export,
        {"code": "case-interference"},
        name="interferences_export",
    ),
    path("interference/new/", interference.interference_new, name="interference_new"),
    path("interference/<str:number>/", interference.interference, name="interference"),
]
