"""Routes: decomposition."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import parts

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("duties/<int:pk>/split/", parts.split, name="duty_split"),
    path("duties/<int:pk>/part/withdraw/", parts.part_withdraw, name="part_withdraw"),
    path("duties/parts/export/", _export, {"code": "duty_parts"}, name="parts_export"),
    path("assignments/<int:pk>/split/", parts.assignment_split, name="assignment_split"),
]
