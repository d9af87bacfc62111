"""Routes: patrols, their queue, samples, checks on the spot."""

from django.urls import path
from django.views.generic import RedirectView

from accountability.views import patrol_readings, patrols, spot_checks

_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("patrols/", patrols.PatrolList.as_view(), name="patrols"),
    path("patrols/export/", _export, {"code": "patrols"}, name="patrols_export"),
    path("patrols/new/", patrols.patrol_new, name="patrol_new"),
    path("patrols/readings/", patrols.ReadingList.as_view(), name="patrol_readings"),
    path(
        "patrols/readings/export/",
        _export,
        {"code": "patrol-readings"},
        name="patrol_readings_export",
    ),
    path("patrols/checks/", spot_checks.SpotCheckList.as_view(), name="spot_checks"),
    path("patrols/checks/export/", _export, {"code": "spot-checks"}, name="spot_checks_export"),
    path("patrols/checks/<int:pk>/", spot_checks.spot_check, name="spot_check"),
    path("patrols/samples/<int:pk>/", spot_checks.patrol_sample, name="patrol_sample"),
    path("patrols/samples/<int:pk>/proof/", spot_checks.patrol_proof, name="patrol_proof"),
    path("patrols/samples/<int:pk>/sheet/", spot_checks.patrol_sheet, name="patrol_sheet"),
    path("patrols/filings/<int:pk>/", patrol_readings.patrol_entry, name="patrol_entry"),
    path("patrols/filings/<int:pk>/back/", patrol_readings.patrol_put_back, name="patrol_put_back"),
    path("patrols/<int:pk>/", patrols.patrol, name="patrol"),
    path("patrols/<int:pk>/next/", patrol_readings.patrol_next, name="patrol_next"),
    path("patrols/<int:pk>/close/", patrols.patrol_close, name="patrol_close"),
    path("patrols/<int:pk>/draw/", spot_checks.patrol_draw, name="patrol_draw"),
]
