"""Routes: filing, quick record, ledger, calendar."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import filings, ledger, quick
from supervision.history.links import carries_day

_export = carries_day(RedirectView.as_view(pattern_name="exchange:export", query_string=True))

urlpatterns = [
    path("duties/<int:pk>/", filings.duty, name="duty"),
    path("duties/<int:pk>/draft/", filings.duty_draft, name="duty_draft"),
    path("duties/<int:pk>/supplement/", filings.supplement, name="supplement"),
    path("filings/<int:pk>/", filings.filing, name="filing"),
    path("ledger/", ledger.Ledger.as_view(), name="ledger"),
    path("ledger/export/", _export, {"code": "ledger"}, name="ledger_export"),
    path("calendar/", ledger.calendar, name="calendar"),
    path("quick/", quick.choose, name="quick"),
    path("quick/<int:pk>/", quick.record, name="quick_record"),
    path("quick/<int:pk>/draft/", quick.draft, name="quick_draft"),
]
