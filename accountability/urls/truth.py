"""Routes: doubts about filings, the thresholds of comparisons, timeliness of entries."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import cramming, doubts

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("doubts/", doubts.DoubtList.as_view(), name="doubts"),
    path("doubts/export/", _export, {"code": "doubts"}, name="doubts_export"),
    path("doubts/thresholds/", doubts.detectors, name="detectors"),
    path("doubts/<int:pk>/", doubts.doubt, name="doubt"),
    path("doubts/<int:pk>/ask/", doubts.doubt_ask, name="doubt_ask"),
    path("doubts/<int:pk>/explain/", doubts.doubt_explain, name="doubt_explain"),
    path("doubts/<int:pk>/decide/", doubts.doubt_decide, name="doubt_decide"),
    path("doubts/<int:pk>/reopen/", doubts.doubt_reopen, name="doubt_reopen"),
    path("doubts/<int:pk>/finding/", doubts.doubt_finding, name="doubt_finding"),
    path("timeliness/", cramming.cramming, name="cramming"),
    path("timeliness/export/", _export, {"code": "cramming"}, name="cramming_export"),
    path("units/<int:pk>/timeliness/", cramming.unit_truth, name="unit_truth"),
]
