"""Routes: a unit's whole year and its evidence."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import unit_year

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("units/evidence/", _export, {"code": "evidence"}, name="evidence_export"),
    path("units/<int:pk>/year/", unit_year.year, name="unit_year"),
]
