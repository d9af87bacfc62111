"""Routes: duties and units as the office and the units see them."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import heat, oversight
from supervision.history.links import carries_day

_export = carries_day(RedirectView.as_view(pattern_name="exchange:export", query_string=True))

urlpatterns = [
    path("duties/", oversight.DutyList.as_view(), name="duties"),
    path("duties/export/", _export, {"code": "duties"}, name="duties_export"),
    path("units/", oversight.units, name="units"),
    path("units/glance/", heat.heat_page, name="heat"),
    path("units/export/", _export, {"code": "unit-counts"}, name="units_export"),
    path("units/<int:pk>/", oversight.unit, name="unit"),
]
