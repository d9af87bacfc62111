"""Routes: the work on assessed units."""

from django.urls import path

from accountability.views import assessing, indicators

urlpatterns = [
    path("assessing/", assessing.assessing, name="assessing"),
    path("assessments/<int:pk>/indicators/", indicators.indicators, name="indicators"),
    path("assessments/<int:pk>/progress/", indicators.progress, name="assessment_progress"),
    path("sheets/<int:pk>/", assessing.sheet, name="sheet"),
    path("sheets/<int:pk>/read/", assessing.sheet_read, name="sheet_read"),
    path("sheets/<int:pk>/check/", assessing.sheet_check, name="sheet_check"),
    path("sheets/<int:pk>/problem/", assessing.sheet_problem, name="sheet_problem"),
    path(
        "sheets/<int:pk>/problem/<int:problem>/",
        assessing.sheet_problem_decide,
        name="sheet_problem_decide",
    ),
    path("sheets/<int:pk>/points/", assessing.sheet_points, name="sheet_points"),
    path(
        "sheets/<int:pk>/points/<int:deduction>/restore/",
        assessing.sheet_restore,
        name="sheet_restore",
    ),
    path("sheets/<int:pk>/submit/", assessing.sheet_submit, name="sheet_submit"),
    path("sheets/<int:pk>/return/", assessing.sheet_return, name="sheet_return"),
    path("sheets/<int:pk>/confirm/", assessing.sheet_confirm, name="sheet_confirm"),
    path("sheets/<int:pk>/feedback/", assessing.sheet_feedback, name="sheet_feedback"),
]
