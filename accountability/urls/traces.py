"""Routes: traces."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import traces

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("traces/", traces.TraceList.as_view(), name="traces"),
    path("traces/export/", _export, {"code": "traces"}, name="traces_export"),
    path("traces/new/", traces.trace_new, name="trace_new"),
    path("traces/<int:pk>/", traces.trace, name="trace"),
    path("traces/<int:pk>/report/", traces.trace_report, name="trace_report"),
]
