"""Routes: what is recorded on a case beside its steps, and what is reported back."""

from django.urls import path

from cases.views import case_acts as views

urlpatterns = [
    path("rectification/", views.rectification_reports, name="rectification_reports"),
    path("rectification/<int:pk>/", views.rectification_report, name="rectification_report"),
    path("clues/<str:number>/record/<slug:code>/", views.record, name="record_new"),
    path("clues/<str:number>/record/<slug:code>/<int:pk>/", views.record, name="record"),
]
