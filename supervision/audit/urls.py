"""Routes of the audit record."""

from django.urls import path
from django.views.generic import RedirectView

from supervision.audit.views import digests, events, reads

app_name = "audit"
_export = RedirectView.as_view(pattern_name="exchange:export", query_string=True)

urlpatterns = [
    path("", events.EventList.as_view(), name="events"),
    path("<int:pk>/", events.event, name="event"),
    path("export/", _export, {"code": "audit"}, name="export"),
    path("reads/", reads.ReadList.as_view(), name="reads"),
    path("digests/", digests.DigestList.as_view(), name="digests"),
    path("digests/<str:day>/", digests.digest, name="digest"),
]
