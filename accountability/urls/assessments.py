"""Routes: assessments, groups, temporary accounts."""

from django.urls import path

from accountability.views import assessments as views

urlpatterns = [
    path("assessments/", views.assessments, name="assessments"),
    path("assessments/new/", views.assessment_new, name="assessment_new"),
    path("assessments/<int:pk>/", views.assessment, name="assessment"),
    path("assessments/<int:pk>/edit/", views.assessment_edit, name="assessment_edit"),
    path("assessments/<int:pk>/cancel/", views.assessment_cancel, name="assessment_cancel"),
    path("assessments/<int:pk>/groups/new/", views.group_new, name="group_new"),
    path("assessments/<int:pk>/groups/<int:group>/issue/", views.group_issue, name="group_issue"),
    path(
        "assessments/<int:pk>/groups/<int:group>/members/<int:member>/revoke/",
        views.member_revoke,
        name="member_revoke",
    ),
]
